"""Lines that people typed, and lines made of several names."""

import pytest
from django import forms
from django.utils import translation

from network.core.lines import OneLineMixin, listed, one_line, sentence


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Amina\u00a0 d’Exemple ", "Amina d’Exemple"),
        ("أمينة", "أمينة"),
        ("Membre \u202e(elpmexe)", "Membre (elpmexe)"),
        ("a\u2066b\u2069\u200fc", "abc"),
        ("\u200b\u200b", ""),
        ("\u200d \u200c", ""),
        ("نمی\u200cخواهم", "نمی\u200cخواهم"),
        ("one\ntwo\tthree\x1b\x07", "one two three"),
        ("half \ud800", "half"),
    ],
)
def test_line_is_kept_without_what_nobody_sees(typed, kept):
    assert one_line(typed) == kept


class LineForm(OneLineMixin, forms.Form):
    name = forms.CharField()
    email = forms.EmailField(required=False)


def test_form_keeps_its_lines_so():
    form = LineForm({"name": "Amina\u202e"})
    assert form.is_valid()
    assert form.cleaned_data["name"] == "Amina"


def test_form_takes_what_nobody_sees_for_nothing():
    form = LineForm({"name": "\u200b"})
    assert list(form.errors) == ["name"]


def test_list_is_set_apart_as_its_reader_does():
    assert listed(["A", "B"]) == "A, B"
    with translation.override("ar"):
        assert listed(["أ", "ب"]) == "أ، ب"


def test_sentence_keeps_each_name_together_and_harmless():
    said = sentence("{person} acts for {organisation}.", person="أمينة", organisation="<b>A</b>")
    assert said == "<bdi>أمينة</bdi> acts for <bdi>&lt;b&gt;A&lt;/b&gt;</bdi>."
    assert sentence("Nobody’s <name> {is} here.") == "Nobody’s &lt;name&gt; {is} here."
