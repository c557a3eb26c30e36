"""Sets a paper in a process of its own: see the package."""

import json
import logging
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ..apart import environment

logger = logging.getLogger(__name__)

SECONDS = 30
_PACKAGE = __name__.rpartition(".")[0]


class NotSetError(Exception):
    """The paper was not made: there is too much of it, or the machine has too much to do."""


def as_pdf(template: str, content: Mapping[str, Any]) -> bytes:
    """The paper of this content, in the form of the template of that name in `press`.

    Raises NotSetError.
    """
    # No folder is written to; but a process has to be somewhere.
    with tempfile.TemporaryDirectory(prefix="network-paper-") as folder:
        try:
            done = subprocess.run(  # noqa: S603  (The command is ours; the content is no part of it.)
                [sys.executable, "-P", "-m", f"{_PACKAGE}.child", template],
                input=json.dumps(content).encode(),
                capture_output=True,
                cwd=folder,
                env=environment(Path(folder)),
                start_new_session=True,
                timeout=SECONDS,
            )
        except subprocess.TimeoutExpired as error:
            raise NotSetError(f"It took more than {SECONDS} seconds.") from error
    if done.returncode:
        # What it says names our own files, and may quote what people wrote.
        last = done.stderr.decode(errors="replace").strip().rpartition("\n")[2]
        logger.error("A paper was not set (%s): %s", done.returncode, last[:200])
        raise NotSetError(f"It ended with {done.returncode}.")
    return done.stdout
