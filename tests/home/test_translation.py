"""French pages and their Arabic: what is asked of translators, and who may publish it."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, PageLogEntry
from wagtail_localize.models import StringTranslation, Translation

from home.translation import operations
from home.translation.status import State, sources_for
from home.translation.texts import left_in_french, waiting
from noress.accounts.models import User
from tests.signing_in import sign_in as sign_in_as


@pytest.fixture
def editor():
    return User.objects.get(email="redaction@noress.example")


@pytest.fixture
def coordinator():
    return User.objects.get(email="coordination@noress.example")


def is_public(page):
    return Page.objects.get(pk=page.pk).live


# No French among the Arabic


def test_translation_begins_as_a_draft(client, write, translate):
    page = write()
    target = translate(page, leave=2).get_target_instance()
    assert not target.live
    assert client.get(target.url).status_code == 404


def test_translation_with_a_text_left_is_not_published(write, translate, coordinator):
    translation = translate(write(), leave=1)
    with pytest.raises(ValidationError):
        operations.publish(translation, by=coordinator)
    assert not translation.get_target_instance().live


def test_translation_with_a_text_left_is_not_published_by_code_either(
    write, translate, django_capture_on_commit_callbacks
):
    translation = translate(write(), leave=1)
    target = translation.get_target_instance()
    assert left_in_french(target) == ["Une page", "Une phrase."]
    with pytest.raises(ValidationError):
        target.save_revision().publish()
    with pytest.raises(ValidationError), django_capture_on_commit_callbacks(execute=True):
        translation.save_target(publish=True)
    assert not is_public(target)


def test_draft_from_before_its_translation_is_not_published_by_code(write, translate):
    target = translate(write()).get_target_instance()
    assert left_in_french(target) == ["Une page", "Une phrase."]
    with pytest.raises(ValidationError):
        target.save_revision().publish()


def test_text_that_is_the_same_in_both_languages_is_no_french(write, translate, coordinator):
    translation = translate(write("NORESS"))
    StringTranslation.objects.filter(translation_of__data="NORESS").update(data="NORESS")
    arabic = operations.publish(translation, by=coordinator)
    assert is_public(arabic)
    arabic.specific.save_revision().publish()


def test_draft_of_a_public_translation_writes_no_french_into_it(client, published):
    page, arabic = published()
    page.summary = "Une autre phrase."
    page.save_revision().publish()
    translation = Translation.objects.get(source__object_id=page.translation_key)
    with pytest.raises(ValidationError):
        translation.save_target(publish=False)
    assert "Une autre phrase." not in client.get(arabic.url).content.decode()
    assert client.get(arabic.url).status_code == 200


def test_public_translation_can_be_saved_while_its_french_changes(published):
    page, arabic = published()
    page.summary = "Une autre phrase."
    page.save_revision().publish()
    arabic.specific.save()
    assert is_public(arabic)


def test_placeholder_of_a_section_is_never_public(client, home_ar, write, translate, coordinator):
    section = write("Une rubrique", show_in_menus=True)
    page = write("Dessous", parent=section)
    arabic = operations.publish(translate(page), by=coordinator)
    placeholder = arabic.get_parent()
    assert placeholder.alias_of_id == section.pk
    section.save_revision().publish()  # Wagtail publishes the aliases of what is published.
    assert client.get(placeholder.url).status_code == 404
    assert client.get(arabic.url).status_code == 200
    assert "Une rubrique" not in client.get(arabic.url).content.decode()


def test_page_of_another_language_is_not_served(client, home_ar, write):
    page = write("Égarée", slug="egaree", show_in_menus=True)
    page.move(home_ar, pos="last-child")
    assert client.get("/ar/egaree/").status_code == 404
    assert "Égarée" not in client.get("/ar/").content.decode()


def test_blank_text_is_no_translation(write, translate, coordinator):
    page = write()
    translation = translate(page)
    StringTranslation.objects.filter(context__object_id=page.translation_key).update(data="  ")
    with pytest.raises(ValidationError):
        operations.publish(translation, by=coordinator)
    assert state_of(page, coordinator).left == 2


# Who may publish


def test_locked_translation_is_not_published(write, translate, coordinator, editor):
    translation = translate(write())
    Page.objects.filter(pk=translation.get_target_instance().pk).update(
        locked=True, locked_by=editor
    )
    with pytest.raises(PermissionDenied):
        operations.publish(translation, by=coordinator)


def test_editor_deletes_no_public_page_below_a_translation(client, add_page, home, arabic, editor):
    draft = add_page(home, "Brouillon", live=False, owner=editor)
    below = add_page(operations.begin(draft, arabic, by=editor), "صفحة عربية")
    sign_in_as(client, editor)
    client.post(reverse("wagtailadmin_pages:delete", args=[draft.pk]))
    assert is_public(below)
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    client.post(f"{bulk}?id={draft.pk}")
    assert is_public(below)


def test_translation_submitted_for_a_date_follows_its_source_to_another(
    add_page, home, translate, coordinator, editor
):
    page = add_page(home, "Demain", live=False)
    page.go_live_at = timezone.now() + timedelta(days=1)
    page.save_revision().publish()
    translation = translate(page)
    target = operations.submit(translation, by=editor)
    page.go_live_at = None
    page.save_revision().publish()
    target.current_workflow_state.current_task_state.specific.approve(user=coordinator)
    assert is_public(target)


def test_editor_who_may_not_publish_the_page_does_not_publish_its_translation(
    write, translate, editor
):
    translation = translate(write())
    with pytest.raises(PermissionDenied):
        operations.publish(translation, by=editor)
    assert not translation.get_target_instance().live


def test_stranger_to_a_page_does_not_begin_its_translation(write, arabic):
    stranger = User.objects.create_user("etranger@noress.example")
    with pytest.raises(PermissionDenied):
        operations.begin(write(), arabic, by=stranger)


def test_translation_waits_for_its_source(add_page, home, translate, coordinator):
    draft = add_page(home, "Brouillon", live=False)
    with pytest.raises(ValidationError):
        operations.publish(translate(draft), by=coordinator)


def test_translation_of_a_scheduled_page_is_published_with_it(
    client, add_page, home, translate, coordinator
):
    page = add_page(home, "Demain", live=False)
    page.go_live_at = timezone.now() + timedelta(days=1)
    page.save_revision().publish()
    arabic = operations.publish(translate(page), by=coordinator)
    assert not is_public(arabic)
    # An earlier date for the French is one for the Arabic too.
    page.go_live_at = timezone.now() + timedelta(hours=1)
    page.save_revision().publish()
    due = [p.specific.scheduled_revision.approved_go_live_at for p in (page, arabic)]
    assert due[0] == due[1]
    for one in (page, arabic):
        one.specific.revisions.filter(approved_go_live_at__isnull=False).update(
            approved_go_live_at=timezone.now() - timedelta(minutes=1)
        )
    make_content_due(page, arabic)
    call_command("publish_scheduled")
    assert is_public(page)
    assert is_public(arabic)


def make_content_due(*pages):
    """Move the date inside the waiting revisions into the past."""
    for page in pages:
        for revision in Page.objects.get(pk=page.pk).specific.revisions.all():
            if revision.content.get("go_live_at"):
                revision.content["go_live_at"] = (timezone.now() - timedelta(minutes=1)).isoformat()
                revision.save(update_fields=["content"])


def test_translation_published_before_its_source_is_taken_back(published):
    page, arabic = published()
    page.unpublish()
    arabic.specific.save_revision().publish()
    assert not is_public(arabic)


# What is scheduled


@pytest.fixture
def scheduled(add_page, home, translate, coordinator):
    """A French page that waits for its date, and its Arabic with it."""

    def make(title="Demain"):
        page = add_page(home, title, live=False)
        page.go_live_at = timezone.now() + timedelta(days=1)
        page.save_revision().publish()
        return page, operations.publish(translate(page), by=coordinator)

    return make


def make_due(*pages):
    """Move the dates of what waits into the past."""
    past = timezone.now() - timedelta(minutes=1)
    for page in pages:
        revision = Page.objects.get(pk=page.pk).specific.scheduled_revision
        revision.approved_go_live_at = past
        revision.content["go_live_at"] = past.isoformat()
        revision.save(update_fields=["approved_go_live_at", "content"])


def forget_what_is_the_same(page, arabic):
    """The approved Arabic has a text as it is in the French, and its translation is deleted."""
    revision = arabic.specific.scheduled_revision
    revision.content["title"] = page.title
    revision.save(update_fields=["content"])
    StringTranslation.objects.filter(translation_of__data=page.title).delete()
    assert left_in_french(revision.as_object()) == [page.title]


def test_approved_translation_is_published_whatever_is_deleted_afterwards(scheduled):
    page, arabic = scheduled("NORESS")
    forget_what_is_the_same(page, arabic)
    make_due(page, arabic)
    call_command("publish_scheduled")
    assert is_public(arabic)


@pytest.mark.parametrize("go_live_at", [None, timedelta(hours=1)])
def test_approved_translation_takes_the_new_date_whatever_is_deleted(scheduled, go_live_at):
    page, arabic = scheduled("NORESS")
    forget_what_is_the_same(page, arabic)
    page.go_live_at = go_live_at and timezone.now() + go_live_at
    page.save_revision().publish()
    assert is_public(arabic) == (go_live_at is None)


def test_french_is_not_scheduled_among_the_arabic(write, translate):
    target = translate(write(), leave=1).get_target_instance()
    target.go_live_at = timezone.now() + timedelta(days=1)
    with pytest.raises(ValidationError), transaction.atomic():
        target.save_revision().publish()
    with pytest.raises(ValidationError), transaction.atomic():
        target.save_revision(approved_go_live_at=timezone.now())
    call_command("publish_scheduled")
    assert not is_public(target)


def test_page_that_cannot_be_published_stops_no_other(add_page, home, scheduled, caplog):
    page, arabic = scheduled("Première")
    other, other_ar = scheduled("Deuxième")
    make_due(page, arabic, other, other_ar)
    taken = add_page(home, "Autre", slug=page.slug + "-2")
    Page.objects.filter(pk=taken.pk).update(slug=page.slug)
    call_command("publish_scheduled")
    assert [is_public(one) for one in (page, arabic, other, other_ar)] == [0, 0, 1, 1]
    assert f"“Première” (page {page.pk})" in caplog.text
    taken.delete()
    call_command("publish_scheduled")
    assert is_public(page)
    assert is_public(arabic)


def test_page_that_cannot_be_unpublished_stops_no_other(published, monkeypatch, caplog):
    pages = [published(title) for title in ("Première", "Deuxième")]
    keys = [page.pk for page, _arabic in pages]
    Page.objects.filter(pk__in=keys).update(expire_at=timezone.now() - timedelta(minutes=1))
    unpublish = Page.unpublish

    def fail_once(page, **options):
        if page.pk == keys[0]:
            raise ValidationError("Non")
        unpublish(page, **options)

    with monkeypatch.context() as patch:
        patch.setattr(Page, "unpublish", fail_once)
        call_command("publish_scheduled")
    assert [is_public(page) for page, _arabic in pages] == [True, False]
    assert f"“Première” (page {keys[0]})" in caplog.text
    call_command("publish_scheduled")
    assert not is_public(pages[0][0])


# Slugs


def test_translated_slug_is_in_arabic_letters(published):
    page, arabic = published("Économie d’ici 2026")
    assert page.slug == "economie-dici-2026"
    assert arabic.slug.startswith("نص")


# What is left


def state_of(page, user):
    return sources_for(user).get(pk=page.pk)


def test_state_follows_the_work(write, translate, arabic, coordinator, editor):
    page = write()
    assert state_of(page, coordinator).state == State.MISSING
    translation = translate(page, leave=1)
    row = state_of(page, coordinator)
    assert (row.state, row.left) == (State.BEGUN, 1)
    segment = waiting(translation).get()
    StringTranslation.objects.create(
        translation_of=segment.string, context=segment.context, locale=arabic, data="جملة"
    )
    assert state_of(page, coordinator).state == State.READY
    operations.submit(translation, by=editor)
    assert state_of(page, coordinator).state == State.IN_REVIEW
    operations.publish(translation, by=coordinator)
    row = state_of(page, coordinator)
    assert (row.state, row.left, row.changed_at) == (State.DONE, 0, None)


def test_changed_french_makes_its_arabic_stale_since_then(published, coordinator):
    page, _arabic = published()
    before = timezone.now()
    page.summary = "Une autre phrase."
    page.save_revision().publish()
    page.title = "Un autre titre"
    page.save_revision().publish()
    row = state_of(page, coordinator)
    assert (row.state, row.left) == (State.STALE, 2)
    first = PageLogEntry.objects.filter(
        page=page.pk, action="wagtail.publish", timestamp__gte=before
    ).order_by("timestamp")[0]
    assert row.changed_at == first.timestamp


def test_translation_that_was_stopped_is_stale_by_its_dates(published, coordinator):
    page, _arabic = published()
    Translation.objects.update(enabled=False)
    assert state_of(page, coordinator).state == State.DONE
    page.save_revision().publish()
    assert state_of(page, coordinator).state == State.STALE


def test_drafts_are_nothing_to_translate_yet(add_page, home, coordinator):
    draft = add_page(home, "Brouillon", live=False)
    assert not sources_for(coordinator).filter(pk=draft.pk).exists()


def test_stranger_sees_no_page_of_the_report(write):
    write()
    assert not sources_for(User.objects.create_user("etranger@noress.example")).exists()


def test_report_costs_the_same_with_one_page_and_with_thirty(
    coordinator, write, django_assert_num_queries
):
    write("Première")
    with django_assert_num_queries(2):
        before = len(sources_for(coordinator).select_related("owner"))
    coordinator = User.objects.get(pk=coordinator.pk)
    for n in range(30):
        write(f"Page {n}")
    with django_assert_num_queries(2):
        assert len(sources_for(coordinator).select_related("owner")) == before + 30
