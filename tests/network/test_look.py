"""What the pages of the private area are made of, by itself: components, the document, mails."""

import datetime
import re
from pathlib import Path

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Engine, Template
from django.template.loader import render_to_string
from django.utils import timezone, translation

import network
from network.templatetags.network_look import ICONS, icon

PLUGIN = Path(network.__file__).parent
COMPONENTS = "network/components"


class UploadForm(forms.Form):
    once = forms.CharField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(label="Title", help_text="As the list has it.")
    file = forms.FileField(label="File")
    readers = forms.MultipleChoiceField(
        label="Readers", choices=[("1", "One")], widget=forms.CheckboxSelectMultiple
    )
    audience = forms.ChoiceField(label="Audience", choices=[("all", "All")])
    is_final = forms.BooleanField(label="Final", help_text="It cannot be changed.", required=False)


def tag_with(html: str, attribute: str) -> str:
    return re.search(rf"<[^>]*{re.escape(attribute)}[^>]*>", html)[0]


def render_form(form: forms.Form, **context) -> str:
    return render_to_string(f"{COMPONENTS}/form.html", {"form": form, **context})


def test_templates_hold_no_style_and_no_script():
    """A content security policy of 'self' forbids both; mails know no other way."""
    for path in (PLUGIN / "templates").rglob("*.html"):
        if "emails" not in path.parts:
            assert not re.search(
                r"\sstyle=|<style|<script(?![^>]*\ssrc=)|\son\w+=", path.read_text()
            ), path


def test_style_sheet_loads_nothing():
    assert "url(" not in (PLUGIN / "static/network/css/network.css").read_text()


@pytest.mark.parametrize("name", ICONS)
def test_icon_is_hidden_from_those_who_hear_the_page(name):
    assert 'aria-hidden="true"' in icon(name)
    assert icon(name).strip() == render_to_string(f"{COMPONENTS}/icon.html", {"name": name}).strip()


def test_icon_that_points_is_mirrored():
    assert 'class="i dir"' in icon("arrow")
    assert 'class="i back"' in icon("arrow", "back")
    assert 'class="i"' in icon("search")


def test_form_ties_help_and_errors_to_their_field():
    html = render_form(UploadForm({}))
    assert 'aria-describedby="id_title_helptext id_title_error"' in tag_with(html, 'id="id_title"')
    assert 'aria-invalid="true"' in tag_with(html, 'id="id_title"')
    for described in re.findall(r'aria-describedby="([^"]+)"', html):
        for name in described.split():
            assert html.count(f'id="{name}"') == 1, name


def test_form_says_first_what_is_wrong_and_leads_there():
    html = render_form(UploadForm({}))
    targets = re.findall(r'<a href="#([^"]+)"', html)
    assert targets == ["id_title", "id_file", "id_readers", "id_audience"]
    assert all(f'id="{target}"' in html for target in targets)
    assert "alert" not in render_form(UploadForm())


def test_form_sends_files_and_keeps_hidden_fields():
    html = render_form(UploadForm(), submit="Upload", cancel_url="/back/")
    assert 'enctype="multipart/form-data"' in html
    assert html.count('name="once"') == 1
    assert "Upload" in html
    assert 'href="/back/"' in html


def test_field_of_several_choices_is_one_group_with_a_legend():
    html = render_form(UploadForm())
    assert re.search(r"<fieldset[^>]*>\s*<legend>\s*Readers", html)
    assert html.count('class="req"') == 4


def test_pagination_keeps_the_rest_of_the_address(rf):
    page = Paginator(range(60), 20).page(2)
    html = render_to_string(
        f"{COMPONENTS}/pagination.html", {"page": page}, rf.get("/?q=budget&page=2")
    )
    assert 'href="?q=budget&amp;page=1" rel="prev"' in html
    assert 'href="?q=budget&amp;page=3" rel="next"' in html


def test_names_cannot_become_html():
    context = {"crumbs": [("<b>Group</b>", "/")], "initials": "<b>"}
    assert "<b>" not in render_to_string(f"{COMPONENTS}/crumbs.html", context)
    assert "<b>" not in render_to_string(f"{COMPONENTS}/avatar.html", context)


def test_document_stands_alone_in_the_readers_language():
    page = Template('{% extends "network/base.html" %}{% block body %}<p>Here</p>{% endblock %}')
    with translation.override("ar"):
        html = page.render(Context())
    assert '<html lang="ar" dir="rtl">' in html
    assert "/assets/network/css/network.css" in html
    assert "Stranger" in html
    assert "<p>Here</p>" in html


def test_document_can_be_a_hosts_own():
    """A base of the host's whose blocks have the same names as the pages' own."""
    templates = {
        "base.html": "<title>{% block title %}{% endblock %}</title>{% block extra_head %}"
        "{% endblock %}{% block body %}Host{% block content %}{% endblock %}{% endblock %}",
        "network/base.html": '{% extends "base.html" %}{% block extra_head %}'
        '{% include "network/components/stylesheet.html" %}{% endblock %}',
        "shell.html": '{% extends "network/base.html" %}{% block body %}'
        "<main>{% block content %}{% endblock %}</main>{% endblock %}",
        "page.html": '{% extends "shell.html" %}{% block title %}Page{% endblock %}'
        "{% block content %}Text{% endblock %}",
        f"{COMPONENTS}/stylesheet.html": "<link>",
    }
    engine = Engine(loaders=[("django.template.loaders.locmem.Loader", templates)])
    html = engine.get_template("page.html").render(Context())
    assert html == "<title>Page</title><link><main>Text</main>"


@pytest.mark.parametrize(("language", "direction"), [("en", "ltr"), ("ar", "rtl")])
def test_mail_is_read_from_its_languages_side(language, direction):
    context = {
        "language": language,
        "dir": direction,
        "site_name": "Stranger",
        "base_url": "https://stranger.example",
        "preferences_url": "https://stranger.example/p/",
    }
    html = render_to_string("network/emails/base.html", context)
    assert f'<html lang="{language}" dir="{direction}">' in html
    assert "https://stranger.example/p/" in html
    assert "https://stranger.example/p/" in render_to_string("network/emails/base.txt", context)


def written(tag, when):
    template = Template(f"{{% load network_dates %}}{{% {tag} when %}}")
    return template.render(Context({"when": when}))


LATE = datetime.datetime(2026, 3, 31, 23, 30, tzinfo=datetime.UTC)


def test_day_is_the_readers_and_its_words_are_of_their_language():
    with timezone.override("Asia/Tokyo"):
        for _ in range(2):  # The second time from memory.
            with translation.override("en"):
                assert written("day", LATE) == (
                    '<time datetime="2026-04-01T08:30:00+09:00">April 1, 2026</time>'
                )
            with translation.override("ar"):
                assert "2026-04-01T08:30:00+09:00" in written("day", LATE)
                assert "April" not in written("day", LATE)
    with timezone.override("UTC"), translation.override("en"):
        assert ">March 31, 2026<" in written("day", LATE)


def test_day_of_a_date_has_no_time():
    with translation.override("en"):
        day = written("day", datetime.date(2026, 3, 31))
    assert day == '<time datetime="2026-03-31">March 31, 2026</time>'


def test_moment_has_its_time():
    with timezone.override("Asia/Tokyo"), translation.override("en"):
        moment = written("moment", LATE)
    assert moment == '<time datetime="2026-04-01T08:30:00+09:00">April 1, 2026, 8:30 a.m.</time>'


@pytest.mark.parametrize("tag", ["day", "moment"])
def test_what_never_happened_is_not_written(tag):
    assert written(tag, None) == written(tag, "") == ""
