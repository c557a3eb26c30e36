"""The pages of documents: from hand to hand in a group, and nothing of it outside."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from network.members.operations import close_group, end_membership
from network.models import AuditEntry, Document, Mail, Membership

from . import world as small_world
from .papers import PDF, actions, add, add_another, form, kept_files, sent, url

pytestmark = pytest.mark.usefixtures("private")

THIRD = "other"  # Of an organisation that is not in the commission.
WORD = "xylographe"


def body(answer):
    if answer.streaming:
        return b"".join(answer.streaming_content)
    return answer.content


def shown(answer):
    """The page without what differs from one request to the next."""
    answer.content = re.sub(rb'value="[A-Za-z0-9]{64}"', b"", answer.content)
    return answer.content


# From hand to hand


def test_document_goes_from_one_organisation_to_another_and_back(as_, world):
    sent_by_a = form(title_en="Budget 2026", note="Draft", languages=["en"])
    answer = as_("member").post(url("document-upload", world.commission), sent_by_a, follow=True)
    document = Document.objects.get(search_key__contains="budget")
    assert answer.redirect_chain == [(document.get_absolute_url(), 302)]
    assert "The document is here" in answer.text

    partner = as_("partner")
    for page in (url("group-documents", world.commission), url("documents")):
        assert "Budget 2026" in partner.get(page).text
    page = partner.get(document.get_absolute_url()).text
    for fact in (
        "Budget 2026",
        "PDF document",
        "English",
        "Draft",
        f"{len(PDF)} bytes",
        "report.pdf",
    ):
        assert fact in page
    assert "is in the group <bdi>kanaria-commission</bdi>" in page
    assert body(partner.get(url("document-download", document))) == PDF
    answer = partner.post(
        url("version-new", document),
        {
            "once": str(uuid4()),
            "seen": "1",
            "note": "Corrected",
            "file": sent(PDF + b"2", "ميزانية 2026.pdf"),
        },
        follow=True,
    )
    assert "The new version is here" in answer.text

    member = as_("member")
    page = member.get(document.get_absolute_url()).text
    assert "Corrected" in page
    assert "ميزانية 2026.pdf" in page
    assert str(world.c) in page
    assert body(member.get(url("document-download", document))) == PDF + b"2"
    assert body(member.get(url("version-download", document, 1))) == PDF
    history = member.get(url("document-history", document)).text
    for sentence in ("Document added", "Version 2 added", "Version 1 downloaded"):
        assert sentence in history
    answer = member.post(url("document-remove", document), follow=True)
    assert "The document is removed" in answer.text
    assert "Budget 2026" not in answer.text
    assert member.get(document.get_absolute_url()).status_code == 404


def test_third_organisation_sees_nothing_of_it(as_, world, mailoutbox):
    counts = {page: shown(as_(THIRD).get(page)) for page in everywhere()}
    document = add(world, title=WORD, note=WORD, upload=sent(PDF, f"{WORD}.pdf"))
    add_another(world, document, note=WORD)
    third = as_(THIRD)
    for page in everywhere():
        answer = third.get(page)
        assert WORD not in answer.text.replace(f"q={WORD}", "").replace(f'value="{WORD}"', "")
        # Not even that there is one more: not in a number, not in the order.
        assert shown(answer) == counts[page]
    assert third.get(f"{url('documents')}?q={WORD}").context["page"].paginator.count == 0
    assert not Mail.objects.filter(recipient=world.users[THIRD], kind__contains="added").exists()


def everywhere():
    return [
        url("dashboard"),
        url("documents"),
        f"{url('documents')}?q={WORD}",
        f"{url('documents')}?order=size",
        f"{url('search')}?q={WORD}",
        url("groups"),
        url("members"),
    ]


OF_A_DOCUMENT = [
    "document",
    "document-download",
    "document-history",
    "document-edit",
    "document-remove",
    "version-new",
]


@pytest.mark.parametrize("name", OF_A_DOCUMENT)
@pytest.mark.parametrize("method", ["get", "post"])
def test_answer_is_the_same_as_for_a_document_that_does_not_exist(as_, world, name, method):
    third, files = as_(THIRD), kept_files()
    there, nowhere = url(name, world.document_commission), url(name, 999_999)
    values = {"once": str(uuid4()), "file": sent(), "title_en": "Mine"} if method == "post" else {}
    answers = [getattr(third, method)(page, values) for page in (there, nowhere)]
    # In the address itself, which a page has in its own links.
    pages = [
        shown(a).replace(p.encode(), b"") for a, p in zip(answers, (there, nowhere), strict=True)
    ]
    assert pages[0] == pages[1]
    assert {answer.status_code for answer in answers} in ({404}, {405})
    assert answers[0].headers.keys() == answers[1].headers.keys()
    assert kept_files() == files
    document = Document.objects.get(pk=world.document_commission.pk)
    assert document.removed_at is None
    assert document.versions.count() == 1


def test_version_of_another_document_is_not_found_by_its_number(as_, world):
    document = add(world)
    add_another(world, document)
    member = as_("member")
    assert body(member.get(url("version-download", document, 2))) == PDF + b"2"
    assert member.get(url("version-download", world.document_plenary, 2)).status_code == 404
    for number in (0, 3, 10**30):
        assert member.get(url("version-download", document, number)).status_code == 404
    assert member.get(url("document", 10**30)).status_code == 404


def test_groups_that_one_does_not_see_have_no_documents_page(as_, world):
    third = as_(THIRD)
    for name in ("group-documents", "document-upload"):
        assert third.get(url(name, world.commission)).status_code == 404
    files = kept_files()
    assert third.post(url("document-upload", world.commission), form()).status_code == 404
    assert kept_files() == files


def test_forged_group_organisation_or_document_in_a_form_changes_nothing(as_, world):
    forged = {
        "group": world.other_commission.pk,
        "organisation": world.b.pk,
        "author": world.users["other"].pk,
        "document": world.document_other.pk,
        "current": world.document_other.current.pk,
        "number": 99,
    }
    member = as_("member")
    member.post(url("document-upload", world.commission), form(title_en="Mine", **forged))
    document = Document.objects.latest("pk")
    assert (document.group, document.organisation) == (world.commission, world.a)
    member.post(url("version-new", document), form(**forged))
    member.post(url("document-edit", document), {"title_en": "Other", **forged})
    document.refresh_from_db()
    assert (document.group, document.organisation) == (world.commission, world.a)
    assert (document.author, document.current.number) == (world.users["member"], 2)
    assert world.document_other.versions.count() == 1


def test_mandate_that_ends_in_the_middle_of_a_session_ends_it_all(as_, world):
    document = add(world)
    partner = as_("partner")
    assert partner.get(document.get_absolute_url()).status_code == 200
    end_membership(Membership.objects.get(user=world.users["partner"]), by=small_world.SYSTEM)
    files = kept_files()
    for name in ("document", "document-download", "document-history"):
        assert partner.get(url(name, document)).status_code == 403
    assert partner.post(url("version-new", document), form()).status_code == 403
    assert partner.post(url("document-upload", world.commission), form()).status_code == 403
    assert kept_files() == files


def test_insider_without_the_right_is_told_so(as_, world):
    partner, document = as_("partner"), world.document_commission
    for name in ("document-edit", "document-remove"):
        for method in (partner.get, partner.post):
            answer = method(url(name, document))
            assert answer.status_code == 403
            assert "This is not yours to do" in answer.text
        assert url(name, document) not in partner.get(document.get_absolute_url()).text


def test_closed_group_is_read_and_takes_nothing(as_, world):
    document = add(world)
    close_group(world.commission, by=small_world.SYSTEM)
    member = as_("member")
    page = member.get(document.get_absolute_url()).text
    for name in ("version-new", "document-edit", "document-remove"):
        assert url(name, document) not in page
        assert member.post(url(name, document), form()).status_code == 403
    page = member.get(url("group-documents", world.commission)).text
    assert url("document-upload", world.commission) not in page
    assert member.post(url("document-upload", world.commission), form()).status_code == 403
    assert body(member.get(url("document-download", document))) == PDF


# Why one sees it


@pytest.mark.parametrize(
    ("persona", "name", "why"),
    [
        ("member", "document_commission", "<bdi>kanaria-organisation-a</bdi> is in the group"),
        ("guest", "document_commission", "you are a guest of the group"),
        ("manager", "document_commission", "<bdi>kanaria-organisation-a</bdi> is in the group"),
        ("other", "document_plenary", "<bdi>kanaria-organisation-b</bdi>, like every member"),
        ("coordinator", "document_commission", "you coordinate the network"),
    ],
)
def test_page_says_why_one_sees_it(as_, world, persona, name, why):
    page = as_(persona).get(getattr(world, name).get_absolute_url()).text
    assert f"You see this because {why}" in page


def test_facilitator_without_a_mandate_sees_why(as_, world):
    world.commission.facilitators.add(world.users["outsider"])
    page = as_("outsider").get(world.document_commission.get_absolute_url()).text
    assert "because you facilitate the group <bdi>kanaria-commission</bdi>" in page


# Lists


def listed(answer):
    return [str(document.title) for document in answer.context["page"]]


def test_documents_are_found_by_words_whatever_their_accents_and_hamza(as_, world):
    add(world, title="Réunion régionale")
    add(world, title="تقرير الأنشطة")
    add(world, title="Sheet", upload=sent(name="Procès_verbal-Tétouan.pdf"))
    member = as_("member")
    for words, title in (
        ("reunions REGIONAL", "Réunion régionale"),
        ("انشطة", "تقرير الأنشطة"),
        ("tetouan", "Sheet"),
        # One word of the title, one of the file's name.
        ("sheet proces", "Sheet"),
    ):
        assert listed(member.get(url("documents"), {"q": words})) == [title], words
    answer = member.get(url("documents"), {"q": "nowhere"})
    assert listed(answer) == []
    assert "No document has all of these words" in answer.text


def test_documents_are_filtered_by_group(as_, world):
    member = as_("member")
    answer = member.get(url("documents"), {"group": world.plenary.pk})
    assert listed(answer) == ["kanaria-title-plenary"]
    # What one does not see is no choice, whether it is there or not.
    for pk in (world.other_commission.pk, 999_999, "x", "", "\0"):
        answer = member.get(url("documents"), {"group": pk})
        assert set(listed(answer)) == {
            "kanaria-title-plenary",
            "kanaria-title-commission",
            "kanaria-title-shared",
        }
        assert "kanaria-other-commission" not in answer.text


def test_list_is_in_the_order_that_was_asked_for_and_keeps_it(as_, world):
    Document.objects.filter(group=world.commission).exclude(pk=world.document_commission.pk).update(
        title={}
    )
    for number, title in enumerate(["Écho", "Zèbre", "abeille", *["n"] * 20]):
        add(world, title=title, upload=sent(PDF + b"x" * number))
    member, page = as_("member"), url("group-documents", world.commission)
    assert listed(member.get(page))[0] == "n"
    by_name = listed(member.get(page, {"order": "name"}))
    assert by_name[:2] == ["abeille", "Écho"]
    assert listed(member.get(page, {"order": "name", "page": 2}))[-1] == "Zèbre"
    sizes = [d.current.size for d in member.get(page, {"order": "size"}).context["page"]]
    assert sizes == sorted(sizes, reverse=True)
    answer = member.get(page, {"order": "name"})
    assert "?order=name&amp;page=2" in answer.text
    assert listed(member.get(page, {"order": "x' OR 1", "page": "-4"}))


def test_list_and_page_are_as_many_queries_for_one_as_for_many(as_, world):
    document = add(world)
    member = as_("manager")
    pages = {
        url("documents"): 14,
        url("group-documents", world.commission): 14,
        document.get_absolute_url(): 14,
        url("document-history", document): 14,
    }
    for page in pages:
        member.get(page)
    few = {page: queries(member, page) for page in pages}
    for number in range(30):
        add(world, "partner", title=f"Number {number}")
        add_another(world, document, ("guest", "partner", "member")[number % 3])
    many = {page: queries(member, page) for page in pages}
    assert many == few
    assert [page for page, most in pages.items() if many[page] > most] == [], many


def queries(client, page):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(page).status_code == 200
    return len(captured)


# Downloads


def test_download_keeps_its_name_and_is_nobody_elses_to_keep(as_, world):
    document = add(world, upload=sent(PDF, "تقرير.pdf"))
    answer = as_("partner").get(url("document-download", document))
    assert answer["Content-Disposition"].startswith("attachment; ")
    assert "filename*=UTF-8''%D8%AA%D9%82%D8%B1%D9%8A%D8%B1.pdf" in answer["Content-Disposition"]
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert body(answer) == PDF


def test_parts_of_a_file_are_one_download(as_, world):
    document = add(world)
    page, partner = url("document-download", document), as_("partner")
    partner.head(page)
    body(partner.get(page, headers={"range": "bytes=999-"}))
    assert "network.document.downloaded" not in actions(document)
    # All but the first byte is as good as the whole.
    for asked in ("bytes=1-", "bytes=0-0", "bytes=-3", "nonsense"):
        body(partner.get(page, headers={"range": asked}))
    assert actions(document).count("network.document.downloaded") == 1
    body(as_("member").get(page))
    assert actions(document).count("network.document.downloaded") == 2
    AuditEntry.objects.update(timestamp=timezone.now() - timedelta(minutes=11))
    body(partner.get(page))
    assert actions(document).count("network.document.downloaded") == 3


def test_web_server_in_front_gets_the_file_and_downloads_are_counted_alike(as_, world, settings):
    settings.NETWORK_ACCEL_REDIRECT = "/protected/"
    document = add(world)
    page, partner = url("document-download", document), as_("partner")
    assert partner.get(page)["X-Accel-Redirect"].startswith("/protected/documents/")
    partner.get(page, headers={"range": "bytes=4-"})
    assert actions(document).count("network.document.downloaded") == 1


def test_who_took_a_copy_is_not_for_everybody_in_the_group(as_, world):
    document = add(world)
    body(as_("guest").get(url("document-download", document)))
    history = url("document-history", document)
    assert "Version 1 downloaded" not in as_("partner").get(history).text
    assert "Version 1 downloaded" in as_("member").get(history).text


def test_missing_file_is_a_page_and_no_error(as_, world, caplog):
    document = add(world)
    document.current.file.storage.delete(document.current.file.name)
    answer = as_("member").get(url("document-download", document))
    assert answer.status_code == 404
    assert "is missing" in caplog.text
    assert "network.document.downloaded" not in actions(document)
