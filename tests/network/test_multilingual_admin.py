"""Texts in several languages in Wagtail's admin, and written on pages."""

import pytest
from django.contrib.auth import get_user_model
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation
from wagtail.admin.panels import FieldPanel
from wagtail.snippets.models import get_snippet_models

from network.models import MultilingualText, Origin
from tests.stranger.models import Place

LARACHE = MultilingualText().with_body("en", "Larache").with_body("ar", "العرائش")


@pytest.fixture
def editor(client):
    client.force_login(get_user_model().objects.create_superuser("editor"))
    return client


def address(place, what):
    return f"/cms/snippets/stranger/place/{what}/{place.pk}/"


@pytest.mark.django_db
def test_panel_edits_a_text_in_the_admin(editor):
    assert Place in get_snippet_models()
    editor.post("/cms/snippets/stranger/place/add/", {"name_en": "Larache", "name_ar": "العرائش"})
    place = Place.objects.get()
    assert place.name == LARACHE

    page = editor.get(address(place, "edit"))
    html = page.content.decode()
    assert 'name="name_ar" value="العرائش" lang="ar" dir="rtl"' in html
    assert html.count("network/js/multilingual.js") == 1
    assert "network/css/multilingual.css" in html

    versions = {f"name_{code}_loaded": LARACHE.version(code) for code in ("en", "ar")}
    sent = {**versions, "name_en": "Town", "name_ar": "العرائش"}
    editor.post(address(place, "edit"), sent)
    assert Place.objects.get().name == LARACHE.with_body("en", "Town")

    # Opened before that.
    refused = editor.post(address(place, "edit"), sent | {"name_en": "Port"})
    assert "Somebody else has changed this text" in refused.content.decode()
    assert 'value="Port"' in refused.content.decode()
    assert Place.objects.get().name.get("en").body == "Town"


@pytest.mark.django_db
def test_panel_says_what_is_missing_beside_the_text(editor):
    refused = editor.post("/cms/snippets/stranger/place/add/", {"name_en": "", "name_ar": ""})
    assert "Write this text in one language at least." in refused.content.decode()
    assert not Place.objects.exists()


@pytest.mark.django_db
def test_inspect_view_shows_every_language(editor):
    place = Place.objects.create(name=LARACHE.with_body("en", "<Larache>"))
    html = editor.get(address(place, "inspect")).content.decode()
    assert '<span lang="ar" dir="rtl">العرائش</span>' in html
    assert '<span lang="en" dir="ltr">&lt;Larache&gt;</span>' in html


@pytest.mark.django_db
def test_comparison_shows_each_language_with_its_change():
    panel = FieldPanel("name").bind_to_model(Place)
    form = panel.get_form_class()(instance=Place(name=LARACHE))
    request = RequestFactory().get("/")
    bound = panel.get_bound_panel(instance=Place(), request=request, form=form)
    before = Place(name=LARACHE)
    after = Place(name=LARACHE.with_body("ar", "مدينة العرائش").with_body("fr", "<Larache>"))
    (make,) = bound.get_comparison()
    comparison = make(before, after)
    assert comparison.has_changed()
    html = comparison.htmldiff()
    assert '<div lang="en" dir="ltr">Larache</div>' in html
    assert '<div lang="ar" dir="rtl"><span class="addition">مدينة </span>العرائش</div>' in html
    assert '<span class="addition">&lt;Larache&gt;</span>' in html


# On pages


def rendered(filter_name, text):
    template = Template("{% load network_text %}{{ text|" + filter_name + " }}")
    return template.render(Context({"text": text}))


def test_shown_text_in_the_readers_language_is_the_text_alone():
    with translation.override("ar"):
        assert rendered("shown", LARACHE) == "العرائش"
    assert rendered("shown", MultilingualText()) == ""


def test_shown_text_in_another_language_says_which():
    text = MultilingualText().with_body("ar", "<العرائش>")
    with translation.override("en"):
        assert rendered("shown", text) == '<span lang="ar" dir="rtl">&lt;العرائش&gt;</span>'
        assert rendered("shown_paragraphs", text) == (
            '<div lang="ar" dir="rtl"><p>&lt;العرائش&gt;</p></div>'
        )


@pytest.mark.parametrize("filter_name", ["shown", "shown_paragraphs"])
def test_shown_text_is_escaped(filter_name):
    for text in ("<b>", MultilingualText().with_body("en", "<b>")):
        with translation.override("en"):
            html = rendered(filter_name, text)
        assert "<b>" not in html
        assert "&lt;b&gt;" in html
    assert rendered(filter_name, None) in ("", "<p></p>")


def test_shown_paragraphs_say_that_a_machine_wrote_them():
    text = LARACHE.with_body("ar", "لاراش\n\nمدينة", Origin.MACHINE)
    with translation.override("en"):
        assert rendered("shown_paragraphs", text) == "<p>Larache</p>"
    with translation.override("ar"):
        html = rendered("shown_paragraphs", text)
    assert html.startswith("<p>لاراش</p>\n\n<p>مدينة</p>")
    assert "multilingual-by-machine" in html
    assert rendered("shown_paragraphs", MultilingualText()) == ""
