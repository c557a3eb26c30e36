"""The text in Wagtail's admin: what changed between two states, and how it is inspected.

`FieldPanel` takes the form field as it is.
"""

from typing import Any

from django.template.defaultfilters import linebreaksbr
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from wagtail.admin.compare import FieldComparison, diff_text, register_comparison_class
from wagtail.admin.ui.components import Component
from wagtail.admin.ui.fields import register_display_class

from .fields import MultilingualTextField
from .texts import MultilingualText, direction_of, name_of_language


class MultilingualComparison(FieldComparison):
    """Each language with what was added to it and taken away."""

    def htmldiff(self) -> SafeString:
        before, after = (value or MultilingualText() for value in (self.val_a, self.val_b))
        codes = dict.fromkeys(text.language for text in (*before.texts, *after.texts))
        return format_html_join(
            "",
            '<div lang="{}" dir="{}">{}</div>',
            ((code, direction_of(code), _diff(before, after, code)) for code in codes),
        )


class MultilingualDisplay(Component):
    """Every language, named in itself."""

    def __init__(self, value: MultilingualText | None) -> None:
        self.value = value or MultilingualText()

    def render_html(self, parent_context: Any = None) -> SafeString:
        if not self.value:
            return SafeString("–")
        return format_html_join(
            "",
            '<div><strong><bdi lang="{0}">{1}</bdi></strong> '
            '<span lang="{0}" dir="{2}">{3}</span></div>',
            (
                (
                    text.language,
                    capfirst(name_of_language(text.language)),
                    text.dir,
                    linebreaksbr(text.body),
                )
                for text in self.value.texts
            ),
        )


def _diff(before: MultilingualText, after: MultilingualText, code: str) -> str:
    sides = (before.get(code), after.get(code))
    return diff_text(*(side.body if side else "" for side in sides)).to_html()


register_comparison_class(MultilingualTextField, comparison_class=MultilingualComparison)
register_display_class(MultilingualTextField, display_class=MultilingualDisplay)
