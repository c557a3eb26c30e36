"""Which actions an overview shows. Whatever is not valid leaves it whole."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from network.core.filters import FilterForm, words_field
from network.members.models import WorkingGroup

from ..models import JointAction, JointActionQuerySet


class FilterByGroupForm(FilterForm):
    """By working group."""

    group = forms.ModelChoiceField(
        label=_("Working group"),
        queryset=WorkingGroup.objects.none(),
        required=False,
        empty_label=_("All of them"),
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        group: Any = self.fields["group"]
        # A list names them, and no more.
        groups = WorkingGroup.objects.visible_to(user).only("kind", "name")
        group.queryset = groups.in_order()

    def narrowed(self, rows: JointActionQuerySet) -> JointActionQuerySet:
        """Those of these actions that were asked for."""
        group = self.chosen("group")
        return rows.filter(group=group) if group else rows


class FilterBoardForm(FilterByGroupForm):
    """By words, too; the columns are the states."""

    q = words_field(_("Words of the title or the aims"))

    field_order = ("q", "group")

    def narrowed(self, rows: JointActionQuerySet) -> JointActionQuerySet:
        words = self.chosen("q")
        return super().narrowed(rows.matching(words) if words else rows)


class FilterTimelineForm(FilterByGroupForm):
    """By state, too."""

    state = forms.ChoiceField(
        label=_("State"),
        choices=[("", pgettext_lazy("whichever", "Any")), *JointAction.State.choices],
        required=False,
    )

    def narrowed(self, rows: JointActionQuerySet) -> JointActionQuerySet:
        state = self.chosen("state")
        return super().narrowed(rows.filter(state=state) if state else rows)
