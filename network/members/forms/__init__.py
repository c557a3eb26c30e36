"""The forms of the members' slice."""
