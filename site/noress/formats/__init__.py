"""Dates and numbers as they are written in Morocco, in French and in Arabic."""
