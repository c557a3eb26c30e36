"""Editing texts in several languages: who changed what, what is stale, what the form shows."""

import re

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.utils import translation

from network.core.multilingual import MultilingualFormField, MultilingualWidget
from network.models import MultilingualEdit, MultilingualText, Origin
from tests.stranger.models import Place

LARACHE = MultilingualText().with_body("en", "Larache").with_body("ar", "العرائش")


class PlaceForm(forms.ModelForm):
    class Meta:
        model = Place
        fields = ["name", "description", "code"]


def loaded(text):
    """What a browser sends of a form that nobody touched."""
    html = str(forms_of(text)["name"])
    return dict(
        re.findall(r'<input type="(?:text|hidden)"[^>]* name="(\w+)" value="([^"]*)"', html)
    )


def forms_of(text, data=None, **options):
    class TextForm(forms.Form):
        name = MultilingualFormField(**options)

    return TextForm(data, initial={"name": text})


def sent(opened, now=None, **typed):
    """The form of somebody who opened `opened` and typed, sent when the text is `now`."""
    data = loaded(opened) | {f"name_{key}": value for key, value in typed.items()}
    return forms_of(opened if now is None else now, data)


def applied(form, now):
    assert form.is_valid(), form.errors
    return form.cleaned_data["name"].apply_to(now)


def stale(text):
    return {side.language for side in text.texts if side.is_stale}


# Which side is stale


def test_change_of_the_original_makes_the_translations_stale():
    text = LARACHE.with_body("fr", "Larache").with_body("en", "Larache, the town")
    assert stale(text) == {"ar", "fr"}
    # And so it is stored.
    assert MultilingualText.from_json(text.as_json()) == text
    assert text.as_json()["ar"] == {"body": "العرائش", "origin": "reviewed", "stale": True}


def test_change_of_a_stale_translation_makes_it_fresh_and_nothing_else_stale():
    text = LARACHE.with_body("en", "Larache, the town").with_body("ar", "مدينة العرائش")
    assert stale(text) == set()
    # Written again as it was, by who has looked at it.
    text = LARACHE.with_body("en", "Larache, the town").with_body("ar", "العرائش")
    assert stale(text) == set()


def test_change_of_a_fresh_translation_makes_the_original_stale():
    text = LARACHE.with_body("ar", "مدينة العرائش")
    assert stale(text) == {"en"}
    # It follows, and both say the same again.
    assert stale(text.with_body("en", "The town of Larache")) == set()


@pytest.mark.parametrize("bodies", [{"en": "Town", "ar": "مدينة"}, {"ar": "مدينة", "en": "Town"}])
def test_change_of_both_at_once_leaves_both_fresh(bodies):
    assert stale(LARACHE.with_bodies(bodies)) == set()


def test_correction_of_a_machine_translation_leaves_the_original_fresh():
    text = MultilingualText().with_body("en", "Larache").with_body("ar", "لاراش", Origin.MACHINE)
    corrected = text.with_body("ar", "العرائش")
    assert stale(corrected) == set()
    assert corrected.get("ar").origin == Origin.REVIEWED


def test_suggestion_of_a_machine_does_not_make_the_original_stale():
    assert stale(LARACHE.with_body("ar", "لاراش", Origin.MACHINE)) == set()


def test_text_written_as_it_was_makes_nothing_stale():
    assert LARACHE.with_body("en", "Larache") == LARACHE


def test_new_language_makes_nothing_stale():
    assert stale(LARACHE.with_body("fr", "Larache")) == set()


def test_text_alone_is_not_stale():
    assert stale(LARACHE.with_body("en", "Town").with_body("en", "")) == set()


def test_translation_is_the_original_once_the_original_is_taken_out():
    text = LARACHE.with_body("en", "")
    assert text.original.body == "العرائش"
    machine = MultilingualText().with_body("en", "Larache").with_body("ar", "لاراش", Origin.MACHINE)
    assert machine.with_body("en", "").original is None


def test_only_body_is_the_original_in_whichever_language():
    form = sent(MultilingualText(), ar="العرائش")
    text = applied(form, MultilingualText())
    assert text.original.language == "ar"


def test_old_entry_without_staleness_reads_as_fresh():
    text = MultilingualText.from_json({"en": {"body": "Larache", "origin": "original"}})
    assert stale(text) == set()


# Two people at once


def test_form_that_nobody_touched_changes_nothing():
    form = sent(LARACHE)
    assert form.is_valid()
    assert not form.has_changed()
    assert form.cleaned_data["name"] == MultilingualEdit({}, form.cleaned_data["name"].loaded)
    newer = LARACHE.with_body("en", "Town").with_body("ar", "مدينة")
    assert form.cleaned_data["name"].apply_to(newer) == newer


def test_edit_of_one_language_leaves_the_other_as_it_is_now():
    newer = LARACHE.with_body("ar", "مدينة العرائش")
    form = sent(LARACHE, now=newer, en="The town of Larache")
    assert form.has_changed()
    text = applied(form, newer)
    assert (text.get("en").body, text.get("ar").body) == ("The town of Larache", "مدينة العرائش")


def test_two_languages_changed_by_two_people_both_need_a_look():
    newer = LARACHE.with_body("ar", "مدينة العرائش")
    assert stale(applied(sent(LARACHE, now=newer, en="The port of Larache"), newer)) == {"en", "ar"}
    newer = LARACHE.with_body("en", "The port of Larache")
    assert stale(applied(sent(LARACHE, now=newer, ar="مدينة العرائش"), newer)) == {"en", "ar"}


def test_edit_of_a_language_that_somebody_else_changed_is_refused_and_shows_theirs():
    newer = LARACHE.with_body("en", "The port of <b>Larache</b>")
    form = sent(LARACHE, now=newer, en="The town of Larache")
    assert not form.is_valid()
    (message,) = form.errors["name"]
    assert "English" in message
    assert "Somebody else has changed this text" in message
    html = str(form["name"])
    assert 'value="The town of Larache"' in html
    assert "The port of &lt;b&gt;Larache&lt;/b&gt;" in html
    # Theirs was before their eyes: sent once more, it is replaced.
    again = forms_of(newer, loaded(newer) | {"name_en": "The town of Larache"})
    assert f'name="name_en_loaded" value="{newer.version("en")}"' in html
    assert applied(again, newer).get("en").body == "The town of Larache"


def test_edit_of_a_language_that_somebody_else_took_out_is_refused():
    newer = LARACHE.with_body("ar", "")
    form = sent(LARACHE, now=newer, ar="مدينة العرائش")
    assert not form.is_valid()
    assert "Somebody else has taken this text out" in str(form["name"])


def test_same_edit_by_two_people_is_no_conflict():
    newer = LARACHE.with_body("en", "Town")
    assert applied(sent(LARACHE, now=newer, en="Town"), newer) == newer


def test_edit_conflicts_with_what_happened_after_the_form_was_checked():
    form = sent(LARACHE, en="The town of Larache")
    assert form.is_valid()
    row = Place(name=LARACHE.with_body("en", "The port of Larache"))
    with pytest.raises(ValidationError) as refusal:
        form.cleaned_data["name"].write_to(row, "name")
    assert list(refusal.value.error_dict) == ["name"]
    assert refusal.value.error_dict["name"][0].code == "conflict"
    assert row.name.get("en").body == "The port of Larache"
    form.add_error(None, refusal.value)
    assert "name" in form.errors


def test_edit_applied_twice_changes_nothing_more():
    form = sent(LARACHE, en="Town")
    assert form.is_valid()
    edit = form.cleaned_data["name"]
    once = edit.apply_to(LARACHE)
    assert stale(once) == {"ar"}
    assert edit.apply_to(once) == once


def test_form_without_versions_does_not_overwrite_what_is_there():
    form = forms_of(LARACHE, {"name_en": "Town"})
    assert not form.is_valid()
    assert forms_of(MultilingualText(), {"name_en": "Town"}).is_valid()


def test_form_that_lacks_a_language_leaves_it_as_it_is():
    data = loaded(LARACHE)
    del data["name_ar"]
    assert applied(forms_of(LARACHE, data), LARACHE) == LARACHE


# "Still right"


STALE = LARACHE.with_body("en", "Larache, the town")


def test_confirmed_translation_is_fresh():
    form = sent(STALE, ar_right="on")
    assert form.has_changed()
    assert stale(applied(form, STALE)) == set()
    assert stale(applied(sent(STALE), STALE)) == {"ar"}


def test_confirmation_of_what_has_changed_since_does_not_count():
    newer = STALE.with_body("en", "Larache, the port")
    form = sent(STALE, now=newer, ar_right="on")
    assert stale(applied(form, newer)) == {"ar"}


def test_confirmation_together_with_a_change_of_the_original_counts():
    text = applied(sent(STALE, en="Larache, a town", ar_right="on"), STALE)
    assert stale(text) == set()


def test_confirmed_machine_translation_is_reviewed():
    text = MultilingualText().with_body("en", "Larache").with_body("ar", "العرائش", Origin.MACHINE)
    assert applied(sent(text, ar_right="on"), text).get("ar").origin == Origin.REVIEWED


# What is refused, and what is made of what is typed


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("Lar\x00ache", "cannot be stored"),
        ("Lar\ud800ache", "cannot be stored"),
        ("Larache\nLixus", "one line only"),
        ("Larache\rLixus", "one line only"),
        ("L" * 31, "At most 30 characters; there are 31."),
    ],
)
def test_form_refuses_and_keeps_what_was_typed(typed, message):
    form = forms_of(LARACHE, loaded(LARACHE) | {"name_en": typed}, max_length=30)
    assert not form.is_valid()
    (error,) = form.errors["name"]
    assert message in error
    assert "English" in error
    html = str(form["name"])
    html.encode()
    assert "\0" not in html
    assert "Lar" in html or "LLL" in html
    assert html.count('aria-invalid="true"') == 1


def test_form_asks_for_one_language_at_least():
    form = forms_of(MultilingualText(), {"name_en": " ", "name_ar": "\u202e"})
    assert form.errors == {"name": ["Write this text in one language at least."]}
    assert str(form["name"]).count('aria-invalid="true"') == 2
    assert forms_of(MultilingualText(), {"name_en": "", "name_ar": ""}, required=False).is_valid()
    assert forms_of(MultilingualText(), {"name_en": "", "name_ar": "العرائش"}).is_valid()


@pytest.mark.parametrize(
    "letters",
    ["\u200b", "\u200d", "\u2060", "\u00ad", "\u3164", "\u2800", "\u200f\ufeff", "\u034f"],
)
def test_text_of_which_nobody_sees_a_letter_is_none(letters):
    form = forms_of(MultilingualText(), {"name_en": f" {letters} "})
    assert form.errors == {"name": ["Write this text in one language at least."]}
    assert not sent(LARACHE, en=letters, ar="").is_valid()
    # Between letters they stay.
    text = applied(
        forms_of(MultilingualText(), {"name_en": "\U0001f469\u200d\U0001f467"}), MultilingualText()
    )
    assert str(text) == "\U0001f469\u200d\U0001f467"


def test_form_refuses_to_lose_the_last_language():
    assert not sent(LARACHE, en="", ar="").is_valid()
    assert applied(sent(LARACHE, en=""), LARACHE).original.language == "ar"


def test_form_takes_bidi_controls_out_of_one_line():
    form = sent(LARACHE, en="\u2066Larache\u2069 \u202egnp.exe", ar="العرائش\u200f")
    text = applied(form, LARACHE)
    assert text.get("en").body == "Larache gnp.exe"
    # The marks turn nothing round.
    assert text.get("ar").body == "العرائش\u200f"


def test_form_keeps_paragraphs_and_isolates_of_several_lines():
    text = MultilingualText().with_body("en", "One.\n\nTwo.")
    form = forms_of(
        text,
        {"name_en": "One.\r\n\r\nTwo.", "name_en_loaded": text.version("en"), "name_ar": ""},
        multiline=True,
    )
    assert form.is_valid()
    assert not form.has_changed()
    typed = {"name_en": "A \u2066b\u2069\x0c\r\nc", "name_en_loaded": text.version("en")}
    form = forms_of(text, typed, multiline=True)
    assert applied(form, text).get("en").body == "A \u2066b\u2069\n\nc"


def test_form_that_nobody_touched_keeps_what_its_input_cannot_show():
    text = MultilingualText().with_body("en", " Two\nlines \u202e")
    data = {"name_en": "Two lines", "name_en_loaded": text.version("en"), "name_ar": ""}
    form = forms_of(text, data)
    assert 'value="Two lines"' in str(forms_of(text)["name"])
    assert applied(form, text) == text


def test_form_shows_and_takes_a_language_the_site_does_not_write_in():
    text = MultilingualText().with_body("fr", "L’Arache").with_body("ar", "العرائش")
    html = str(forms_of(text)["name"])
    assert 'name="name_others" value="fr"' in html
    data = loaded(text)
    assert data["name_fr"] == "L’Arache"
    changed = applied(forms_of(text, data | {"name_fr": "Larache"}), text)
    assert changed.original.body == "Larache"
    # It is shown for the text that has it only, and what is no language is nothing.
    assert "name_fr" not in str(forms_of(LARACHE)["name"])
    form = forms_of(LARACHE, loaded(LARACHE) | {"name_others": "../x en_loaded", "name_../x": "y"})
    assert applied(form, LARACHE) == LARACHE


def test_disabled_form_field_changes_nothing():
    form = forms_of(LARACHE, {"name_en": "Forged"}, disabled=True)
    assert applied(form, LARACHE) == LARACHE
    assert not form.has_changed()
    assert str(form["name"]).count(" disabled") == 2


# The widget


def test_widget_has_an_input_for_each_language_the_readers_own_first():
    with translation.override("ar"):
        html = str(forms_of(LARACHE, max_length=1000)["name"])
    assert re.findall(r'<label for="(\w+)"', html) == ["id_name_ar", "id_name_en"]
    assert 'value="العرائش" lang="ar" dir="rtl" maxlength="1000"' in html
    assert 'value="Larache" lang="en" dir="ltr" maxlength="1000"' in html
    assert "العربيّة" in html
    assert "required" not in html
    with translation.override("en"):
        assert re.findall(r'<label for="(\w+)"', str(forms_of(LARACHE)["name"]))[0] == "id_name_en"


def test_widget_is_a_group_that_the_field_names():
    assert 'role="group" aria-label="Name"' in str(forms_of(LARACHE)["name"])
    assert "<legend>Name:</legend>" in forms_of(LARACHE).as_div()


def test_widget_of_several_lines_shows_lines():
    html = str(forms_of(MultilingualText().with_body("en", "One\nTwo"), multiline=True)["name"])
    assert html.count("<textarea") == 2
    assert ">One\nTwo</textarea>" in html


def test_widget_escapes_what_was_typed():
    for data in (None, {"name_en": '"><script>', "name_en_loaded": '"><script>', "name_ar": ""}):
        text = MultilingualText().with_body("en", '"><script>')
        assert "<script>" not in str(forms_of(text, data)["name"])


def test_widget_says_what_is_stale_and_what_a_machine_wrote():
    fresh = str(forms_of(LARACHE)["name"])
    assert "has changed since" not in fresh
    assert "checkbox" not in fresh
    html = str(forms_of(STALE)["name"])
    assert html.count("The original has changed since.") == 1
    assert 'type="checkbox" name="name_ar_right"' in html
    assert "A translation has changed since." in str(
        forms_of(LARACHE.with_body("ar", "مدينة"))["name"]
    )
    machine = MultilingualText().with_body("ar", "لاراش", Origin.MACHINE)
    assert "machine translation" in str(forms_of(machine)["name"])


def test_widget_brings_its_look_and_its_module():
    media = str(forms_of(LARACHE).media)
    assert "network/css/multilingual.css" in media
    assert re.search(r'<script src="[^"]*network/js/multilingual.js" type="module">', media)


def test_widget_asks_for_lines_and_length_by_itself():
    field = MultilingualFormField(widget=MultilingualWidget(multiline=True, max_length=5))
    assert (field.widget.multiline, field.widget.max_length) == (True, 5)


# Model forms


@pytest.mark.django_db
def test_model_form_creates_and_changes_a_row():
    form = PlaceForm({"name_en": "Larache", "name_ar": "العرائش", "description_en": "A\r\nB"})
    place = form.save()
    place.refresh_from_db()
    assert place.name == LARACHE
    assert str(place.description) == "A\nB"

    data = loaded(place.name) | {"name_en": "Town", "code": "x"}
    PlaceForm(data, instance=Place.objects.get()).save()
    place.refresh_from_db()
    assert (place.name.get("en").body, stale(place.name)) == ("Town", {"ar"})
    assert str(place.description) == "A\nB"


@pytest.mark.django_db
def test_model_form_shows_a_conflict_beside_its_field_alone():
    place = Place.objects.create(name=LARACHE)
    data = loaded(LARACHE) | {"name_en": "Town", "code": "x"}
    Place.objects.filter(pk=place.pk).update(name=LARACHE.with_body("en", "Port"))
    form = PlaceForm(data, instance=Place.objects.get())
    assert list(form.errors) == ["name"]
    assert Place.objects.get().name.get("en").body == "Port"


def test_model_form_has_one_error_for_a_missing_text():
    form = PlaceForm({"name_en": "", "name_ar": ""})
    assert {name: len(errors) for name, errors in form.errors.items()} == {"name": 1}


def test_model_form_takes_lines_and_length_from_the_field():
    fields = PlaceForm.base_fields
    assert (fields["name"].widget.multiline, fields["name"].widget.max_length) == (False, 60)
    assert (fields["description"].widget.multiline, fields["name"].required) == (True, True)
    assert not fields["description"].required
    with pytest.raises(ValidationError, match="At most 60 characters"):
        Place(name=MultilingualText().with_body("en", "x" * 61)).full_clean()
