"""A small share of `make soak`: a real server, cut lines, and kill -9."""

import random

import pytest

from tests.soak.uploads import soak

COUNT = 10


@pytest.mark.once
def test_files_over_the_worst_of_lines_are_whole_or_not_there():
    seed = random.SystemRandom().randrange(10**6)
    # Shown where it fails: `make soak COUNT=10 SEED=…` is the same again.
    print(f"seed {seed}")
    seen = soak(COUNT, seed)
    assert seen["whole"] + seen["abandoned"] == COUNT
    assert seen["cut"] > 0
