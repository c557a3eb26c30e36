"""The project's own tools in `bin/`: what they let pass and what they do not."""

import importlib.util
import shutil
from pathlib import Path

import polib
import pytest
from django.conf import settings

pytestmark = pytest.mark.once


def tool(name):
    path = Path(settings.BASE_DIR) / "bin" / f"{name}.py"
    spec = importlib.util.spec_from_file_location(name, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


# Catalogues


@pytest.fixture
def catalogues(tmp_path, monkeypatch):
    """The tool, on a project with two texts in the site and one in the plugin."""
    module = tool("catalogues")
    monkeypatch.setattr(module, "PROJECT", tmp_path)
    (tmp_path / "network").mkdir()
    (tmp_path / "home.py").write_text(
        "from django.utils.translation import gettext, ngettext\n"
        "gettext('Hello %(name)s')\n"
        "ngettext('one page', '%(number)s pages', 2)\n"
    )
    (tmp_path / "network" / "page.html").write_text('{% load i18n %}{% translate "Network" %}')
    return module


def translate(module):
    """Translate every catalogue, as a person would, and compile."""
    module.update()
    for path in module.PROJECT.rglob("django.po"):
        catalogue = polib.pofile(str(path), wrapwidth=0)
        for entry in catalogue:
            entry.msgstr = "" if entry.msgid_plural else entry.msgid
            entry.msgstr_plural = dict.fromkeys(entry.msgstr_plural, "%(number)s")
        catalogue.save()
    module.update()


def spoil(module, change):
    """Change one catalogue's entry for the text with a placeholder; compile it."""
    path = module.catalogue(module.SITE, "ar")
    catalogue = polib.pofile(str(path), wrapwidth=0)
    change(catalogue.find("Hello %(name)s"))
    catalogue.save()
    path.with_suffix(".mo").write_bytes(module.compiled(path))


def test_complete_catalogues_pass_and_stay_the_same(catalogues):
    translate(catalogues)
    assert catalogues.check() == 0
    before = {path: path.read_bytes() for path in catalogues.PROJECT.rglob("django.*o")}
    assert len(before) == 8
    catalogues.update()
    assert {path: path.read_bytes() for path in catalogues.PROJECT.rglob("django.*o")} == before


def test_texts_go_to_their_own_catalogue(catalogues):
    catalogues.update()
    site = polib.pofile(str(catalogues.catalogue(catalogues.SITE, "fr")))
    plugin = polib.pofile(str(catalogues.catalogue(catalogues.PLUGIN, "fr")))
    assert [entry.msgid for entry in site] == ["Hello %(name)s", "one page"]
    assert [entry.msgid for entry in plugin] == ["Network"]


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (lambda entry: setattr(entry, "msgstr", ""), "untranslated: 'Hello %(name)s'"),
        (lambda entry: entry.flags.append("fuzzy"), "fuzzy: 'Hello %(name)s'"),
        (lambda entry: setattr(entry, "msgstr", "Hello %(nom)s"), "'name' doesn't exist"),
        (lambda entry: setattr(entry, "msgid", "Bye"), "in no source: 'Bye'"),
        (lambda entry: setattr(entry, "msgid", "Bye"), "not in it: 'Hello %(name)s'"),
    ],
)
def test_faulty_catalogue_fails(catalogues, capsys, change, complaint):
    translate(catalogues)
    spoil(catalogues, change)
    assert catalogues.check() == 1
    assert complaint in capsys.readouterr().out


def test_catalogue_that_is_not_compiled_fails(catalogues, capsys):
    translate(catalogues)
    shutil.copy(
        catalogues.catalogue(catalogues.PLUGIN, "ar").with_suffix(".mo"),
        catalogues.catalogue(catalogues.SITE, "ar").with_suffix(".mo"),
    )
    assert catalogues.check() == 1
    assert "locale/ar/LC_MESSAGES/django.po: its .mo is not compiled from it" in (
        capsys.readouterr().out
    )


# The summary of `make test`


@pytest.fixture
def report(tmp_path):
    """Write a report of pytest's, with these cases."""

    def report(name, *cases):
        path = tmp_path / f"{len(list(tmp_path.iterdir()))}.xml"
        path.write_text(
            f'<testsuites><testsuite name="{name}">'
            + "".join(f"<testcase>{case}</testcase>" for case in cases)
            + "</testsuite></testsuites>"
        )
        return str(path)

    return report


def test_summary_counts_and_says_what_did_not_run(report, capsys):
    reports = [
        report("site on SQLite", "", "", '<skipped message="no such address"/>'),
        report("plugin on SQLite", ""),
    ]
    assert tool("summary").main(reports) == 0
    assert capsys.readouterr().out.splitlines() == [
        "site on SQLite: 2 passed, 0 failed, 1 skipped",
        "plugin on SQLite: 1 passed, 0 failed, 0 skipped",
        "skipped 1 × site on SQLite: no such address",
        "3 passed, 0 failed, 1 skipped",
    ]


@pytest.mark.parametrize("cases", [("", "<failure/>"), ("", "<error/>"), ()])
def test_summary_fails_with_a_failure_or_without_a_test(report, capsys, cases):
    assert tool("summary").main([report("site", *cases)]) == 1


def test_summary_fails_without_reports(tmp_path, capsys):
    assert tool("summary").main([str(tmp_path / "*.xml")]) == 1
    assert capsys.readouterr().out == "0 passed, 0 failed, 0 skipped\n"
