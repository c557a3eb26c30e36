"""Where private files are: `STORAGES["private"]`, which has no public address."""

from datetime import datetime
from pathlib import Path
from typing import IO, Any, NoReturn

from django.core.exceptions import ImproperlyConfigured
from django.core.files.base import File
from django.core.files.storage import FileSystemStorage, InMemoryStorage, Storage, storages

from .. import conf


class NeverPublic:
    """Mixed into a storage: none of its files has an address."""

    def url(self, name: str | None) -> NoReturn:
        raise ValueError(
            "A private file has no address: a view serves it to those who may have it."
        )


class PrivateFileSystemStorage(NeverPublic, FileSystemStorage):
    """A folder that nobody but the site's own user enters; and its group, where the web server is
    in that, to send the files itself (NETWORK_ACCEL_REDIRECT)."""

    def __init__(self, location: str | Path | None = None) -> None:
        # Django would take MEDIA_ROOT, which the whole world reads.
        if not location:
            raise ImproperlyConfigured(
                'Say in STORAGES["private"]["OPTIONS"] which folder private files are kept in: '
                '{"location": "/var/lib/site/private"}.'
            )
        super().__init__(location=str(location))

    @property
    def file_permissions_mode(self) -> int:  # type: ignore[override]
        return 0o640 if conf.accel_redirect() else 0o600

    @property
    def directory_permissions_mode(self) -> int:  # type: ignore[override]
        return 0o750 if conf.accel_redirect() else 0o700


class PrivateInMemoryStorage(NeverPublic, InMemoryStorage):
    """For a site's tests."""


class _Private(NeverPublic, Storage):
    """What `STORAGES["private"]` is at the moment: a field lives longer than a setting of a test,
    and a site without it hears so from the system checks, not from an import that fails."""

    @property
    def backend(self) -> Storage:
        return storages["private"]

    def open(self, name: str, mode: str = "rb") -> File:
        return self.backend.open(name, mode)

    def save(self, name: str | None, content: IO[Any], max_length: int | None = None) -> str:
        return self.backend.save(name, content, max_length)

    def delete(self, name: str) -> None:
        self.backend.delete(name)

    def exists(self, name: str) -> bool:
        return self.backend.exists(name)

    def listdir(self, path: str) -> tuple[list[str], list[str]]:
        return self.backend.listdir(path)

    def size(self, name: str) -> int:
        return self.backend.size(name)

    def path(self, name: str) -> str:
        return self.backend.path(name)

    def get_accessed_time(self, name: str) -> datetime:
        return self.backend.get_accessed_time(name)

    def get_created_time(self, name: str) -> datetime:
        return self.backend.get_created_time(name)

    def get_modified_time(self, name: str) -> datetime:
        return self.backend.get_modified_time(name)


_PRIVATE = _Private()


def private_storage() -> Storage:
    """The private storage; given to a FileField uncalled, so that migrations name only this."""
    return _PRIVATE
