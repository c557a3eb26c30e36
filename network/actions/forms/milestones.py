"""The forms of milestones."""

from network.core.changes import EditForm
from network.core.once import OnceForm

from ..models import Milestone
from .days import DayField, PastDayField


class EditMilestoneForm(EditForm):
    """What is reached, and when."""

    class Meta:
        model = Milestone
        fields = ("title", "due_on", "reached_on")
        field_classes = {"due_on": DayField, "reached_on": PastDayField}


class AddMilestoneForm(EditMilestoneForm, OnceForm):
    pass
