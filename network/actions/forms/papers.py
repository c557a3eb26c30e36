"""The forms of the documents of an action."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from network.core.chosen import ChosenRowsField
from network.core.filters import FilterForm, words_field
from network.documents.models import Document


class FindDocumentsForm(FilterForm):
    """Words to look for among the documents of the group."""

    q = words_field(_("Words of the title, the description or the file’s name"))


class ChooseDocumentsForm(forms.Form):
    """Documents that were ticked in a list; `documents` are those that it may be."""

    document = ChosenRowsField(
        label=_("Documents"),
        queryset=Document.objects.none(),
        error_messages={
            "required": _("Choose something in the list first."),
            "invalid_choice": _("One of these documents is not there any more. Choose again."),
        },
    )

    def __init__(self, data: Any = None, *, documents: Any) -> None:
        super().__init__(data)
        field: Any = self.fields["document"]
        field.queryset = documents
