"""Changing a record by what somebody changed in a form, and by nothing else of it.

Two people who edit one record at once lose nothing: what only one of them changed is merged, and
where both changed one field the second is shown the first one's words beside theirs. For that the
record is locked before the form is validated:

    with transaction.atomic():
        organisation = lock(Organisation.objects.visible_to(request.user), pk=pk)
        form = OrganisationForm(request.POST, instance=organisation)
        if form.is_valid():
            change_organisation(organisation, form.changes, by=request.actor)
"""

from collections.abc import Mapping
from copy import copy
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.http import Http404
from django.utils.formats import date_format
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from .amounts import write_number
from .lines import OneLineMixin, listed
from .multilingual import MultilingualEdit


def lock(rows: models.QuerySet, pk: Any) -> Any:
    """The row, for this transaction alone to change. Raises Http404 where `rows` has none."""
    model = rows.model
    # Filtered apart from locking: PostgreSQL locks no rows of a query with DISTINCT or a join.
    if not rows.filter(pk=pk).exists():
        raise Http404
    found = model._base_manager.select_for_update(of=("self",)).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


class EditForm(OneLineMixin, forms.ModelForm):
    """A form over a record that others may be editing too.

    `changes` holds what its sender changed, by field; it never saves. A field that somebody else
    changed in the meantime is an error, which shows their value; sent again, it overwrites.
    """

    def __init__(self, *args: Any, instance: models.Model, **kwargs: Any) -> None:
        # Validation writes into a form's instance; the record is for the operation to change.
        super().__init__(*args, instance=copy(instance), **kwargs)
        for field in self.fields.values():
            # A text in several languages carries a version of each by itself; and nobody else can
            # have changed what is not there yet.
            field.show_hidden_initial = (
                instance.pk is not None
                and not hasattr(field, "compares_versions")
                and not isinstance(field, forms.FileField)
            )

    @property
    def loaded(self) -> SafeString:
        """What the record held when the form was opened, as hidden inputs: for a template that
        shows a field by its widget alone."""
        return format_html_join(
            "",
            "{}",
            (
                (bound.as_hidden(only_initial=True),)
                for bound in self
                if bound.field.show_hidden_initial
            ),
        )

    @property
    def changes(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.changed_data}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name in self.changed_data:
            if self.fields[name].show_hidden_initial and self._is_overtaken(name):
                self._show_theirs(name)
        return cleaned

    def _is_overtaken(self, name: str) -> bool:
        """Whether the field is not in the database what it was when the form was opened."""
        bound = self[name]
        field = bound.field
        if bound.html_initial_name not in self.data:
            return False
        loaded = field.hidden_widget().value_from_datadict(
            self.data, self.files, bound.html_initial_name
        )
        return field.has_changed(self.get_initial_for_field(field, name), loaded)

    def _show_theirs(self, name: str) -> None:
        field = self.fields[name]
        theirs = self.get_initial_for_field(field, name)
        self.add_error(
            name,
            _(
                "Somebody else has changed this in the meantime, to “%(value)s”. "
                "Save again to keep yours."
            )
            % {"value": display(field, theirs)},
        )
        # From here on it is theirs that yours is compared with.
        data = self.data.copy()
        prepared = field.prepare_value(theirs)
        html_name = self[name].html_initial_name
        if isinstance(prepared, list | tuple):
            data.setlist(html_name, [str(value) for value in prepared])
        else:
            data[html_name] = "" if prepared is None else str(prepared)
        self.data = data


def show_errors(form: forms.BaseForm, error: ValidationError) -> None:
    """Put an operation's error beside the fields it is about; the rest above the form."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for name, errors in error.error_dict.items():
        form.add_error(name if name in form.fields else None, errors)


def display(field: forms.Field, value: Any) -> str:
    """A field's value as its readers know it."""
    if isinstance(value, models.QuerySet | list | tuple):
        return listed(value) or "–"
    if choices := getattr(field, "choices", None):
        return str(dict(choices).get(value, value) or "–")
    if isinstance(value, Decimal):
        return write_number(value)
    if isinstance(value, date):
        return date_format(value, "DATE_FORMAT")
    return str(value) if value not in (None, "") else "–"


def apply(obj: models.Model, changes: Mapping[str, Any]) -> list[str]:
    """Set what was changed and save it; returns the names of what is different now.

    For operations, inside their transaction. The record is locked and read again first, so that
    what somebody else has done to it since it was loaded stays done. Raises ValidationError for
    what is not valid, and FieldDoesNotExist for a name that is no field's; then nothing is saved.
    """
    if obj.pk is not None:
        rows = type(obj)._base_manager.select_for_update(of=("self",))
        obj.refresh_from_db(from_queryset=rows)
    related, plain = {}, []
    for name, value in changes.items():
        if obj._meta.get_field(name).many_to_many:
            related[name] = value
            continue
        before = getattr(obj, name)
        if isinstance(value, MultilingualEdit):
            value.write_to(obj, name)
        else:
            setattr(obj, name, value)
        if getattr(obj, name) != before:
            plain.append(name)
    if obj.pk is None or plain:
        obj.full_clean()
        obj.save()
    return plain + [name for name, value in related.items() if _set(obj, name, value)]


def _set(obj: models.Model, name: str, value: Any) -> bool:
    manager = getattr(obj, name)
    before = set(manager.values_list("pk", flat=True))
    if before == {row.pk for row in value}:
        return False
    manager.set(value)
    return True
