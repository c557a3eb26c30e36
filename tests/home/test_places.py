"""No page lies deeper in the tree than visibility looks for what covers it."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import override
from wagtail.models import Page
from wagtail.test.utils.form_data import nested_form_data, streamfield

from home.places import TOO_DEEP
from home.visibility import LEVELS


@pytest.fixture
def line(home, add_page):
    """Pages one below the other, down to the last that may be."""
    pages = [home]
    while pages[-1].depth < LEVELS:
        pages.append(add_page(pages[-1], f"Niveau {len(pages)}", slug="a"))
    return pages[1:]


@pytest.fixture
def coordinator(sign_in):
    return sign_in("coordination@noress.example", "fr")


def said(answer):
    return [str(message).strip() for message in answer.context["messages"]]


def deepest():
    return Page.objects.order_by("depth").last().depth


def test_deepest_page_is_served_and_covered(client, line, restrict):
    assert client.get(line[-1].url).status_code == 200
    assert "Niveau" in client.get("/fr/search/?q=niveau").content.decode()
    restrict(line[0])
    assert client.get(line[-1].url).status_code == 302
    assert "Niveau" not in client.get("/fr/search/?q=niveau").content.decode()


def test_code_adds_no_page_deeper(line, add_page):
    with pytest.raises(ValidationError):
        add_page(line[-1], "Trop bas")
    assert deepest() == LEVELS


def test_code_copies_and_moves_no_page_deeper(home, line, add_page):
    page = add_page(home, "Une page", slug="b")
    add_page(page, "Dessous")
    with pytest.raises(ValidationError):
        page.copy(to=line[-1], update_attrs={"slug": "c"})
    with pytest.raises(ValidationError):
        page.move(line[-2], pos="last-child")
    page.refresh_from_db()
    assert page.depth == home.depth + 1
    page.move(line[-3], pos="last-child")
    assert deepest() == LEVELS


def test_form_of_a_page_too_deep_says_so(coordinator, line):
    url = reverse("wagtailadmin_pages:add", args=["home", "standardpage", line[-1].pk])
    data = nested_form_data(
        {
            "title": "Trop bas",
            "slug": "trop-bas",
            "summary": "",
            "body": streamfield([]),
            "comments": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0},
        }
    )
    answer = coordinator.post(url, data)
    with override("fr"):
        assert answer.context["form"].non_field_errors() == [TOO_DEEP]
    assert deepest() == LEVELS
    above = reverse("wagtailadmin_pages:add", args=["home", "standardpage", line[-2].pk])
    assert coordinator.post(above, data).status_code == 302


def test_moving_and_copying_too_deep_is_refused_with_a_sentence(coordinator, home, line, add_page):
    page = add_page(home, "Une page", slug="b")
    add_page(page, "Dessous")
    target = line[-2]
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "move"])
    copy = {"new_title": "Copie", "new_slug": "c", "new_parent_page": target.pk}
    for url, data in (
        (reverse("wagtailadmin_pages:move_confirm", args=[page.pk, target.pk]), {}),
        (f"{bulk}?id={page.pk}&next=/admin/pages/", {"chooser": target.pk}),
        (reverse("wagtailadmin_pages:copy", args=[page.pk]), copy | {"copy_subpages": "on"}),
        (
            reverse("wagtailadmin_pages:copy", args=[page.pk]),
            copy | {"new_parent_page": line[-1].pk},
        ),
    ):
        [message] = said(coordinator.post(url, data, follow=True))
        with override("fr"):
            assert message == TOO_DEEP, url
    assert deepest() == LEVELS
    assert Page.objects.get(pk=page.pk).get_parent() == home.page_ptr
    assert not Page.objects.filter(slug="c").exists()
    coordinator.post(reverse("wagtailadmin_pages:copy", args=[page.pk]), copy)
    assert Page.objects.get(slug="c").depth == LEVELS
