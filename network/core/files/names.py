"""Names of files as people give them: anything at all, until they are safe to keep and to show."""

import re
import unicodedata

LONGEST_CHARACTERS = 150
# What file systems take, in UTF-8.
LONGEST_BYTES = 255

_JOINERS = "\u200c\u200d"
# Windows gives these to its devices, whatever follows the dot.
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]) *(\.|$)", re.IGNORECASE)
_FORBIDDEN_BY_WINDOWS = re.compile(r'[<>:"|?*]')
_EXTENSION = re.compile(r"\.[A-Za-z0-9]{1,10}$")


def safe_name(name: str) -> str:
    """The name without folders, without characters that nobody sees or that turn it around (a name
    that reads `exe.pdf` and is `fdp.exe`), and not too long; with its letters and its extension.

    Never empty, never begins with a dot, and means no device and no folder to any system.
    """
    name = unicodedata.normalize("NFC", _visible(name))
    name = name.replace("\\", "/").rpartition("/")[2]
    name = " ".join(_FORBIDDEN_BY_WINDOWS.sub("_", name).split())
    bare = name.strip(". " + _JOINERS)
    if name.startswith(".") and _EXTENSION.fullmatch(f".{bare}"):
        bare = f"document.{bare}"
    if _RESERVED.match(bare):
        bare = f"_{bare}"
    return _shortened(bare) or "document"


def extension_of(name: str) -> str:
    """Its extension in small letters, `.pdf`; empty where it has none."""
    found = _EXTENSION.search(name)
    return found[0].lower() if found else ""


def _visible(name: str) -> str:
    """The name without control characters: bidi, zero-width, lone surrogates, private use."""
    shown = []
    for position, character in enumerate(name):
        if character in _JOINERS:
            # Persian and emoji need them, and only between two letters.
            around = name[position - 1 : position] + name[position + 1 : position + 2]
            if len(around) == 2 and all(map(_is_letter, around)):
                shown.append(character)
        elif unicodedata.category(character)[0] == "Z":
            shown.append(" ")
        elif unicodedata.category(character)[0] != "C":
            shown.append(character)
    return "".join(shown)


def _is_letter(character: str) -> bool:
    return unicodedata.category(character)[0] in "LM"


def _shortened(name: str) -> str:
    found = _EXTENSION.search(name)
    extension = found[0] if found else ""
    stem = name.removesuffix(extension)[: LONGEST_CHARACTERS - len(extension)]
    # Cut inside a letter, its bytes go whole.
    room = LONGEST_BYTES - len(extension.encode())
    return stem.encode()[:room].decode(errors="ignore").rstrip(". " + _JOINERS) + extension
