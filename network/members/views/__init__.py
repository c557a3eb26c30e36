"""The screens of the members' slice."""
