"""The forms of an action's partners, on one page."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from network.core.changes import EditForm
from network.documents.operations import organisations_to_name
from network.members.models import Organisation

from ..models import JointAction, Partner
from ..operations import check_partner


class PartnerForm(EditForm):
    """One partner and its part. Which organisation it is, is asked for a new one alone."""

    removes = forms.BooleanField(label=_("Take it out of the partners"), required=False)

    class Meta:
        model = Partner
        fields = ("organisation", "part")
        error_messages = {"organisation": {"required": _("Choose the organisation.")}}

    def __init__(
        self,
        *args: Any,
        action: JointAction,
        partner: Partner,
        offered: Any = None,
        **kwargs: Any,
    ) -> None:
        self.action, self.partner = action, partner
        is_new = partner.pk is None
        super().__init__(
            *args, instance=partner, empty_permitted=is_new, use_required_attribute=False, **kwargs
        )
        if is_new:
            del self.fields["removes"]
            organisation: Any = self.fields["organisation"]
            organisation.queryset, organisation.choices = offered
        else:
            del self.fields["organisation"]

    def clean_organisation(self) -> Organisation:
        organisation = self.cleaned_data["organisation"]
        check_partner(self.action, organisation)
        return organisation

    @property
    def is_removed(self) -> bool:
        return bool(self.cleaned_data.get("removes"))

    @property
    def changes(self) -> dict[str, Any]:
        return {name: value for name, value in super().changes.items() if name != "removes"}


class PartnerForms:
    """One form for each partner of an action, and empty ones for new partners.

    What somebody else adds while they are open has no form here, and is left as it is.
    """

    EMPTY = 3

    def __init__(self, action: JointAction, data: Any = None) -> None:
        kept = [
            PartnerForm(data, action=action, partner=partner, prefix=f"partner-{partner.pk}")
            for partner in action.partners.select_related("organisation")
            if data is None or f"partner-{partner.pk}-is-here" in data
        ]
        offered = _offered(action)
        new = [
            PartnerForm(
                data,
                action=action,
                partner=Partner(),
                offered=offered,
                prefix=f"new-partner-{number}",
            )
            for number in range(self.EMPTY)
        ]
        self.forms = [*kept, *new]

    def __iter__(self) -> Iterator[PartnerForm]:
        return iter(self.forms)

    def is_valid(self) -> bool:
        # Each is asked, so that every error is said at once.
        valid = [form.is_valid() for form in self.forms]
        return all(valid)

    @property
    def changed(self) -> list[tuple[Partner, dict[str, Any]]]:
        """Partners, new ones too, with what was changed of each."""
        forms = [form for form in self.forms if form.has_changed() and not form.is_removed]
        return [(form.partner, form.changes) for form in forms]

    @property
    def removed(self) -> list[Partner]:
        return [form.partner for form in self.forms if form.is_removed]


def _offered(action: JointAction) -> tuple[Any, list[tuple[Any, str]]]:
    """The organisations that could be one, and how they are listed: read once for all forms."""
    known = action.partners.order_by().values("organisation")
    rows = organisations_to_name(action.group).exclude(pk=action.lead_id)
    listed = rows.exclude(pk__in=known).in_order()
    choices = [("", "–"), *((row.pk, str(row)) for row in listed)]
    # Whatever is chosen is looked up among all: why it cannot be one, the operation says.
    return Organisation.objects.filter(status=Organisation.Status.ACTIVE), choices
