"""Limits for a process of its own: for work on what others wrote, which may cost any time and
memory. Whatever becomes of it, the rest of the machine has lost a few seconds.

A child imports nothing but this and what it works with: it starts in a tenth of a second, and knows
no secret.
"""

import ctypes
import os
import resource
import signal
from pathlib import Path

MB = 1024 * 1024

# Where this plugin is imported from, in a process that was told nothing else.
_IMPORTED_FROM = Path(__file__).parents[2]
_DEATH_OF_THE_PARENT = 1
_OWN_USERS, _OWN_NETWORK = 0x10000000, 0x40000000


def environment(folder: Path) -> dict[str, str]:
    """All that a child knows of where it runs: `folder` is its own."""
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "PYTHONPATH": str(_IMPORTED_FROM),
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "LANG": "C.UTF-8",
        # Each thread would set aside much of the memory that a child may have.
        "MALLOC_ARENA_MAX": "2",
    }


def limit(memory: int, seconds: int, size: int) -> None:
    """From here on: so many bytes of memory, seconds of work, bytes in a file."""
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
