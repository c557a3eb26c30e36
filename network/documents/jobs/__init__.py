"""What happens to documents without anybody waiting for it."""

from .archives import make_archive
from .telling import tell

__all__ = ["make_archive", "tell"]
