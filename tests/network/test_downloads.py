"""Who took copies of documents is told to those who look after them, and to nobody else."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook

from network.core.audit import AuditEntry
from network.documents.operations import (
    DOWNLOADED,
    record_download,
    remove_document,
    share,
)
from network.models import MultilingualText, Profile
from tests.network.papers import actor, add, add_another, url

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("private")]

LOOKED_AFTER_BY = {"manager", "coordinator", "superuser"}


def take(world, document, *personas, version=None, times=1):
    """They download it, now and each hour before."""
    for persona in personas:
        for step in range(times):
            by = actor(world, persona)
            record_download(version or document.current, by=by)
            rows = AuditEntry.objects.filter(action=DOWNLOADED).order_by("-pk")[:1]
            moment = timezone.now() - timedelta(hours=times - step)
            AuditEntry.objects.filter(pk=rows[0].pk).update(timestamp=moment)


def shown(answer):
    return [
        (str(copy.entry.user), copy.number, getattr(copy, "times", None) or str(copy.document))
        for copy in answer.context["copies"]
    ]


def sheet(answer):
    return list(load_workbook(BytesIO(answer.content)).active.values)


# Of one document


def test_document_says_who_took_which_version_how_often(as_, world):
    document = add(world)
    first = document.current
    take(world, document, "partner", times=3)
    second = add_another(world, document)
    take(world, document, "guest", version=first)
    take(world, document, "partner", version=second)
    take(world, add(world, title="Another"), "guest")
    answer = as_("manager").get(url("document-downloads", document))
    assert shown(answer) == [("partner", 2, 1), ("guest", 1, 1), ("partner", 1, 3)]
    assert "kanaria-organisation-c" in answer.content.decode()
    assert "kanaria-person-guest" in answer.content.decode()


def test_downloads_for_two_organisations_are_two_lines_each_by_its_name_then(as_, world):
    document = add(world)
    for organisation in ("a", "c"):
        record_download(document.current, by=actor(world, "superuser", organisation))
        # So that it is another time.
        AuditEntry.objects.update(timestamp=timezone.now() - timedelta(hours=1))
    world.a.name = MultilingualText().with_body("en", "Called otherwise")
    world.a.save()
    content = as_("manager").get(url("document-downloads", document)).content.decode()
    listed = content[content.index("<tbody>") : content.index("</tbody>")]
    assert "kanaria-organisation-a" in listed
    assert "kanaria-organisation-c" in listed
    assert "Called otherwise" not in listed


@pytest.mark.parametrize(
    ("persona", "status"),
    [
        ("member", 200),
        ("manager", 200),
        ("coordinator", 200),
        ("superuser", 200),
        ("guest", 403),
        ("partner", 403),
        ("other", 404),
        ("former", 403),
    ],
)
def test_downloads_are_for_whose_it_is_and_who_leads(as_, world, persona, status):
    document = add(world)
    take(world, document, "guest")
    client = as_(persona)
    page = client.get(url("document-downloads", document))
    assert page.status_code == status
    assert (b"<tbody>" in page.content) is (status == 200)
    leads_here = (
        url("document-downloads", document)
        in client.get(document.get_absolute_url()).content.decode()
    )
    assert leads_here is (status == 200)


def test_narrowed_document_does_not_say_to_the_coordination_who_took_it(as_, world):
    document = add(world)
    share(document, "organisations", [world.a], by=actor(world, "member"))
    take(world, document, "member")
    client = as_("coordinator")
    assert client.get(url("document-downloads", document)).status_code == 404
    assert client.get(url("group-downloads", world.commission)).context["copies"] == []


# Of a group


def test_group_says_who_took_what_the_latest_first(as_, world):
    budget, letter = add(world, title="Budget"), add(world, title="Letter")
    take(world, budget, "partner", times=2)
    take(world, letter, "guest")
    take(world, world.document_other, "other")
    answer = as_("manager").get(url("group-downloads", world.commission))
    assert shown(answer) == [
        ("guest", 1, "Letter"),
        ("partner", 1, "Budget"),
        ("partner", 1, "Budget"),
    ]


def test_group_says_nothing_of_what_its_facilitator_does_not_see(as_, world):
    hidden, removed = add(world, "partner", title="Hidden"), add(world, title="Removed")
    take(world, hidden, "partner")
    take(world, removed, "guest")
    share(hidden, "organisations", [world.c], by=actor(world, "partner"))
    remove_document(removed, by=actor(world, "member"))
    client = as_("manager")
    assert client.get(url("group-downloads", world.commission)).context["copies"] == []
    assert len(sheet(client.get(url("group-downloads-export", world.commission)))) == 1


@pytest.mark.parametrize("name", ["group-downloads", "group-downloads-export"])
@pytest.mark.parametrize(
    ("persona", "status"),
    [(name, 200) for name in sorted(LOOKED_AFTER_BY)]
    + [("member", 403), ("guest", 403), ("partner", 403), ("other", 404), ("former", 403)],
)
def test_downloads_of_a_group_are_for_who_leads_it(as_, world, name, persona, status):
    assert as_(persona).get(url(name, world.commission)).status_code == status


def test_downloads_of_a_group_are_found_by_the_persons_name(as_, world):
    document = add(world)
    amina = Profile.objects.get(user=world.users["guest"])
    amina.name_latin, amina.name_arabic = "Amina", "أمينة"
    amina.save()
    take(world, document, "guest", "partner")
    client = as_("manager")
    for words in ("amina", "امينه"):
        page = client.get(url("group-downloads", world.commission), {"q": words})
        assert [who for who, _number, _title in shown(page)] == ["guest"]
    answer = client.get(url("group-downloads-export", world.commission), {"q": "amina"})
    assert [row[1] for row in sheet(answer)[1:]] == ["Amina"]
    assert (
        "q=amina"
        in client.get(
            url("group-downloads", world.commission), {"q": "amina", "page": 1}
        ).content.decode()
    )
    nobody = client.get(url("group-downloads", world.commission), {"q": "zz"})
    assert "Nobody of that name" in nobody.content.decode()


def test_spreadsheet_has_all_of_it_and_no_formula(as_, world):
    document = add(world, title="=1+1")
    take(world, document, "partner", times=30)
    answer = as_("manager").get(url("group-downloads-export", world.commission))
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Content-Disposition"] == (
        f'attachment; filename="downloads-{world.commission.pk}.xlsx"'
    )
    rows = sheet(answer)
    assert len(rows) == 31
    workbook = load_workbook(BytesIO(answer.content))
    kinds = {cell.data_type for row in workbook.active.iter_rows(min_row=2) for cell in row}
    assert kinds == {"d", "s", "n"}
    assert rows[1][3:] == ("=1+1", 1)


def test_somebody_who_has_left_is_named_as_such(as_, world):
    document = add(world)
    take(world, document, "partner")
    AuditEntry.objects.filter(action=DOWNLOADED).update(user=987654)
    for name, thing in (("document-downloads", document), ("group-downloads", world.commission)):
        assert "Somebody who has left" in as_("manager").get(url(name, thing)).content.decode()


# One or thirty


def asked(client, page):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(page).status_code == 200
    return len(queries)


def test_lists_ask_as_much_for_one_row_as_for_thirty(as_, world):
    document = add(world)
    client, got = as_("manager"), []
    pages = [
        url("document-downloads", document),
        url("group-downloads", world.commission),
        url("group-downloads", world.commission) + "?q=kanaria",
        url("group-downloads-export", world.commission),
    ]
    take(world, document, "guest")
    for number in (0, 30):
        for step in range(number):
            user = type(world.users["guest"])._default_manager.create_user(f"more{step}")
            Profile.objects.create(user=user, name_latin=f"kanaria {step}")
            world.commission.guests.add(user)
            entry = AuditEntry.objects.filter(action=DOWNLOADED).first()
            entry.pk, entry.user = None, user
            entry.save()
            other = add(world, title=f"Paper {step}")
            take(world, other, "guest")
        for page in pages:
            client.get(page)
        got.append([asked(client, page) for page in pages])
    assert got[0] == got[1]
    assert max(got[0]) <= 15


def test_words_of_the_page_are_kept_apart_from_names(as_, world):
    document = add(world, title="<b>Budget</b>")
    Profile.objects.filter(user=world.users["guest"]).update(name_latin="<i>Amina</i>")
    take(world, document, "guest")
    for name, thing in (("document-downloads", document), ("group-downloads", world.commission)):
        content = as_("manager").get(url(name, thing)).content.decode()
        assert "<bdi>&lt;i&gt;Amina&lt;/i&gt;</bdi>" in content
        assert "<b>Budget" not in content
