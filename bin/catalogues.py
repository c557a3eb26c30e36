"""
The interface's catalogues: the site's in `locale/`, the plugin's in `network/locale/`.

`update` collects the texts of the sources into them and compiles them; `check` fails on a text that
is missing, left over, untranslated, fuzzy, or spoilt in a placeholder, and on a compiled catalogue
that is not its source's. The compiled ones are committed: `make run` needs no gettext.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import polib

PROJECT = Path(__file__).resolve().parent.parent
LANGUAGES = ["fr", "ar"]
# The folder of the sources, and what in it has other catalogues or none.
SITE, PLUGIN = Path(), Path("network")
SOURCES = {
    SITE: {"network", "tests", "bench", "bin", "docs", "media", "static", "staticfiles"},
    PLUGIN: {"static"},
}
# Words of Django, Wagtail and wagtail-localize, of their JavaScript too, that they lack or that
# Morocco says otherwise: written by hand, extracted from nothing.
BY_HAND = Path("locale/overrides")
# How a language counts; Arabic's six forms as Django's own catalogues have them.
PLURALS = {
    "fr": "nplurals=2; plural=(n > 1);",
    "ar": (
        "nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : "
        "n%100>=3 && n%100<=10 ? 3 : n%100>=11 && n%100<=99 ? 4 : 5;"
    ),
}


def catalogue(source: Path, language: str) -> Path:
    return PROJECT / source / "locale" / language / "LC_MESSAGES" / "django.po"


def extract(source: Path) -> polib.POFile:
    """The texts that the sources in `source` hold now, by Django's own `makemessages`."""
    with tempfile.TemporaryDirectory() as folder:
        # A copy without catalogues: extraction then neither reads nor writes the real ones.
        copy = Path(folder) / "sources"
        shutil.copytree(
            PROJECT / source,
            copy,
            ignore=lambda directory, names: {
                name
                for name in names
                if name.startswith(".")
                or name in ("locale", "migrations", "__pycache__", "node_modules")
                or (Path(directory) == PROJECT / source and name in SOURCES[source])
                or not (Path(directory, name).is_dir() or name.endswith((".py", ".html", ".txt")))
            },
        )
        (copy / "locale").mkdir()
        # Without settings: it then looks nowhere but in this folder.
        environment = {k: v for k, v in os.environ.items() if k != "DJANGO_SETTINGS_MODULE"}
        command = "from django.core.management import execute_from_command_line as run; run()"
        subprocess.run(
            [
                *(sys.executable, "-c", command, "makemessages", "--locale=fr"),
                *("--no-location", "--no-wrap", "--extension=html,txt,py", "--verbosity=0"),
            ],
            cwd=copy,
            env=environment,
            check=True,
        )
        found = copy / "locale" / "fr" / "LC_MESSAGES" / "django.po"
        return polib.pofile(str(found)) if found.exists() else polib.POFile()


def key(entry: polib.POEntry) -> tuple[str, str, str]:
    return (entry.msgid, entry.msgid_plural, entry.msgctxt or "")


def merge(source: Path, language: str, texts: polib.POFile) -> tuple[int, int]:
    """
    Bring one catalogue to `texts`: translations kept, new texts empty, left-over ones dropped.

    Sorted, without dates and places, so that two people's changes meet as rarely as they can.
    Nothing is guessed from similar texts: a guess has to be found and mended afterwards.
    """
    path = catalogue(source, language)
    known = {key(entry): entry for entry in polib.pofile(str(path))} if path.exists() else {}
    merged = polib.POFile(wrapwidth=0)
    merged.metadata = {
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": PLURALS[language],
    }
    forms = int(PLURALS[language][len("nplurals=")])
    new = 0
    for text in sorted(texts, key=key):
        entry = known.pop(key(text), None)
        if entry is None or entry.obsolete:
            new += 1
            entry = polib.POEntry(
                msgid=text.msgid, msgid_plural=text.msgid_plural, msgctxt=text.msgctxt
            )
            if text.msgid_plural:
                entry.msgstr_plural = dict.fromkeys(range(forms), "")
        entry.comment, entry.occurrences = text.comment, []
        entry.flags = sorted({*text.flags, *(flag for flag in entry.flags if flag == "fuzzy")})
        merged.append(entry)
    path.parent.mkdir(parents=True, exist_ok=True)
    merged.save(str(path))
    return new, len(known)


def compiled(path: Path) -> bytes:
    return polib.pofile(str(path)).to_binary()


def by_hand() -> list[Path]:
    return sorted((PROJECT / BY_HAND).glob("*/LC_MESSAGES/*.po"))


def update() -> int:
    for source in SOURCES:
        texts = extract(source)
        for language in LANGUAGES:
            new, dropped = merge(source, language, texts)
            path = catalogue(source, language).relative_to(PROJECT)
            print(f"{path}: {len(texts)} texts, {new} new, {dropped} dropped")
    for path in [catalogue(s, language) for s in SOURCES for language in LANGUAGES] + by_hand():
        path.with_suffix(".mo").write_bytes(compiled(path))
    return 0


def faults(path: Path) -> list[str]:
    """What is wrong inside one catalogue."""
    if not path.exists():
        return ["is missing"]
    found = []
    for entry in polib.pofile(str(path)):
        translations = entry.msgstr_plural.values() if entry.msgid_plural else [entry.msgstr]
        if entry.obsolete:
            found.append(f"left over: {entry.msgid!r}")
        elif entry.fuzzy:
            found.append(f"fuzzy: {entry.msgid!r}")
        elif not translations or not all(text.strip() for text in translations):
            found.append(f"untranslated: {entry.msgid!r}")
    binary = path.with_suffix(".mo")
    if not binary.exists() or binary.read_bytes() != compiled(path):
        found.append("its .mo is not compiled from it")
    # Placeholders, and plural forms.
    proof = subprocess.run(
        ["msgfmt", "--check", "--output-file=/dev/null", str(path)],
        capture_output=True,
        text=True,
    )
    if proof.returncode:
        found += [line for line in proof.stderr.splitlines() if "warning:" not in line]
    return found


def check() -> int:
    found = []
    for source in SOURCES:
        texts = {key(entry) for entry in extract(source)}
        for language in LANGUAGES:
            path = catalogue(source, language)
            name = path.relative_to(PROJECT)
            found += [f"{name}: {fault}" for fault in faults(path)]
            if path.exists():
                known = {key(entry) for entry in polib.pofile(str(path)) if not entry.obsolete}
                found += [f"{name}: not in it: {text[0]!r}" for text in sorted(texts - known)]
                found += [f"{name}: in no source: {text[0]!r}" for text in sorted(known - texts)]
    for path in by_hand():
        found += [f"{path.relative_to(PROJECT)}: {fault}" for fault in faults(path)]
    if found:
        print(*found, sep="\n")
        print("`make messages` collects and compiles; translating is yours.")
    return 1 if found else 0


def main() -> int:
    if not all(shutil.which(tool) for tool in ("xgettext", "msgfmt")):
        print("gettext is missing: install it (Debian: apt install gettext).", file=sys.stderr)
        return 1
    actions = {"update": update, "check": check}
    if len(sys.argv) != 2 or sys.argv[1] not in actions:
        print("Use: catalogues.py update, or catalogues.py check.", file=sys.stderr)
        return 1
    return actions[sys.argv[1]]()


if __name__ == "__main__":
    sys.exit(main())
