"""What happens to documents without anybody waiting for it."""

from .archives import make_archive
from .previews import draw_missing, make_preview, repeat_lost, request_preview
from .telling import tell

__all__ = [
    "draw_missing",
    "make_archive",
    "make_preview",
    "repeat_lost",
    "request_preview",
    "tell",
]
