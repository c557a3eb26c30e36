"""What asks everything there is, in each language of a site."""

import pytest


def in_both_languages(original: str, other: str) -> pytest.MarkDecorator:
    """With `language` as each of two. Of these long tests `make test` runs one on each database:
    both databases and both languages are seen, in half the time."""
    return pytest.mark.parametrize(
        "language",
        [
            pytest.param(original, marks=pytest.mark.postgresql),
            pytest.param(other, marks=pytest.mark.once),
        ],
    )
