"""The forms of the budget."""

from django import forms

from network.core.amounts import AmountField
from network.core.changes import EditForm
from network.core.once import OnceForm

from ..models import BudgetLine


class EditBudgetLineForm(EditForm):
    """For what, paid by whom, and how much."""

    class Meta:
        model = BudgetLine
        fields = ("label", "funder", "currency", "planned", "spent")
        field_classes = {"planned": AmountField, "spent": AmountField}
        widgets = {"funder": forms.TextInput(attrs={"dir": "auto"})}


class AddBudgetLineForm(EditBudgetLineForm, OnceForm):
    pass
