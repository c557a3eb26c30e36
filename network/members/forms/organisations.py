"""The forms of the directory and of an organisation."""

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from network.core.changes import EditForm
from network.core.chosen import ChosenRowsField
from network.core.filters import FilterForm, words_field
from network.core.once import OnceForm
from network.core.pictures import PictureField

from ..models import ActivityDomain, Contact, Membership, Organisation, Territory, WorkingGroup
from ..standing import standing_of

_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٫،", "0123456789" * 2 + "..")


class CoordinateField(forms.DecimalField):
    """Degrees, as people copy them from a map: with a point or a comma, in any digits."""

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str):
            value = value.strip().translate(_DIGITS).replace(",", ".").replace("\u2212", "-")
        degrees = super().to_python(value)
        # A map gives more digits than a place has: six tell one door from the next.
        try:
            return degrees if degrees is None else degrees.quantize(Decimal("0.000001"))
        except InvalidOperation as error:
            # No degrees at all: infinity, a hundred digits.
            raise ValidationError(self.error_messages["invalid"], code="invalid") from error


class DirectoryForm(FilterForm):
    """Which people or organisations to list."""

    q = words_field(_("Name"))


class PeopleForm(DirectoryForm):
    # Asked for in words: a list to choose from would be two thousand lines.
    organisation = words_field(_("Organisation"))
    group = forms.ModelChoiceField(
        label=_("Working group"), queryset=WorkingGroup.objects.none(), required=False
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        group: Any = self.fields["group"]
        group.queryset = WorkingGroup.objects.visible_to(user).in_order()
        group.empty_label = gettext("All of them")


class OrganisationsForm(DirectoryForm):
    family = forms.ChoiceField(
        label=_("Family"),
        choices=lambda: [("", gettext("All of them")), *Organisation.Family.choices],
        required=False,
    )
    territory = forms.ModelChoiceField(
        label=_("Territory"), queryset=Territory.objects.all(), required=False
    )
    domain = forms.ModelChoiceField(
        label=_("Activity domain"), queryset=ActivityDomain.objects.all(), required=False
    )

    status = forms.ChoiceField(
        label=_("Status"),
        choices=lambda: [("", gettext("All of them")), *Organisation.Status.choices],
        required=False,
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("territory", "domain"):
            field: Any = self.fields[name]
            field.empty_label = gettext("All of them")
        if not standing_of(user).is_coordinator:
            # Others see those that are active.
            del self.fields["status"]


class OrganisationForm(EditForm):
    """What an organisation says of itself."""

    latitude = CoordinateField(
        label=_("Latitude"), required=False, max_digits=8, decimal_places=6, min_value=-90,
        max_value=90, widget=forms.TextInput(attrs={"dir": "ltr", "inputmode": "decimal"}),
        help_text=_("In degrees, as a map gives it: 35.7595."),
    )  # fmt: skip
    longitude = CoordinateField(
        label=_("Longitude"), required=False, max_digits=9, decimal_places=6, min_value=-180,
        max_value=180, widget=forms.TextInput(attrs={"dir": "ltr", "inputmode": "decimal"}),
        help_text=_("In degrees, west of Greenwich with a minus: −5.8340."),
    )  # fmt: skip
    logo = PictureField(label=_("Logo"), required=False)
    removes_logo = forms.BooleanField(label=_("Remove the logo"), required=False)

    class Meta:
        model = Organisation
        fields = (
            "name",
            "acronym",
            "family",
            "legal_form",
            "description",
            "domains",
            "territories",
            "address",
            "latitude",
            "longitude",
        )
        field_classes = {"domains": ChosenRowsField, "territories": ChosenRowsField}
        widgets = {
            "domains": forms.CheckboxSelectMultiple,
            "territories": forms.CheckboxSelectMultiple,
        }

    def __init__(self, *args: Any, instance: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, instance=instance, **kwargs)
        if not instance.logo:
            del self.fields["removes_logo"]

    @property
    def changes(self) -> dict[str, Any]:
        apart = ("logo", "removes_logo")
        return {name: value for name, value in super().changes.items() if name not in apart}


class ContactForm(EditForm):
    """One way to reach an organisation: `contact`, or a new one where none is given."""

    removes = forms.BooleanField(label=_("Remove this contact"), required=False)

    class Meta:
        model = Contact
        fields = ("kind", "value", "label", "visibility")
        widgets = {
            "value": forms.TextInput(attrs={"dir": "auto"}),
            "label": forms.TextInput(attrs={"dir": "auto"}),
        }

    def __init__(self, *args: Any, contact: Contact | None = None, **kwargs: Any) -> None:
        self.contact = contact or Contact()
        is_new = contact is None
        super().__init__(*args, instance=self.contact, empty_permitted=is_new,
                         use_required_attribute=False, **kwargs)  # fmt: skip
        if is_new:
            del self.fields["removes"]

    @property
    def is_removed(self) -> bool:
        return bool(self.cleaned_data.get("removes"))

    @property
    def changes(self) -> dict[str, Any]:
        return {name: value for name, value in super().changes.items() if name != "removes"}


class ContactForms:
    """One form for each contact of an organisation, and empty ones for new contacts.

    What somebody else adds while they are open has no form here, and is left as it is.
    """

    EMPTY = 2

    def __init__(self, organisation: Organisation, data: Any = None) -> None:
        kept = [
            ContactForm(data, contact=contact, prefix=f"contact-{contact.pk}")
            for contact in organisation.contacts.all()
            if data is None or f"contact-{contact.pk}-kind" in data
        ]
        new = [ContactForm(data, prefix=f"new-contact-{number}") for number in range(self.EMPTY)]
        self.forms = [*kept, *new]

    def __iter__(self) -> Iterator[ContactForm]:
        return iter(self.forms)

    def is_valid(self) -> bool:
        # Each is asked, so that every error is said at once.
        valid = [form.is_valid() for form in self.forms]
        return all(valid)

    @property
    def changed(self) -> list[tuple[Contact, dict[str, Any]]]:
        """Contacts, new ones too, with what was changed of each."""
        forms = [form for form in self.forms if form.has_changed() and not form.is_removed]
        return [(form.contact, form.changes) for form in forms]

    @property
    def removed(self) -> list[Contact]:
        return [form.contact for form in self.forms if form.is_removed]


class InviteForm(OnceForm):
    """Whom to invite into an organisation, and as what."""

    email = forms.EmailField(
        label=_("E-mail address"),
        widget=forms.EmailInput(attrs={"dir": "ltr", "autocomplete": "off"}),
    )
    role = forms.ChoiceField(
        label=_("Role"),
        choices=Membership.Role.choices,
        help_text=_(
            "A contributor works in the groups; a representative also answers and signs; a manager "
            "keeps the profile, and invites."
        ),
    )
    job_title = forms.CharField(
        label=_("Job title"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    language = forms.ChoiceField(label=_("Language of the invitation"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language: Any = self.fields["language"]
        language.choices = settings.LANGUAGES
        language.initial = get_language()


class MembershipForm(EditForm):
    """The days of a mandate, and what somebody is there."""

    class Meta:
        model = Membership
        fields = ("job_title", "starts_on", "ends_on")
        widgets = {
            "job_title": forms.TextInput(attrs={"dir": "auto"}),
            "starts_on": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
            "ends_on": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        require_order(self)
        return cleaned


def require_order(form: forms.BaseForm) -> None:
    """Say it beside the field where a mandate ends before it begins."""
    starts_on, ends_on = (form.cleaned_data.get(name) for name in ("starts_on", "ends_on"))
    if starts_on and ends_on and ends_on < starts_on:
        form.add_error("ends_on", gettext("The mandate ends before it begins."))
