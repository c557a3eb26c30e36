"""The forms of tasks: what one is, its steps, handing them over; and which of them to list."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from network.core.actor import Actor
from network.core.changes import EditForm
from network.core.filters import FilterForm
from network.core.lines import listed
from network.core.multilingual import MultilingualFormField, MultilingualText
from network.core.once import OnceForm
from network.core.people import name_columns, name_of
from network.members.models import Organisation

from ..doers import mandates_of, organisations_of, people_for
from ..models import JointAction, Milestone, Step, Task, TaskQuerySet
from ..rules import can_give_task_to
from .days import DayField

_EMPTY = [("", "—")]
_PERSON_HELP = gettext_lazy("Without one, it is for the organisation to say who does it.")
_WAITS_HELP = gettext_lazy("Another task of this action that is to be done before it.")


class AddTaskForm(OnceForm):
    """Something to do in an action."""

    title = MultilingualFormField(label=gettext_lazy("Title"), max_length=200)
    description = MultilingualFormField(
        label=gettext_lazy("Description"), multiline=True, max_length=5000, required=False
    )
    organisation = forms.ModelChoiceField(
        label=gettext_lazy("Organisation"), queryset=Organisation.objects.none()
    )
    person: Any = forms.ModelChoiceField(
        label=gettext_lazy("Person"), queryset=None, required=False, help_text=_PERSON_HELP
    )
    due_on = DayField(label=gettext_lazy("By when"), required=False)
    milestone = forms.ModelChoiceField(
        label=gettext_lazy("Milestone"), queryset=Milestone.objects.none(), required=False
    )
    waits_for = forms.ModelChoiceField(
        label=gettext_lazy("Waits for"),
        queryset=Task.objects.none(),
        required=False,
        help_text=_WAITS_HELP,
    )

    def __init__(self, *args: Any, action: JointAction, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, action, by)

    def clean_title(self) -> MultilingualText:
        return self.cleaned_data["title"].apply_to()

    def clean_description(self) -> MultilingualText:
        return self.cleaned_data["description"].apply_to()


class EditTaskForm(EditForm):
    """What it is, whose, by when, and what before it."""

    class Meta:
        model = Task
        fields = (
            *("title", "description", "organisation", "person"),
            *("due_on", "milestone", "waits_for"),
        )
        labels = {
            "organisation": gettext_lazy("Organisation"),
            "person": gettext_lazy("Person"),
            "due_on": gettext_lazy("By when"),
            "milestone": gettext_lazy("Milestone"),
            "waits_for": gettext_lazy("Waits for"),
        }
        field_classes = {"due_on": DayField}
        help_texts = {"person": _PERSON_HELP, "waits_for": _WAITS_HELP}

    def __init__(self, *args: Any, instance: Task, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, instance=instance, **kwargs)
        _offer(self, instance.action, by, instance)


def _offer(form: forms.BaseForm, action: JointAction, by: Actor, task: Task | None = None) -> None:
    """Let the form choose among what can be chosen for a task of this action; and what is chosen
    now, though nobody could choose it any more."""
    fields: dict[str, Any] = form.fields
    mine = [
        organisation
        for organisation in organisations_of(action).in_order()
        if can_give_task_to(by, action, organisation)
    ]
    offered = mine
    if task and task.organisation not in mine:
        offered = [task.organisation, *mine]
    organisation = fields["organisation"]
    organisation.queryset = Organisation.objects.filter(pk__in=[row.pk for row in offered])
    organisation.choices = [(row.pk, str(row)) for row in offered]
    if not task and by.organisation in offered:
        organisation.initial = by.organisation.pk
    people = _people(action, offered, task)
    fields["person"].queryset = get_user_model()._default_manager.filter(pk__in=people)
    fields["person"].choices = [*_EMPTY, *people.items()]
    fields["milestone"].queryset = action.milestones.all()
    tasks = Task.objects.filter(action=action).only("title").by_date()
    if task:
        tasks = tasks.exclude(pk=task.pk)
    now = task.waits_for_id if task else None
    fields["waits_for"].queryset = tasks.filter(Q(state__in=Task.OPEN) | Q(pk=now))
    for name in ("milestone", "waits_for"):
        fields[name].empty_label = "—"


def _people(
    action: JointAction, organisations: Collection[Organisation], task: Task | None
) -> dict[Any, str]:
    """Who could do it, by key: their names with the organisations they act for, in order."""
    users = get_user_model()._default_manager
    able = Q(pk__in=people_for(action.group, organisations).order_by().values("pk"))
    if task and task.person_id is not None:
        able |= Q(pk=task.person_id)
    people = list(users.filter(able).select_related("network_profile").only(*name_columns("")))
    names = {organisation.pk: str(organisation) for organisation in organisations}
    acts_for: dict[Any, list[str]] = {}
    for person, organisation in mandates_of(people, organisations):
        acts_for.setdefault(person, []).append(names[organisation])
    by_name = sorted((name_of(person), person.pk) for person in people)
    return {pk: _with(name, acts_for.get(pk, [])) for name, pk in by_name}


def _with(name: str, organisations: list[str]) -> str:
    return f"{name} – {listed(organisations)}" if organisations else name


class MoveTaskForm(forms.Form):
    """How far a task is; `seen` is what its sender had before them."""

    state = forms.ChoiceField(choices=Task.State)
    seen = forms.ChoiceField(choices=Task.State)


class LinesField(forms.CharField):
    """Several lines: each that says something."""

    widget = forms.Textarea

    def clean(self, value: Any) -> Any:
        return [line for line in super().clean(value).splitlines() if line.strip()]


class StepsForm(OnceForm):
    """The steps of a task, a line each; `texts` holds those that were changed, by number. An empty
    one is taken out."""

    added = LinesField(
        label=gettext_lazy("Steps to add"),
        required=False,
        max_length=20_000,
        help_text=gettext_lazy("One on each line."),
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )

    def __init__(self, *args: Any, steps: Collection[Step], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.steps = {f"step_{step.pk}": step for step in steps}
        for number, (name, step) in enumerate(self.steps.items(), 1):
            self.fields[name] = forms.CharField(
                label=_("Step %(number)s") % {"number": number},
                initial=step.text,
                max_length=300,
                required=False,
                show_hidden_initial=True,
                widget=forms.TextInput(attrs={"dir": "auto"}),
            )
        self.order_fields([*self.steps, "added"])

    @property
    def texts(self) -> dict[int, str]:
        return {
            step.pk: self.cleaned_data[name]
            for name, step in self.steps.items()
            if name in self.changed_data
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for name in set(self.changed_data) & self.steps.keys():
            now, loaded = self.steps[name].text, self[name].html_initial_name
            if now not in (self.data.get(loaded), cleaned.get(name)):
                self._show_theirs(name, now, loaded)
        return cleaned

    def _show_theirs(self, name: str, now: str, loaded: str) -> None:
        message = _(
            "Somebody else has changed this in the meantime, to “%(value)s”. "
            "Save again to keep yours."
        )
        self.add_error(name, message % {"value": now})
        # From here on it is theirs that yours is compared with.
        data: Any = self.data
        data = data.copy()
        data[loaded] = now
        self.data = data


class HandOverForm(OnceForm):
    """Whose tasks go to whom."""

    from_organisation = forms.ModelChoiceField(
        label=gettext_lazy("Tasks of"), queryset=Organisation.objects.none(), empty_label=None
    )
    to_organisation = forms.ModelChoiceField(
        label=gettext_lazy("Hand them over to"), queryset=Organisation.objects.none()
    )

    def __init__(self, *args: Any, action: JointAction, gone: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        from_field: Any = self.fields["from_organisation"]
        from_field.queryset = gone
        to_field: Any = self.fields["to_organisation"]
        to_field.queryset = organisations_of(action).in_order()
        to_field.empty_label = "—"


class FilterTasksForm(FilterForm):
    """Which tasks of an action to list."""

    STILL_OPEN = "open"
    state = forms.ChoiceField(
        label=pgettext_lazy("of a task", "State"),
        required=False,
        choices=lambda: [
            ("", _("All of them")),
            (FilterTasksForm.STILL_OPEN, _("Still to be done")),
            *Task.State.choices,
        ],
    )
    organisation = forms.ModelChoiceField(
        label=gettext_lazy("Organisation"),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=gettext_lazy("All of them"),
    )
    late = forms.BooleanField(label=gettext_lazy("Late ones only"), required=False)

    def __init__(self, *args: Any, action: JointAction, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Also of those that have left: it is theirs that are looked for.
        doing = Task.objects.filter(action=action).order_by().values("organisation")
        organisation: Any = self.fields["organisation"]
        organisation.queryset = Organisation.objects.filter(pk__in=doing).in_order()

    def narrowed(self, rows: TaskQuerySet) -> TaskQuerySet:
        """Those of these tasks that were asked for."""
        if state := self.chosen("state"):
            is_open = state == self.STILL_OPEN
            rows = rows.open() if is_open else rows.filter(state=state)
        if organisation := self.chosen("organisation"):
            rows = rows.filter(organisation=organisation)
        return rows.late() if self.chosen("late") else rows
