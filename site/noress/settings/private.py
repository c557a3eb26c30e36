"""Where the files that only members see are kept, as development and production are told."""

from collections.abc import Iterable
from pathlib import Path
from urllib.parse import unquote, urlsplit

FORM = "file:///path/of/a/folder"


def folder(url: str) -> Path:
    """The folder that `url` names; ValueError where it names none."""
    parts = urlsplit(url)
    path = Path(unquote(parts.path))
    if parts.scheme != "file" or parts.netloc or parts.query or parts.fragment:
        raise ValueError(url)
    # A name of no length is the current folder; NUL ends a name for the system.
    if not path.is_absolute() or ".." in path.parts or "\0" in str(path):
        raise ValueError(url)
    return path


def is_served(path: Path, served: Iterable[str | Path]) -> bool:
    """Whether one of the folders that everybody may read holds this one, or is in it."""
    private = path.resolve()
    return any(
        private.is_relative_to(public) or public.is_relative_to(private)
        for public in (Path(folder).resolve() for folder in served)
    )


def storage(path: Path) -> dict:
    """What STORAGES says of it."""
    return {
        "BACKEND": "network.core.files.PrivateFileSystemStorage",
        "OPTIONS": {"location": str(path)},
    }
