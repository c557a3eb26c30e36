"""The forms of the joint actions."""

from .publications import PublishActionForm

__all__ = ["PublishActionForm"]
