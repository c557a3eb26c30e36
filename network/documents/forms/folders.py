"""The forms of folders, and of what is done to documents and folders alike."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.core.changes import EditForm
from network.core.chosen import ChosenRowsField
from network.core.multilingual import MultilingualFormField, MultilingualText
from network.core.once import OnceForm
from network.members.models import Organisation

from ..models import Document, Folder, Sharing


class AddFolderForm(OnceForm):
    """A new folder: what it is called."""

    name = MultilingualFormField(label=gettext_lazy("Name"), max_length=150)

    def clean_name(self) -> MultilingualText:
        return self.cleaned_data["name"].apply_to()


class EditFolderForm(EditForm):
    """What a folder is called."""

    class Meta:
        model = Folder
        fields = ("name",)


@dataclass(frozen=True)
class Destination:
    """Where something can be moved: a folder, or the top of the group; and who sees it there."""

    value: str
    folder: Folder | None
    name: Any
    depth: int
    audience: SafeString
    is_here: bool = False


class MoveForm(forms.Form):
    """Where to."""

    target = forms.ChoiceField(
        label=gettext_lazy("Where to"),
        error_messages={
            "required": gettext_lazy("Choose where to move it."),
            "invalid_choice": gettext_lazy(
                "This folder is not there any more. Choose another place."
            ),
        },
    )

    def __init__(self, *args: Any, places: Sequence[Destination], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = {place.value: place for place in places}
        field: Any = self.fields["target"]
        field.choices = [(place.value, str(place.name)) for place in places]

    @property
    def folder(self) -> Folder | None:
        return self.places[self.cleaned_data["target"]].folder


class ShareForm(forms.Form):
    """Who sees a folder or a document. Offered is what makes a difference where it is.

    `around` says who sees the folder it is in, or everybody in the group; `is_narrow` whether that
    folder is narrowed: then what is in it can be narrowed further, and not widened.
    """

    sharing = forms.ChoiceField(
        label=gettext_lazy("Who sees it"),
        required=False,
        widget=forms.RadioSelect,
    )
    shared_with = ChosenRowsField(
        label=gettext_lazy("Organisations"),
        queryset=Organisation.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self,
        data: Any = None,
        *,
        thing: Document | Folder,
        around: SafeString,
        is_narrow: bool,
        organisations: QuerySet[Organisation],
    ) -> None:
        at_top = thing.around_id is None
        is_group = at_top and thing.sharing == Sharing.GROUP
        initial = {
            "sharing": Sharing.INHERITED if is_group else thing.sharing,
            "shared_with": thing.shared_with.all(),
        }
        super().__init__(data, initial=initial)
        sharing: Any = self.fields["sharing"]
        sharing.choices = self._choices(around, at_top=at_top, is_narrow=is_narrow)
        shared_with: Any = self.fields["shared_with"]
        shared_with.queryset = organisations

    def _choices(
        self, around: SafeString, *, at_top: bool, is_narrow: bool
    ) -> list[tuple[str, SafeString]]:
        if at_top:
            inherited = _choice(around, _("As all that is at the top of the group."))
        else:
            inherited = _choice(Sharing.INHERITED.label, around)
        choices = [(Sharing.INHERITED, inherited)]
        if not (at_top or is_narrow):
            text = _("Also where the folder it is in is for more people, or moved elsewhere.")
            choices.append((Sharing.GROUP, _choice(Sharing.GROUP.label, text)))
        text = _("And the coordination of the network.")
        choices.append((Sharing.FACILITATORS, _choice(Sharing.FACILITATORS.label, text)))
        text = _("Only those you choose below. Not even the coordination sees it.")
        choices.append((Sharing.ORGANISATIONS, _choice(Sharing.ORGANISATIONS.label, text)))
        if not is_narrow:
            text = _("Also those who are not in the group. They cannot change it.")
            choices.append((Sharing.MEMBERS, _choice(Sharing.MEMBERS.label, text)))
        return [(str(value), label) for value, label in choices]

    @property
    def organisations(self) -> Collection[Organisation]:
        return self.cleaned_data["shared_with"]


def _choice(label: Any, text: Any) -> SafeString:
    return format_html("<span>{}<small>{}</small></span>", label, text)
