"""What somebody says of themselves."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from network.core.changes import EditForm
from network.core.pictures import PictureField

from ..addresses import clean_phone
from ..models import Profile


class ProfileForm(EditForm):
    """One's name in both scripts, how one is reached, and what others see of it."""

    language = forms.ChoiceField(
        label=_("Language of mails"), help_text=_("Mails from the member area are written in it.")
    )
    photo = PictureField(
        label=_("Photo"),
        required=False,
        help_text=_(
            "Members see it beside your name. It is made small, and loses where it was taken."
        ),
    )
    removes_photo = forms.BooleanField(label=_("Remove my photo"), required=False)

    class Meta:
        model = Profile
        fields = (
            "name_latin",
            "name_arabic",
            "phone",
            "language",
            "shows_email",
            "shows_phone",
        )
        widgets = {
            "name_latin": forms.TextInput(attrs={"dir": "ltr", "autocomplete": "name"}),
            "name_arabic": forms.TextInput(attrs={"dir": "rtl", "lang": "ar"}),
            "phone": forms.TextInput(
                attrs={"dir": "ltr", "type": "tel", "autocomplete": "tel", "inputmode": "tel"}
            ),
        }

    def __init__(self, *args: Any, instance: Profile, **kwargs: Any) -> None:
        super().__init__(*args, instance=instance, **kwargs)
        language: Any = self.fields["language"]
        language.choices = settings.LANGUAGES
        self.has_language = bool(instance.language)
        if not self.has_language:
            self.initial["language"] = get_language()
        if not instance.photo:
            del self.fields["removes_photo"]

    def clean_phone(self) -> str:
        return clean_phone(self.cleaned_data["phone"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not cleaned.get("name_latin") and not cleaned.get("name_arabic"):
            self.add_error("name_latin", _("Give your name in one of the two scripts."))
        return cleaned

    @property
    def changes(self) -> dict[str, Any]:
        apart = ("photo", "removes_photo")
        changes = {name: value for name, value in super().changes.items() if name not in apart}
        if not self.has_language:
            # What was shown as chosen is chosen.
            changes["language"] = self.cleaned_data["language"]
        return changes
