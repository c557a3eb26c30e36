"""How much the tests that police the whole have asked; said in the last lines of a run."""

from collections import Counter

COUNTS = Counter()


def add(what, number):
    COUNTS[what] += number
