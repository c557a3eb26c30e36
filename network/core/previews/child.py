"""The process that opens a file which nobody has vouched for.

    python -P -m network.core.previews.child pdf        draws `file` into `out/`
    python -P -m network.core.previews.child office …   becomes that program, within its limits

It is started in a folder of its own, by `drawing`. Whatever the file does to it, the rest of the
machine has lost a few seconds.
"""

import ctypes
import json
import os
import resource
import signal
import sys
from pathlib import Path

_MB = 1024 * 1024
# Of memory, of seconds of work, of bytes in a file. LibreOffice alone is larger than most files.
_DRAWING = (1024 * _MB, 60, 64 * _MB)
_OFFICE = (4096 * _MB, 100, 512 * _MB)

_DEATH_OF_THE_PARENT = 1
_OWN_USERS, _OWN_NETWORK = 0x10000000, 0x40000000


def limit(memory: int, seconds: int, size: int) -> None:
    for what, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, size),
        # No image of a private paper in a folder for crashed programs.
        (resource.RLIMIT_CORE, 0),
    ):
        allowed = resource.getrlimit(what)[1]
        most = most if allowed == resource.RLIM_INFINITY else min(most, allowed)
        resource.setrlimit(what, (most, most))


def keep_apart() -> None:
    """End with the worker, however that ends; and without a network, where the system lets anybody
    be without: a file may name addresses, and whoever is asked for them learns that it is read."""
    system = ctypes.CDLL(None)
    if hasattr(system, "prctl"):
        system.prctl(_DEATH_OF_THE_PARENT, signal.SIGKILL)
    if hasattr(system, "unshare"):
        system.unshare(_OWN_USERS | _OWN_NETWORK)


def draw(kind: str, path: Path, out: Path) -> dict:
    """What there is to see of this file, or the reason why there is nothing."""
    # Each brings its own library, and needs none of the others'.
    if kind == "pdf":
        from .papers import draw_pdf

        return draw_pdf(path, out)
    if kind == "image":
        from .images import draw_image

        return draw_image(path, out)
    if kind == "text":
        from .texts import draw_text

        return draw_text(path)
    from .packed import draw_names, look_into_office

    return draw_names(path) if kind == "zip" else look_into_office(path)


def main(kind: str, *command: str) -> None:
    keep_apart()
    if kind == "office":
        limit(*_OFFICE)
        os.execv(command[0], command)  # noqa: S606  (It is the setting's program.)
    limit(*_DRAWING)
    out = Path("out")
    out.mkdir()
    try:
        result = draw(kind, Path("file"), out)
    except MemoryError:
        result = {"reason": "too_big"}
    except Exception as error:  # Libraries raise whatever a broken file leads them to.
        print(f"{type(error).__name__} of {kind}", file=sys.stderr)
        result = {"reason": "broken"}
    (out / "result.json").write_text(json.dumps(result))


if __name__ == "__main__":
    main(*sys.argv[1:])
