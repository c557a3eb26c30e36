"""Public events and calendar feeds. The room is kept; it holds nothing yet."""
