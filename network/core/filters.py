"""Forms that choose what a list shows."""

from typing import Any

from django import forms


def words_field(label: Any) -> forms.CharField:
    """Words to look for, in whichever script."""
    widget = forms.SearchInput(attrs={"dir": "auto"})
    return forms.CharField(label=label, max_length=200, required=False, widget=widget)


class FilterForm(forms.Form):
    """What to list; whatever is not valid leaves the list whole."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field.widget, forms.Select):
                field.widget.template_name = "network/widgets/select.html"

    @property
    def asked(self) -> dict[str, Any]:
        """What was asked for, by field, as far as it is valid."""
        self.is_valid()
        cleaned = getattr(self, "cleaned_data", {})
        return {name: value for name, value in cleaned.items() if value}

    def chosen(self, name: str) -> Any:
        """What was asked for; None where nothing was, or nothing that is valid."""
        return self.asked.get(name)

    @property
    def is_used(self) -> bool:
        return bool(self.asked)
