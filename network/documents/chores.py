"""What the worker does for the documents by itself, from time to time."""

from network.core.background import every_hour

from .operations import empty_trash, forget_archives

every_hour(empty_trash)
every_hour(forget_archives)
