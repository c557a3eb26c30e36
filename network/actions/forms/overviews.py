"""Which actions an overview shows. Whatever is not valid leaves it whole."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from network.core.filters import FilterForm, words_field
from network.members.models import WorkingGroup

from ..models import JointAction, JointActionQuerySet


class FilterBoardForm(FilterForm):
    """By words and by working group; the columns are the states."""

    q = words_field(_("Words of the title or the aims"))
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
        if words := self.chosen("q"):
            rows = rows.matching(words)
        if group := self.chosen("group"):
            rows = rows.filter(group=group)
        return rows


class FilterTimelineForm(FilterBoardForm):
    """By working group and by state."""

    q = None
    state = forms.ChoiceField(
        label=_("State"),
        choices=[("", pgettext_lazy("whichever", "Any")), *JointAction.State.choices],
        required=False,
    )

    def narrowed(self, rows: JointActionQuerySet) -> JointActionQuerySet:
        rows = super().narrowed(rows)
        state = self.chosen("state")
        return rows.filter(state=state) if state else rows
