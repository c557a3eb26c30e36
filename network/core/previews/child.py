"""The process that opens a file which nobody has vouched for.

    python -P -m network.core.previews.child pdf        draws `file` into `out/`
    python -P -m network.core.previews.child office …   becomes that program, within its limits

It is started in a folder of its own, by `drawing`. Whatever the file does to it, the rest of the
machine has lost a few seconds.
"""

import json
import os
import sys
from pathlib import Path

from ..apart import MB, keep_apart, limit

# Of memory, of seconds of work, of bytes in a file. LibreOffice alone is larger than most files.
_DRAWING = (1024 * MB, 60, 64 * MB)
_OFFICE = (4096 * MB, 100, 512 * MB)


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
