"""The forms of an action: what it is, who answers for it, when, where and about what."""

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.db.models import Q
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from network.core.actor import Actor
from network.core.changes import EditForm
from network.core.chosen import ChosenRowsField
from network.core.once import OnceForm
from network.core.people import name_of
from network.documents.operations import organisations_to_name
from network.members.models import Organisation, WorkingGroup
from network.members.standing import people_of

from ..models import JointAction
from ..rules import can_change_lead, can_choose_lead
from .days import DayField

# From so many on a list of boxes is searched rather than read.
MANY = 12


class PeopleField(ChosenRowsField):
    """People, by the names that they have in the reader's script."""

    def label_from_instance(self, person: Any) -> str:
        return name_of(person)


class EditActionForm(EditForm):
    """What an action is. Its lead is asked for where `by` may choose it."""

    class Meta:
        model = JointAction
        fields = (
            "title",
            "aims",
            "description",
            "results",
            "lead",
            "starts_on",
            "ends_on",
            "contacts",
            "domains",
            "territories",
        )
        field_classes = {
            "contacts": PeopleField,
            "domains": ChosenRowsField,
            "territories": ChosenRowsField,
            "starts_on": DayField,
            "ends_on": DayField,
        }
        widgets = {
            "contacts": forms.CheckboxSelectMultiple,
            "domains": forms.CheckboxSelectMultiple,
            "territories": forms.CheckboxSelectMultiple,
        }
        help_texts = {
            "aims": _("What is to be reached, and for whom: in a few sentences."),
            "contacts": _("Whom others ask about it."),
        }

    def __init__(self, *args: Any, instance: JointAction, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, instance=instance, **kwargs)
        if not instance.results:
            # They are asked for when it is done.
            del self.fields["results"]
        if self._may_choose_lead(instance, by):
            self._offer("lead", _organisations(instance))
        else:
            del self.fields["lead"]
        self._offer("contacts", _people(instance))

    def _may_choose_lead(self, action: JointAction, by: Actor) -> bool:
        return can_change_lead(by, action)

    def _offer(self, name: str, rows: Any) -> None:
        field: Any = self.fields[name]
        field.queryset = rows

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        starts_on, ends_on = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", gettext("It ends before it begins."))
        return cleaned

    @property
    def are_many(self) -> bool:
        """Whether there are so many people that one searches among them."""
        contacts: Any = self.fields["contacts"]
        return len(contacts.choices) > MANY


class ProposeActionForm(EditActionForm, OnceForm):
    """A new action of a group."""

    def __init__(self, *args: Any, group: WorkingGroup, by: Actor, **kwargs: Any) -> None:
        action = JointAction(group=group)
        if by.organisation is not None:
            action.lead = by.organisation
        super().__init__(*args, instance=action, by=by, **kwargs)

    def _may_choose_lead(self, action: JointAction, by: Actor) -> bool:
        return can_choose_lead(by, action.group)

    @property
    def values(self) -> dict[str, Any]:
        """What was written, and who leads it."""
        values = {name: value for name, value in self.changes.items() if name != "once"}
        if "lead" in self.fields:
            values["lead"] = self.cleaned_data["lead"]
        return values


def _organisations(action: JointAction) -> Any:
    """The active ones of the group; and the one that leads it, if it has left."""
    theirs = organisations_to_name(action.group).order_by().values("pk")
    return Organisation.objects.filter(Q(pk__in=theirs) | Q(pk=action.lead_id)).in_order()


def _people(action: JointAction) -> Any:
    """Those of the group; and who was named and has left."""
    is_known = Q(pk__in=people_of(action.group).order_by().values("pk"))
    if action.pk is not None:
        is_known |= Q(pk__in=action.contacts.order_by().values("pk"))
    people = get_user_model()._default_manager.filter(is_known)
    script = "arabic" if get_language() == "ar" else "latin"
    return people.select_related("network_profile").order_by(
        f"network_profile__sort_{script}", "pk"
    )
