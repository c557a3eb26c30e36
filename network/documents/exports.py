"""What is taken away of the documents besides the files: lists, as spreadsheets."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from network.core.sheets import as_xlsx

from .downloads import Copy


def copies_as_xlsx(copies: Iterable[Copy]) -> bytes:
    """Who took copies of what, one line each time."""
    headings = [
        _("When"),
        _("Person"),
        _("Organisation"),
        _("Document"),
        pgettext("of a document", "Version"),
    ]
    rows = (
        [
            copy.entry.timestamp,
            copy.entry.who,
            copy.entry.organisation,
            copy.document,
            copy.number,
        ]
        for copy in copies
    )
    return as_xlsx(_("Downloads"), headings, rows)
