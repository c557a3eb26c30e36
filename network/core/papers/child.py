"""The process that sets one paper.

python -P -m network.core.papers.child paper     JSON on standard input, PDF on standard output
"""

import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ..apart import MB, keep_apart, limit

PRESS = Path(__file__).parent / "press"
# Of memory, of seconds of work, of bytes in a file: it writes none. The library alone has 84 MB.
_SETTING = (768 * MB, 20, MB)
# For keeping, as archives ask for it; and read aloud in order, which tags make possible.
_STANDARDS = ("a-2a", "ua-1")


def main(template: str) -> None:
    keep_apart()
    limit(*_SETTING)
    data = sys.stdin.read()
    # After the limits, which hold for its threads too.
    import typst

    try:
        pdf = pdf_of(template, data, _STANDARDS)
    except typst.TypstError:
        # Both refuse a letter that is in none of our fonts, as of a script that nobody here writes:
        # then there is a box in its place, and the tags are there all the same.
        pdf = pdf_of(template, data, ())
    sys.stdout.buffer.write(pdf)


def pdf_of(template: str, data: str, standards: Sequence[Any]) -> bytes:
    import typst

    return typst.compile(
        PRESS / f"{template}.typ",
        root=PRESS,
        font_paths=[PRESS / "fonts"],
        ignore_system_fonts=True,
        # There are no packages, neither here nor to be fetched.
        package_path=PRESS / "packages",
        package_cache_path=PRESS / "packages",
        sys_inputs={"data": data},
        pdf_standards=list(standards),
        timestamp=int(time.time()),
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
