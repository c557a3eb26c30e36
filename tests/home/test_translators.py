"""The translators' screens in the admin, by permission and in both languages."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test.client import BOUNDARY, MULTIPART_CONTENT, Client, encode_multipart
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page
from wagtail.test.utils.form_data import nested_form_data, streamfield
from wagtail.users.models import UserProfile
from wagtail_localize.models import (
    OverridableSegment,
    StringSegment,
    StringTranslation,
    Translation,
)

from home.translation import operations
from noress.accounts.models import User
from tests.signing_in import sign_in as sign_in_as

EDITOR, COORDINATOR = "redaction@noress.example", "coordination@noress.example"


@pytest.fixture
def page(add_page, home):
    page = add_page(home, "Une page", slug="une-page", summary="Une phrase.")
    page.save_revision().publish()
    return page


@pytest.fixture
def translation(page, translate):
    """A translation that wants nothing more."""
    return translate(page)


def edit_url(page):
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


@pytest.mark.parametrize("language", ["fr", "ar"])
@pytest.mark.parametrize("email", [EDITOR, COORDINATOR])
def test_report_and_dashboard_offer_one_click_to_translate(
    client, sign_in, page, arabic, email, language
):
    sign_in(email, language)
    for url in (reverse("translations"), reverse("wagtailadmin_home")):
        html = BeautifulSoup(client.get(url).content, "html.parser")
        assert html.html["lang"] == language
        row = next(row for row in html.select(".translations tbody tr") if "Une page" in row.text)
        form = row.find("form", method="post")
        assert form["action"] == reverse("translation_begin", args=[page.pk])
        assert form.find("input", attrs={"name": "csrfmiddlewaretoken"})
    answer = client.post(reverse("translation_begin", args=[page.pk]))
    assert answer["Location"] == edit_url(page.get_translation(arabic))


def test_report_filters_by_state_and_owner(client, sign_in, page):
    sign_in(EDITOR, "fr")
    page.owner = User.objects.get(email=EDITOR)
    page.save()
    url = reverse("translations")
    assert [row.pk for row in client.get(url, {"state": "missing"}).context["pages"]] == [page.pk]
    assert [row.pk for row in client.get(url, {"owner": "me"}).context["pages"]] == [page.pk]
    assert not client.get(url, {"state": "stale"}).context["pages"]


def test_who_writes_no_page_sees_no_translations(client, page):
    sign_in_as(client, User.objects.create_user("etranger@noress.example"))
    for url in (
        reverse("translations"),
        reverse("translations_results"),
        reverse("both_languages", args=[page.pk]),
        reverse("both_languages_draft", args=[page.pk]),
        reverse("translation_begin", args=[page.pk]),
    ):
        answer = client.get(url)
        assert answer.status_code == 302, url
        assert "Une page" not in answer.content.decode()


def test_localize_s_own_report_gives_way_to_ours(client, sign_in):
    sign_in(EDITOR, "fr")
    answer = client.get(reverse("wagtail_localize:translations_report"))
    assert answer["Location"] == reverse("translations")
    html = client.get(reverse("wagtailadmin_home")).content.decode()
    assert reverse("wagtail_localize:translations_report") not in html


def test_update_by_localize_publishes_nothing(client, sign_in, page, translation):
    sign_in(COORDINATOR, "fr")
    page.summary = "Une autre phrase."
    page.save_revision().publish()
    client.post(
        reverse("wagtail_localize:update_translations", args=[translation.source_id]),
        {"publish_translations": "on"},
    )
    assert not translation.get_target_instance().live


@pytest.mark.parametrize("action", ["convert", "stop"])
def test_editor_throws_no_public_translation_away(client, sign_in, translation, action):
    coordinator = User.objects.get(email=COORDINATOR)
    target = operations.publish(translation, by=coordinator)
    urls = {
        "convert": reverse("wagtail_localize:convert_to_alias", args=[target.pk]),
        "stop": reverse("wagtail_localize:stop_translation", args=[translation.pk]),
    }
    sign_in(EDITOR, "fr")
    assert client.post(urls[action]).status_code == 302
    assert Page.objects.get(pk=target.pk).live
    assert Translation.objects.get(pk=translation.pk).enabled


def test_coordinator_publishes_in_localize_s_editor(client, sign_in, translation):
    sign_in(COORDINATOR, "fr")
    target = translation.get_target_instance()
    client.post(edit_url(target), {"action": "publish"})
    target = translation.get_target_instance()
    assert target.live
    assert client.get(target.url).status_code == 200
    assert target.slug.startswith("نص")


def test_editor_may_not_publish_in_localize_s_editor(client, sign_in, translation):
    sign_in(EDITOR, "fr")
    target = translation.get_target_instance()
    client.post(edit_url(target), {"action": "publish"})
    assert not translation.get_target_instance().live


def test_coordinator_is_told_what_is_left(client, sign_in, translation):
    StringTranslation.objects.last().delete()
    sign_in(COORDINATOR, "fr")
    url = edit_url(translation.get_target_instance())
    answer = client.post(url, {"action": "publish"}, follow=True)
    [message] = answer.context["messages"]
    left = "Textes restants\N{NO-BREAK SPACE}: 1."
    assert str(message).strip() == f"Tout n’est pas encore traduit. {left}"
    assert not translation.get_target_instance().live


def test_bulk_publishing_passes_over_no_text_left(client, sign_in, translation):
    StringTranslation.objects.last().delete()
    sign_in(COORDINATOR, "fr")
    target = translation.get_target_instance()
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    client.post(f"{bulk}?id={target.pk}", {"include_descendants": ""})
    assert not translation.get_target_instance().live
    home_ar = target.get_parent()
    client.post(f"{bulk}?id={home_ar.pk}", {"include_descendants": "on"})
    assert not translation.get_target_instance().live


def test_bulk_publishing_publishes_no_draft_from_before_its_translation(
    client, sign_in, translation
):
    target = translation.get_target_instance()
    assert target.title == "Une page"  # The draft is as French as when it was begun.
    sign_in(COORDINATOR, "fr")
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    client.post(f"{bulk}?id={target.pk}", {"include_descendants": ""})
    assert not translation.get_target_instance().live


def test_copy_among_the_pages_of_another_language_is_refused(client, sign_in, page, home_ar):
    sign_in(COORDINATOR, "fr")
    before = home_ar.get_children().count()
    client.post(
        reverse("wagtailadmin_pages:copy", args=[page.pk]),
        {
            "new_title": "Copie",
            "new_slug": "copie",
            "new_parent_page": home_ar.pk,
            "publish_copies": "on",
        },
    )
    assert home_ar.get_children().count() == before


def test_page_with_french_left_is_not_copied(client, sign_in, page, translation, home_ar):
    target = translation.get_target_instance()
    sign_in(COORDINATOR, "fr")
    data = {"new_title": "نسخة", "new_slug": "نسخة", "new_parent_page": home_ar.pk}
    above, url = (reverse("wagtailadmin_pages:copy", args=[one.pk]) for one in (home_ar, target))
    before = Page.objects.count()
    for method, address, fields in (
        (client.get, url, {}),
        (client.post, url, data),
        (client.post, above, data | {"new_parent_page": 1, "copy_subpages": "on"}),
    ):
        [message] = method(address, fields, follow=True).context["messages"]
        assert "“نص 1”" in str(message)
    assert Page.objects.count() == before
    operations.publish(translation, by=User.objects.get(email=COORDINATOR))
    client.post(url, data)
    assert Page.objects.count() == before + 1


def test_public_page_is_locked_whatever_translators_do_to_a_text(client, sign_in, page, arabic):
    sign_in(COORDINATOR, "fr")
    operations.begin(page, arabic, by=User.objects.get(email=COORDINATOR))
    translation = Translation.objects.get(source__object_id=page.translation_key)
    for segment in StringSegment.objects.filter(source=translation.source):
        StringTranslation.objects.create(
            translation_of=segment.string,
            context=segment.context,
            locale=arabic,
            data=segment.string.data,
        )
    target = operations.publish(translation, by=User.objects.get(email=COORDINATOR))
    StringTranslation.objects.filter(locale=arabic, translation_of__data=page.title).delete()
    url = reverse("wagtailadmin_pages:lock", args=[target.pk])
    assert client.post(url).status_code == 302
    assert Page.objects.get(pk=target.pk).locked


# Moderation


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_editor_submits_and_the_coordination_approves(
    client, sign_in, translation, mailoutbox, language
):
    UserProfile.objects.update_or_create(
        user=User.objects.get(email=COORDINATOR),
        defaults={"preferred_language": language},
    )
    sign_in(EDITOR, "fr")
    target = translation.get_target_instance()
    assert reverse("translation_submit", args=[translation.pk]) in (
        client.get(edit_url(target)).content.decode()
    )
    client.post(reverse("translation_submit", args=[translation.pk]))
    assert not translation.get_target_instance().live
    [mail] = mailoutbox
    assert mail.to == [COORDINATOR]
    review = reverse("both_languages", args=[target.pk])
    assert review in mail.body
    assert EDITOR in mail.body
    assert ("هيئة التنسيق" in mail.body) == (language == "ar")

    sign_in(COORDINATOR, language)
    frames = BeautifulSoup(client.get(review).content, "html.parser").find_all("iframe")
    assert len(frames) == 2
    for frame in frames:
        answer = client.get(frame["src"])
        assert answer.status_code == 200
        assert answer["X-Frame-Options"] == "SAMEORIGIN"
    client.post(review, {"answer": "approve"})
    target = translation.get_target_instance()
    assert target.live
    assert client.get(target.url).status_code == 200
    assert mailoutbox[1].to == [EDITOR]


def test_coordination_reads_what_it_approves(client, sign_in, translation, arabic):
    operations.submit(translation, by=User.objects.get(email=EDITOR))
    StringTranslation.objects.filter(locale=arabic, data__startswith="نص").update(data="نص آخر")
    sign_in(COORDINATOR, "fr")
    target = translation.get_target_instance()
    shown = client.get(reverse("both_languages_draft", args=[target.pk])).content.decode()
    assert "نص 1" in shown
    assert "نص آخر" not in shown


def test_coordination_sends_back_with_a_remark(client, sign_in, translation, mailoutbox):
    sign_in(EDITOR, "ar")
    operations.submit(translation, by=User.objects.get(email=EDITOR))
    sign_in(COORDINATOR, "fr")
    target = translation.get_target_instance()
    review = reverse("both_languages", args=[target.pk])
    without = client.post(review, {"answer": "reject", "remark": " "})
    assert without.status_code == 200
    assert "remark" in without.context["form"].errors
    client.post(review, {"answer": "reject", "remark": "Relire le titre."})
    assert not translation.get_target_instance().live
    mail = mailoutbox[-1]
    assert mail.to == [EDITOR]
    assert "Relire le titre." in mail.body
    assert "التنسيق" in mail.body
    # Who has not read the mail reads it where the page is changed.
    sign_in(EDITOR, "ar")
    html = BeautifulSoup(client.get(edit_url(target)).content, "html.parser")
    assert "Relire le titre." in html.select_one(".messages .warning").text


def test_editor_does_not_answer_their_own_submission(client, sign_in, translation):
    sign_in(EDITOR, "fr")
    operations.submit(translation, by=User.objects.get(email=EDITOR))
    target = translation.get_target_instance()
    review = reverse("both_languages", args=[target.pk])
    assert client.post(review, {"answer": "approve"}).status_code == 302
    assert not translation.get_target_instance().live


def test_translation_whose_french_is_withdrawn_is_not_approved(client, sign_in, page, translation):
    operations.submit(translation, by=User.objects.get(email=EDITOR))
    page.unpublish()
    sign_in(COORDINATOR, "fr")
    target = translation.get_target_instance()
    answer = client.post(reverse("both_languages", args=[target.pk]), {"answer": "approve"})
    assert "Publiez ou programmez d’abord" in answer.content.decode()
    assert translation.get_target_instance().workflow_in_progress


def test_stopped_translation_is_not_published_with_french_in_it(client, sign_in, page, arabic):
    sign_in(COORDINATOR, "fr")
    client.post(reverse("translation_begin", args=[page.pk]))
    translation = Translation.objects.get(source__object_id=page.translation_key)
    client.post(reverse("wagtail_localize:stop_translation", args=[translation.pk]))
    target = page.get_translation(arabic)
    data = nested_form_data(
        {
            "title": "صفحة",
            "slug": "صفحة",
            "summary": page.summary,
            "go_live_at": "",
            "expire_at": "",
            "body": streamfield([]),
            "comments": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0},
            "action-publish": "1",
        }
    )
    answer = client.post(edit_url(target), data)
    assert answer.status_code == 200
    assert "Une phrase." in str(answer.context["form"].errors)
    assert not Page.objects.get(pk=target.pk).live
    assert client.post(edit_url(target), data | {"summary": "جملة"}).status_code == 302
    assert Page.objects.get(pk=target.pk).live


def test_translation_is_submitted_once(client, sign_in, translation, mailoutbox):
    sign_in(EDITOR, "fr")
    for _ in range(2):
        client.post(reverse("translation_submit", args=[translation.pk]))
    assert len(mailoutbox) == 1


# Text by text


def edit_string_url(translation):
    segment = StringSegment.objects.filter(source=translation.source).first()
    return reverse("wagtail_localize:edit_string_translation", args=[translation.pk, segment.pk])


def edit_override_url(translation):
    segment = OverridableSegment.objects.filter(source=translation.source).first()
    return reverse("wagtail_localize:edit_override", args=[translation.pk, segment.pk])


def put(client, url, **data):
    body = encode_multipart(BOUNDARY, data)
    return client.put(url, body, content_type=MULTIPART_CONTENT)


def test_text_and_chosen_value_are_kept(client, sign_in, home, home_ar):
    sign_in(COORDINATOR, "fr")
    translation = Translation.objects.get(source__object_id=home.translation_key)
    assert put(client, edit_string_url(translation), value="نص جديد").json()["data"] == "نص جديد"
    assert put(client, edit_override_url(translation), value=home_ar.pk).json()["data"]


@pytest.mark.parametrize("url_of", [edit_string_url, edit_override_url])
def test_request_without_a_value_is_a_bad_one(client, sign_in, home, url_of):
    sign_in(COORDINATOR, "fr")
    url = url_of(Translation.objects.get(source__object_id=home.translation_key))
    assert put(client, url).status_code == 400
    assert put(client, url, valeur="x").status_code == 400


def test_text_that_somebody_else_has_written_meanwhile_is_not_lost(client, sign_in, translation):
    url = edit_string_url(translation)
    other = Client()
    sign_in_as(other, User.objects.get(email=EDITOR))
    sign_in(COORDINATOR, "fr")
    for one in (client, other):
        one.get(edit_url(translation.get_target_instance()))
    assert not put(other, url, value="نص هي").json()["error"]
    assert not put(other, url, value="نصها").json()["error"]  # One's own are no news.
    assert client.delete(url).status_code == 409
    refused = put(client, url, value="نصه").json()
    assert "نصها" in refused["error"]
    assert refused["data"] == "نصه"  # The editor goes on showing what was typed.
    assert StringTranslation.objects.filter(data="نصها").exists()
    assert not put(client, url, value="نصه").json()["error"]
    assert StringTranslation.objects.filter(data="نصه").exists()
    assert "نصه" in put(other, url, value="نصها").json()["error"]
    # Who opens the editor again has seen it.
    other.get(edit_url(translation.get_target_instance()))
    assert other.delete(url).status_code == 200


def test_stranger_is_not_told_what_others_write(client, sign_in, translation):
    url = edit_string_url(translation)
    sign_in(EDITOR, "fr")
    client.get(edit_url(translation.get_target_instance()))
    StringTranslation.objects.all().update(updated_at=timezone.now())
    editor = User.objects.get(email=EDITOR)
    editor.groups.clear()
    editor.user_permissions.add(Permission.objects.get(codename="access_admin"))
    answer = put(client, url, value="x")
    assert answer.status_code == 403
    assert "نص" not in answer.content.decode()


# PO files


def test_po_file_goes_out_and_comes_back(client, sign_in, translation):
    sign_in(EDITOR, "fr")
    url = reverse("wagtail_localize:download_pofile", args=[translation.pk])
    po = client.get(url).content.decode()
    assert "Une phrase." in po
    file = SimpleUploadedFile("ar.po", po.replace("نص 1", "نص آخر").encode())
    client.post(
        reverse("wagtail_localize:upload_pofile", args=[translation.pk]),
        {"file": file, "next": reverse("translations")},
    )
    assert StringTranslation.objects.filter(data="نص آخر").exists()


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"not a po file", b'msgid "x'])
def test_broken_po_file_is_refused_with_a_sentence(client, sign_in, translation, content):
    sign_in(EDITOR, "fr")
    answer = client.post(
        reverse("wagtail_localize:upload_pofile", args=[translation.pk]),
        {"file": SimpleUploadedFile("ar.po", content), "next": reverse("translations")},
        follow=True,
    )
    assert answer.status_code == 200
    assert [message.level_tag for message in answer.context["messages"]] == ["error"]
