"""Writing a text of the network on a page, in the reader's language."""

from typing import Any

from django import template
from django.template.defaultfilters import linebreaks_filter
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext

from network.core.multilingual import MultilingualText, Origin

register = template.Library()


@register.filter
def shown(text: Any) -> SafeString:
    """`{{ document.title|shown }}`: the reader's language; another is marked as what it is.

    In an attribute or a `<title>` write `{{ document.title }}`, which is the text alone.
    """
    if not isinstance(text, MultilingualText):
        return conditional_escape("" if text is None else text)
    side = text.shown
    if not side.is_fallback:
        return conditional_escape(side.body)
    return format_html('<span lang="{}" dir="{}">{}</span>', side.language, side.dir, side.body)


@register.filter
def shown_start(text: MultilingualText, words: int = 30) -> SafeString:
    """The same, of a long text the first words."""
    side = text.shown
    start = Truncator(" ".join(side.body.split())).words(words)
    if not side.is_fallback:
        return conditional_escape(start)
    return format_html('<span lang="{}" dir="{}">{}</span>', side.language, side.dir, start)


@register.filter
def shown_paragraphs(text: Any) -> SafeString:
    """The same for a text of several lines, as paragraphs; a machine's translation says so."""
    if not isinstance(text, MultilingualText):
        return linebreaks_filter("" if text is None else str(text))
    side = text.shown
    if not side.body:
        return SafeString("")
    html = linebreaks_filter(side.body)
    if side.is_fallback:
        html = format_html('<div lang="{}" dir="{}">{}</div>', side.language, side.dir, html)
    if side.origin == Origin.MACHINE:
        note = gettext("This is a machine translation.")
        html += format_html('<p class="multilingual-by-machine">{}</p>', note)
    return html
