"""Addresses that last: redirects when a page moves, and the report of links that lead nowhere."""

from urllib.parse import unquote

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from wagtail.documents import get_document_model
from wagtail.models import Page

from home.broken_links import broken_links
from noress.accounts.models import User
from tests.signing_in import sign_in as sign_in_as


@pytest.fixture
def editor():
    return User.objects.get(email="redaction@noress.example")


def found(user, page):
    return [
        (link.target, str(link.reason)) for link in broken_links(user) if link.page.pk == page.pk
    ]


def link(page):
    return f'<p><a linktype="page" id="{page.pk}">Voir</a></p>'


# Redirects


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_moved_page_is_found_at_its_old_address(client, home, home_ar, add_page, language):
    parent = home if language == "fr" else home_ar
    title = "Une page" if language == "fr" else "صفحة واحدة"
    page = add_page(parent, title)
    below = add_page(page, title)
    old = {one.pk: one.url for one in (page, below)}
    section = parent.get_children().live().exclude(pk=page.pk).first()
    page.move(section, pos="last-child")
    for pk, url in old.items():
        answer = client.get(url)
        assert answer.status_code == 301, url
        assert answer["Location"] == Page.objects.get(pk=pk).url


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_renamed_page_is_found_at_its_old_address(
    client, home, home_ar, add_page, language, django_capture_on_commit_callbacks
):
    page = add_page(home if language == "fr" else home_ar, "صفحة" if language == "ar" else "Page")
    old = page.url
    page.slug = "عنوان-آخر" if language == "ar" else "autre-adresse"
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision().publish()
    answer = client.get(old)
    assert answer.status_code == 301
    assert unquote(answer["Location"]).endswith(f"/{page.slug}/")
    assert client.get(answer["Location"]).status_code == 200


def test_old_address_keeps_its_question(client, home, add_page):
    page = add_page(home, "Page")
    page.move(home.get_children().get(slug="reseau"), pos="last-child")
    assert client.get("/fr/page/?utm_source=lettre").status_code == 301


# Broken links


def test_pages_of_the_demonstration_have_no_broken_link(editor):
    assert broken_links(editor) == []


def test_report_names_links_to_what_is_no_longer_public(editor, home, add_page, restrict):
    target = add_page(home, "Cible")
    page = add_page(home, "Page", body=[("text", link(target))])
    assert found(editor, page) == []
    restrict(target)
    [(title, private)] = found(editor, page)
    target.view_restrictions.all().delete()
    target.unpublish()
    [(_title, draft)] = found(editor, page)
    key = target.pk
    target.delete()
    [(number, gone)] = found(editor, page)
    assert (title, number) == ("Cible", f"#{key}")
    assert len({private, draft, gone}) == 3


def test_link_to_a_draft_whose_translation_is_public_is_not_broken(editor, home, home_ar, add_page):
    target = add_page(home, "Cible", live=False)
    add_page(home_ar, "هدف", translation_key=target.translation_key)
    page = add_page(home_ar, "صفحة", body=[("text", link(target))])
    assert found(editor, page) == []


def test_report_names_links_to_documents_that_are_gone(editor, home, add_page):
    document = get_document_model().objects.create(
        title="Statuts", file=ContentFile(b"%PDF-1.4", "statuts.pdf")
    )
    text = f'<p><a linktype="document" id="{document.pk}">Lire</a></p>'
    page = add_page(home, "Page", body=[("text", text)])
    assert found(editor, page) == []
    key = document.pk
    document.delete()
    assert [target for target, _reason in found(editor, page)] == [f"#{key}"]


@pytest.mark.parametrize(
    ("address", "broken"),
    [
        ("/fr/contact/", False),
        ("/fr/contact", False),
        ("http://localhost", False),
        ("/ar", False),
        ("//[x", True),
        ("/fr/", False),
        ("/fr/search/?q=miel", False),
        ("http://localhost/fr/contact/#plan", False),
        ("/ar/اتصل-بنا/", False),
        ("/ar/search/?q=miel", False),
        ("/ar/news.rss", False),
        ("http://[x/", True),
        ("/fr/nulle-part/", True),
        ("http://localhost/ar/nulle-part/", True),
        ("/nulle-part/", True),
        ("https://example.org/fr/nulle-part/", False),
    ],
)
def test_report_tries_addresses_typed_by_hand(editor, home, add_page, address, broken):
    text = f'<p><a href="{address}">Voir</a></p>'
    page = add_page(home, "Page", body=[("text", text)])
    assert [target for target, _reason in found(editor, page)] == [address] * broken


def test_drafts_are_not_in_the_report(editor, home, add_page):
    target = add_page(home, "Cible", live=False)
    page = add_page(home, "Page", live=False, body=[("text", link(target))])
    assert found(editor, page) == []


def test_report_costs_the_same_with_one_page_and_with_thirty(
    editor, home, add_page, django_assert_num_queries
):
    target = add_page(home, "Cible", live=False)
    add_page(home, "Page", body=[("text", link(target))])
    broken_links(editor)  # Content types are read once for all.
    with django_assert_num_queries(16) as captured:
        broken_links(User.objects.get(pk=editor.pk))
    for n in range(30):
        add_page(home, f"Page {n}", body=[("text", link(target))])
    with django_assert_num_queries(len(captured)):
        assert len(broken_links(User.objects.get(pk=editor.pk))) == 31


def test_report_opens_for_editors_and_nobody_else(client, editor, home, add_page):
    target = add_page(home, "Cible", live=False)
    add_page(home, "Page au lien brisé", body=[("text", link(target))])
    url = reverse("broken_links")
    sign_in_as(client, User.objects.create_user("etranger@noress.example"))
    assert client.get(url).status_code == 302
    sign_in_as(client, editor)
    assert "Page au lien brisé" in client.get(url).content.decode()
    assert url in client.get(reverse("wagtailadmin_home")).content.decode()
