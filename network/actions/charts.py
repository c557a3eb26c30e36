"""How a number went, as a curve: drawn here, in plain SVG, for a page without scripts.

Time goes the way one reads: in Arabic from the right to the left.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet
from django.utils.translation import get_language_bidi

# The drawing's own measures; a page shows it as wide as there is room.
WIDTH, HEIGHT = 360, 150
_MARGIN = 10
# More would be one beside the other.
_MOST = 60


@dataclass(frozen=True)
class Chart:
    """Where things are, in the drawing's measures, as a template writes them. `low` and `high` are
    the numbers at its bottom and top; `first` and `last` the days at its two ends."""

    points: Sequence[tuple[str, str]]
    target: str
    zero: str
    low: Decimal
    high: Decimal
    first: date
    last: date
    width: str = str(WIDTH)
    height: str = str(HEIGHT)

    @property
    def line(self) -> str:
        return " ".join(f"{x},{y}" for x, y in self.points)


def chart_of(values: QuerySet, target: Decimal | None) -> Chart | None:
    """The last of these values, and what was aimed at; None where there are none."""
    measured = list(values.order_by("-measured_on").values_list("measured_on", "value")[:_MOST])
    if not measured:
        return None
    measured.reverse()
    days, numbers = zip(*measured, strict=True)
    every = [*numbers, Decimal(0), *([] if target is None else [target])]
    low, high = min(every), max(every)
    down = _Scale(float(high), float(low), HEIGHT)
    along = _Scale(days[0].toordinal(), days[-1].toordinal(), WIDTH)
    if get_language_bidi():
        along = _Scale(along.last, along.first, WIDTH)
    return Chart(
        points=[(along.at(day.toordinal()), down.at(float(n))) for day, n in measured],
        target="" if target is None else down.at(float(target)),
        zero=down.at(0),
        low=low,
        high=high,
        first=days[0],
        last=days[-1],
    )


@dataclass(frozen=True)
class _Scale:
    first: float
    last: float
    length: int

    def at(self, number: float) -> str:
        """Where a number between the first and the last is; all alike are in the middle."""
        whole = self.last - self.first
        share = (number - self.first) / whole if whole else 0.5
        return f"{_MARGIN + share * (self.length - 2 * _MARGIN):.1f}"
