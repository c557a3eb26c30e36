"""A list as a spreadsheet, none of whose cells is a formula.

What people type comes back out here, and a spreadsheet computes what begins with `=`: with it one
member could read the coordination's whole table, or have its computer open a page.
"""

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language_bidi
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

# Full-width ones too: some programs fold them when they read a file.
_BEGINNINGS = tuple("=+-@\t\r\n＝＋－＠")
# An amount is set apart as the reader's program does it.
_DATE, _MOMENT, _AMOUNT = "yyyy-mm-dd", "yyyy-mm-dd hh:mm", "#,##0.00"
# Excel takes no longer title, and not these letters.
_TITLE_LENGTH, _NOT_IN_TITLES = 31, str.maketrans("", "", "[]:*?/\\")


@dataclass(frozen=True)
class Sheet:
    """One table of a workbook. The rows are read once, when it is written."""

    title: str
    headings: Sequence[str]
    rows: Iterable[Sequence[Any]]


def as_xlsx(title: str, headings: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """The table as a workbook of one sheet, which runs the way the reader's language does.

    Days stay days and numbers numbers; all else is text, whatever it looks like.
    """
    return as_workbook([Sheet(title, headings, rows)])


def as_workbook(sheets: Iterable[Sheet]) -> bytes:
    """The same for several tables: one after the other goes to the disk, row by row."""
    workbook = Workbook(write_only=True)
    for table in sheets:
        sheet = workbook.create_sheet(table.title.translate(_NOT_IN_TITLES)[:_TITLE_LENGTH])
        sheet.sheet_view.rightToLeft = get_language_bidi()
        sheet.freeze_panes = "A2"
        sheet.append([_cell(sheet, heading) for heading in table.headings])
        for row in table.rows:
            sheet.append([_cell(sheet, value) for value in row])
    output = BytesIO()
    workbook.save(output)
    return output.getvalue()


def _cell(sheet: Any, value: Any) -> Any:
    value = _plain(value)
    if value is None or value == "":
        # No cell at all: of long tables, many are empty.
        return None
    if isinstance(value, str):
        value = ILLEGAL_CHARACTERS_RE.sub("", value)
    cell = WriteOnlyCell(sheet, value)
    if isinstance(value, str):
        # openpyxl takes what looks like a formula, or like an error, for one.
        cell.data_type = "s"
        # Nor does it become one when somebody edits the cell.
        if value.startswith(_BEGINNINGS):
            cell.quotePrefix = True
    elif isinstance(value, date):
        cell.number_format = _MOMENT if isinstance(value, datetime) else _DATE
    elif isinstance(value, Decimal):
        cell.number_format = _AMOUNT
    return cell


def as_csv(headings: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    """The table as lines of comma-separated values.

    They know no types: an apostrophe keeps what looks like a formula a text.
    """
    # Without it Excel reads the letters as another alphabet's.
    yield "\ufeff"
    for row in [headings, *rows]:
        line = StringIO()
        csv.writer(line).writerow([_harmless(_plain(value)) for value in row])
        yield line.getvalue()


def _harmless(value: Any) -> Any:
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    is_risky = isinstance(value, str) and value.startswith(_BEGINNINGS)
    return f"'{value}" if is_risky else value


def _plain(value: Any) -> Any:
    """A number, a day, a moment in local time, or a text."""
    if isinstance(value, datetime):
        return timezone.make_naive(value) if timezone.is_aware(value) else value
    if value is None or isinstance(value, int | float | Decimal | date):
        return value
    return str(value)
