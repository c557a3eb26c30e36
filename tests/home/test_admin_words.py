"""
The words of Django, Wagtail and wagtail-localize in the admin: each has its Arabic and its French.

An upgrade that brings new texts fails here; `locale/overrides` is where they are translated.
"""

import json
import re
from datetime import timedelta
from pathlib import Path

import django
import polib
import pytest
from django.apps import apps
from django.contrib.humanize.templatetags.humanize import naturaltime
from django.utils import timezone
from django.utils.translation import gettext, ngettext, npgettext, override, pgettext

ARABIC = re.compile("[\u0621-\u064a]")
PLACEHOLDER = re.compile(r"%\(\w+\)[sdr]|%[sd]|\{\w*\}")
FOLDERS = [Path(django.__file__).parent / "conf"] + [
    Path(app.path) for app in apps.get_app_configs() if "site-packages" in app.path
]
ENGLISH = {
    domain: [path for path in paths if path.exists()]
    for domain in ("django", "djangojs")
    for paths in [[f / "locale" / "en" / "LC_MESSAGES" / f"{domain}.po" for f in FOLDERS]]
}
# Names that stay in Latin letters.
SAME_IN_ARABIC = {"IPv4", "IPv6"}
# Figures that say an order have letters after them in English (1st), and none in Arabic.
ORDINAL = "ordinal "


def texts(domain, room=""):
    """What the libraries, or one of them, say in English, without what has no word in it."""
    return [
        entry
        for path in ENGLISH[domain]
        if room in ("", path.parents[3].name)
        for entry in polib.pofile(str(path))
        if not entry.obsolete and re.search("[A-Za-z]", PLACEHOLDER.sub("", entry.msgid))
    ]


def said(entry):
    """How gettext says it now: once, or for one thing, for two, for three and for eleven."""
    counts = (1, 2, 3, 11, 100)
    context, text, many = entry.msgctxt, entry.msgid, entry.msgid_plural
    if many and context:
        return [npgettext(context, text, many, count) for count in counts]
    if many:
        return [ngettext(text, many, count) for count in counts]
    return [pgettext(context, text) if context else gettext(text)]


@pytest.mark.once
def test_english_catalogues_are_found():
    assert {"conf", "wagtail", "admin", "images", "wagtail_localize", "locales"} <= {
        path.parents[3].name for path in ENGLISH["django"]
    }
    assert {path.parents[3].name for path in ENGLISH["djangojs"]} == {"admin", "wagtail_localize"}


@pytest.mark.once
def test_every_text_of_the_libraries_has_its_arabic():
    with override("ar"):
        missing = [
            entry.msgid
            for entry in texts("django")
            if entry.msgid not in SAME_IN_ARABIC
            and not (entry.msgctxt or "").startswith(ORDINAL)
            and not all(ARABIC.search(text) for text in said(entry))
        ]
    assert missing == []


@pytest.mark.once
def test_every_text_of_the_libraries_has_its_french():
    # The same word in both, where a French catalogue says so.
    known = set()
    for path in ENGLISH["django"]:
        french = path.parents[2] / "fr" / "LC_MESSAGES" / "django.po"
        if french.exists():
            known |= {e.msgid for e in polib.pofile(str(french)) if e.translated()}
    with override("fr"):
        missing = [
            entry.msgid
            for entry in texts("django")
            if entry.msgid not in known and said(entry)[0] == entry.msgid
        ]
    assert missing == []


def script_catalogue(client, path):
    """The texts that a JavaScript catalogue hands to the browser."""
    script = client.get(path).content.decode()
    found = re.search(r"const newcatalog = (\{.*?\});\n", script, re.DOTALL)
    return json.loads(found[1])


@pytest.mark.parametrize(
    ("path", "room"),
    [("/admin/jsi18n/", "admin"), ("/admin/localize/jsi18n/", "wagtail_localize")],
)
@pytest.mark.parametrize(("language", "word"), [("fr", "Enregistrer"), ("ar", "حفظ")])
def test_every_text_of_the_scripts_reaches_the_browser(sign_in, path, room, language, word):
    client = sign_in("redaction@noress.example", language)
    catalogue = script_catalogue(client, path)
    assert catalogue["Save"] == word
    missing = []
    for entry in texts("djangojs", room):
        forms = catalogue.get(entry.msgid, "")
        forms = forms if isinstance(forms, list) else [forms]
        if not all(forms) or (language == "ar" and not all(map(ARABIC.search, forms))):
            missing.append(entry.msgid)
    assert missing == []


def test_scripts_texts_of_our_own_are_in_both_languages(sign_in):
    for language, text in (("fr", "De %(source)s"), ("ar", "من %(source)s")):
        client = sign_in("redaction@noress.example", language)
        catalogue = script_catalogue(client, "/admin/localize/jsi18n/")
        assert catalogue["From %(source)s to %(target)s"].startswith(text)


@pytest.mark.parametrize(("language", "ago"), [("fr", "il y a"), ("ar", "منذ")])
def test_times_gone_by_are_told_in_the_admins_language(language, ago):
    with override(language):
        assert naturaltime(timezone.now() - timedelta(minutes=5)).startswith(ago)
