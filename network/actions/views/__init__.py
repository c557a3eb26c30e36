"""The screens of the joint actions: a module for each matter."""
