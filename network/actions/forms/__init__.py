"""The forms of the joint actions: a module for each matter."""

from .overviews import FilterBoardForm, FilterTimelineForm

__all__ = ["FilterBoardForm", "FilterTimelineForm"]
