"""What is to be said where an action is moved from one state to another."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from network.core.multilingual import MultilingualFormField
from network.core.once import OnceForm

from ..models import JointAction

State = JointAction.State


class MoveActionForm(OnceForm):
    """The state that an action is to be in, the one that its sender saw, and what that asks for."""

    state = forms.ChoiceField(choices=State.choices, widget=forms.HiddenInput)
    seen = forms.ChoiceField(choices=State.choices, widget=forms.HiddenInput)
    next = forms.CharField(required=False, widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Why it is stopped"),
        max_length=1000,
        help_text=_("The group reads it, and nobody else."),
        error_messages={"required": _("Say why it is stopped.")},
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
    results = MultilingualFormField(
        label=_("What came of it"),
        multiline=True,
        max_length=10000,
        error_messages={"required": _("Write what came of it, in one language at least.")},
    )

    ASKED: ClassVar[dict[str, str]] = {State.STOPPED: "reason", State.DONE: "results"}

    def __init__(
        self, data: Any = None, *, action: JointAction, state: str, next: str = ""
    ) -> None:
        initial = {
            "state": state,
            "seen": action.state,
            "next": next,
            "results": action.results,
        }
        super().__init__(data, initial=initial)
        for name in self.ASKED.values():
            if name != self.ASKED.get(state):
                del self.fields[name]

    @property
    def is_complete(self) -> bool:
        """Whether it was sent with what is asked for, and not from a board that knows nothing of
        it."""
        asked = self.fields.keys() & set(self.ASKED.values())
        return all(
            not self.fields[name].widget.value_omitted_from_data(self.data, self.files, name)
            for name in asked
        )

    def show_again(self, action: JointAction) -> None:
        """With what was typed; sent again, it is about the action as it is now."""
        self.data = self.data.copy()
        self.data["seen"] = action.state
