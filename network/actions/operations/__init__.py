"""What changes joint actions. Each takes who acts as `by`, and raises PermissionDenied where their
rule says no."""

from .feeds import open_feed, replace_feed, revoke_feed

__all__ = ["open_feed", "replace_feed", "revoke_feed"]
