"""What the worker does for the documents by itself, from time to time."""

from network.core.background import every_hour, every_minute
from network.core.previews.drawing import forget_left_behind

from .operations import empty_trash, forget_archives


@every_minute
def repeat_lost_previews() -> None:
    # Not before: see `notifications`.
    from .jobs import repeat_lost

    repeat_lost()


@every_hour
def draw_missing_previews() -> None:
    from .jobs import draw_missing

    draw_missing()


every_hour(empty_trash)
every_hour(forget_left_behind)
every_hour(forget_archives)
