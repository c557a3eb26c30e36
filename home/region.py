"""
The drawing of the region: the shape and the label's place of each of its eight territories.

Geometry: `data/region.json`, from OpenStreetMap through npm `morocco-map`, under the ODbL. Whatever
shows it says « © contributeurs OpenStreetMap (ODbL) ».
"""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Protocol

DATA = Path(__file__).parent / "data" / "region.json"
# The file's points have one decimal. The drawing counts in tenths: whole numbers are shorter.
UNITS = 10

# Where a label stands, in the file's points; beside the shape where the name is longer than it.
LABELS = {
    "MA-TNG": (124, 108),
    "MA-FAH": (202, 68),
    "MA-MDF": (326, 50),
    "MA-TET": (238, 176),
    "MA-LAR": (132, 272),
    "MA-CHE": (364, 288),
    "MA-OUZ": (228, 416),
    "MA-HOC": (590, 356),
}
BESIDE = {"MA-MDF"}
# So narrow that the parts of the name, Tanger-Assilah, stand one under the other.
STACKED = {"MA-TNG", "MA-FAH"}
PREFECTURES = {"MA-TNG", "MA-MDF"}
# Neighbours never share a tint.
TINTS = {"MA-TET": 1, "MA-OUZ": 1, "MA-CHE": 2, "MA-FAH": 3, "MA-LAR": 3, "MA-HOC": 3}


class Named(Protocol):
    """What the drawing asks of a territory's record."""

    code: str
    name: object


@dataclass(frozen=True)
class Shape:
    """One territory of the drawing; `name` is empty where no record names it."""

    code: str
    kind: str
    tint: int
    path: str
    name: str
    x: int
    y: int
    lines: list[str]
    place: str


def size() -> tuple[int, int]:
    """The width and height of the drawing."""
    width, height, _paths = _geometry()
    return width, height


def shapes(territories: Iterable[Named]) -> list[Shape]:
    """
    The eight shapes, with the names of the records that have their codes.

    In the order of the records, so that a list beside the drawing is in the reader's order; those
    without a record come last. A record that is not drawn (the region) is passed over.
    """
    _width, _height, paths = _geometry()
    names = {record.code: str(record.name) for record in territories if record.code in paths}
    codes = [*names, *(code for code in paths if code not in names)]
    return [_shape(code, paths[code], names.get(code, "")) for code in codes]


def _shape(code: str, path: str, name: str) -> Shape:
    x, y = LABELS[code]
    parts = re.split(r"\s*[-–]\s*", name)
    return Shape(
        code=code,
        kind="prefecture" if code in PREFECTURES else "province",
        tint=TINTS.get(code, 0),
        path=path,
        name=name,
        x=x * UNITS,
        y=y * UNITS,
        # On the map a hyphen is tight: « المضيق-الفنيدق ».
        lines=parts if code in STACKED else ["-".join(parts)],
        place="beside" if code in BESIDE else "stacked" if code in STACKED else "",
    )


@cache
def _geometry() -> tuple[int, int, dict[str, str]]:
    data = json.loads(DATA.read_text(encoding="utf-8"))
    paths = {code: _short(path) for code, path in data["paths"].items()}
    return round(data["w"] * UNITS), round(data["h"] * UNITS), paths


def _short(path: str) -> str:
    """The same closed line written from point to point: half as long as with absolute points."""
    points = [
        (round(float(x) * UNITS), round(float(y) * UNITS))
        for x, y in re.findall(r"[ML](-?[\d.]+),(-?[\d.]+)", path)
    ]
    steps = [(x - x0, y - y0) for (x0, y0), (x, y) in pairwise(points)]
    # A minus sign separates by itself.
    numbers = " ".join(str(number) for step in steps for number in step).replace(" -", "-")
    return f"M{points[0][0]} {points[0][1]}l{numbers}z"
