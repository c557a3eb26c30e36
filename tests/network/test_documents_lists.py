"""All documents: what is found by words, and told apart by filters."""

from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from network.core.files import FAMILIES
from network.documents.models import Document, Sharing
from network.documents.operations import add_folder, change_document, share
from network.members.models import ActivityDomain
from network.models import Profile

from . import world as small_world
from .papers import PDF, actor, add, add_another, sent, url

pytestmark = pytest.mark.usefixtures("private")

CSV = b"a;b\n1;2\n"
OFTEN = {
    "q": "kanaria",
    "author": "kanaria",
    "organisation": "kanaria",
    "kind": "pdf",
    "language": "en",
    "since": "2020-01-01",
}


def listed(answer):
    return [str(document.title) for document in answer.context["page"]]


def found(client, **filters):
    return set(listed(client.get(url("documents"), filters)))


def test_documents_are_found_by_who_brought_them_and_for_which_organisation(as_, world):
    profile, _new = Profile.objects.get_or_create(user=world.users["partner"])
    profile.name_latin, profile.name_arabic = "Zineb Éloïse", "زينب الأمراني"
    profile.save()
    add(world, "partner", title="Theirs")
    add(world, "member", title="Ours")
    member = as_("member")
    for words in ("eloise", "ZINEB", "الامراني"):
        assert found(member, author=words) == {"Theirs"}, words
    assert found(member, organisation="kanaria-organisation-c") == {"Theirs"}
    assert "Ours" in found(member, organisation="kanaria-organisation-a")
    assert found(member, author="nobody") == set()


def test_who_brought_the_latest_version_is_looked_for_too(as_, world):
    profile = Profile.objects.get(user=world.users["guest"])
    profile.name_latin = "Invitée"
    profile.save()
    document = add(world, title="Shared work")
    assert found(as_("member"), author="invitee") == set()
    add_another(world, document, "guest")
    assert found(as_("member"), author="invitee") == {"Shared work"}


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (PDF, "a.pdf", "pdf"),
        ("Été".encode(), "a.txt", "text"),
        ("Été".encode("cp1252"), "a.txt", "text"),
        (b"{\\rtf1 x}", "a.rtf", "text"),
        (CSV, "a.csv", "table"),
        (b"PK\x05\x06" + b"\0" * 18, "a.zip", "archive"),
        (b"ID3\x03\0\0\0\0\0\0" + b"\0" * 50, "a.mp3", "media"),
        (b"<?xml version='1.0'?><a/>", "a.xml", "other"),
    ],
)
def test_document_is_of_one_kind_of_file_and_no_other(as_, world, content, name, kind):
    add(world, title="This", upload=sent(content, name))
    member = as_("member")
    assert [code for code in FAMILIES if "This" in found(member, kind=code)] == [kind]


def test_documents_are_filtered_by_language_and_domain(as_, world):
    domain = ActivityDomain.objects.create(code="x", name=small_world.text("Training"))
    both = add(world, title="Both", languages=["ar", "en"])
    add(world, title="English", languages=["en"])
    change_document(both, {"domains": [domain]}, by=actor(world, "member"))
    member = as_("member")
    assert found(member, language="ar") == {"Both"}
    assert found(member, language="en") == {"Both", "English"}
    assert found(member, domain=domain.pk) == {"Both"}


def test_period_counts_whole_days_of_the_reader(as_, world):
    document = add(world, title="Old")
    for moment in (datetime(2024, 3, 5, 0, 0), datetime(2024, 3, 5, 23, 59, 59)):
        Document.objects.filter(pk=document.pk).update(updated_at=timezone.make_aware(moment))
        member = as_("member")
        assert "Old" in found(member, since="2024-03-05")
        assert "Old" not in found(member, since="2024-03-06")
        assert found(member, until="2024-03-05") == {"Old"}
        assert found(member, until="2024-03-04") == set()
        assert found(member, since="2024-03-05", until="2024-03-05") == {"Old"}


@pytest.mark.parametrize(
    "invalid",
    [
        {"kind": "x"},
        {"language": "xx"},
        {"domain": "999999"},
        {"domain": "x"},
        {"since": "0001-01-01"},
        {"until": "9999-12-31"},
        {"since": "yesterday"},
        {"q": "\0"},
        {"author": "x" * 201},
        {"organisation": "a\0"},
        {"group": "x"},
        {"order": "-pk", "page": "x"},
    ],
)
def test_what_is_not_valid_leaves_the_list_whole(as_, world, invalid):
    member = as_("member")
    whole = listed(member.get(url("documents")))
    assert listed(member.get(url("documents"), invalid)) == whole
    assert len(whole) > 1


def test_filters_are_all_to_be_met_and_shown_open_when_used(as_, world):
    add(world, title="Budget 2026", languages=["en"])
    add(world, title="Budget 2025", languages=["ar"])
    member = as_("member")
    answer = member.get(url("documents"), {"q": "budget", "language": "en"})
    assert listed(answer) == ["Budget 2026"]
    assert '<details class="more-filters" open>' in answer.text
    assert '<details class="more-filters" >' in member.get(url("documents"), {"q": "budget"}).text


def test_order_and_page_keep_the_filters(as_, world):
    for number in range(25):
        add(world, title=f"Budget {number}", languages=["en"])
    answer = as_("member").get(url("documents"), {"language": "en", "order": "name"})
    assert "language=en&amp;order=name&amp;page=2" in answer.text
    assert "language=en&amp;order=size" in answer.text
    assert '<input type="hidden" name="order" value="name">' in answer.text


def test_names_are_in_the_order_of_each_script(as_, world):
    Document.objects.update(removed_at=timezone.now())
    for french, arabic in (("Zèbre", "أرنب"), ("École", "ياسمين"), ("abricot", "جمل")):
        document = add(world, title=french)
        document.title = small_world.text(french).with_body("ar", arabic)
        document.save()
    member = as_("member")
    order = {"order": "name"}
    assert listed(member.get(url("documents"), order)) == ["abricot", "École", "Zèbre"]
    answer = member.get(url("documents"), order, headers={"accept-language": "ar"})
    assert [d.title.get("ar").body for d in answer.context["page"]] == ["أرنب", "جمل", "ياسمين"]


def test_folders_that_have_the_words_are_above_and_at_most_five(as_, world):
    for number in range(7):
        add_folder(
            world.commission, name=small_world.text(f"Réunion {number}"), by=actor(world, "member")
        )
    hidden = add_folder(
        world.commission, name=small_world.text("Réunion secrète"), by=actor(world, "partner")
    )
    share(hidden, Sharing.FACILITATORS, by=small_world.SYSTEM)
    member = as_("member")
    answer = member.get(url("documents"), {"q": "reunion"})
    assert [str(row.name) for row in answer.context["folders"]] == [
        f"Réunion {n}" for n in range(5)
    ]
    assert "Réunion 0" in answer.text
    assert member.get(url("documents"), {"q": "secrete"}).context["folders"] == []
    assert "Réunion secrète" in as_("manager").get(url("documents"), {"q": "secrete"}).text
    # Of what files have, folders have nothing.
    assert (
        not as_("member").get(url("documents"), {"q": "reunion", "kind": "pdf"}).context["folders"]
    )
    assert not member.get(url("documents")).context["folders"]


def test_list_names_no_group_that_its_reader_does_not_see(as_, world):
    answer = as_("member").get(url("documents"))
    assert "kanaria-title-shared" in answer.text
    assert "kanaria-other-commission" not in answer.text
    assert "kanaria-commission" in answer.text


def test_filtered_list_is_as_many_queries_for_one_as_for_many(as_, world):
    add(world, title="kanaria", languages=["en"])
    member = as_("member")

    def asked(filters):
        member.get(url("documents"), filters)
        with CaptureQueriesContext(connection) as captured:
            assert member.get(url("documents"), filters).status_code == 200
        return len(captured)

    ways = ({}, {"q": "kanaria"}, OFTEN)
    few = [asked(filters) for filters in ways]
    for number in range(30):
        add(world, "partner", title=f"kanaria {number}", languages=["en"])
    assert [asked(filters) for filters in ways] == few
    assert max(few) <= 15


def test_badges_say_what_is_narrowed_for_all_or_worked_on(as_, world):
    document = add(world, title="Worked on")
    document.reserved_by = world.users["partner"]
    document.reserved_until = timezone.now() + timedelta(hours=1)
    document.save()
    page = as_("superuser").get(url("documents")).text
    assert "narrowed" in page
    assert "all members" in page
    assert "is working on it" in page
    document.reserved_until = timezone.now()
    document.save()
    assert "is working on it" not in as_("superuser").get(url("documents")).text


def test_day_of_the_paper_is_changed_and_shown(as_, world):
    domain = ActivityDomain.objects.create(code="x", name=small_world.text("Training"))
    document = add(world)
    values = {
        "title_en": "Budget",
        "title_en_loaded": document.title.version("en"),
        "dated_on": "2024-02-29",
        "domains": [domain.pk],
    }
    answer = as_("member").post(url("document-edit", document), values, follow=True)
    assert "Training" in answer.text
    assert 'datetime="2024-02-29' in answer.text
    document.refresh_from_db()
    assert document.dated_on == date(2024, 2, 29)
    values["dated_on"] = "29 February"
    answer = as_("member").post(url("document-edit", document), values)
    assert answer.context["form"].errors.keys() == {"dated_on"}
