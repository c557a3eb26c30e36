"""The forms of the joint actions."""
