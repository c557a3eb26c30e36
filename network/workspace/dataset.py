"""The network as full as after years, in bulk, to see how it then answers (`make bench`).

Rows are written as the operations leave them; whatever is invented says so in its name.
"""

from collections.abc import Iterator
from datetime import timedelta
from itertools import cycle, islice
from typing import Any

from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.db import connection, models, transaction
from django.utils import timezone

from network.core.files import private_storage
from network.core.multilingual import MultilingualText, content_languages
from network.documents.models import Document, Folder, Space, Version
from network.members.models import Membership, Organisation, Profile, WorkingGroup

# By the table of the design: what a region's network holds after some years.
ORGANISATIONS = 2000
PEOPLE_OF_EACH = 3
GROUPS = 40
ORGANISATIONS_OF_A_GROUP = 50
FOLDERS_OF_A_GROUP = 25
DOCUMENTS = 20_000
VERSIONS_OF_EACH = 10
BATCH = 2000
WORDS = ("budget", "compte rendu", "convention", "formation", "coopérative", "territoire", "bilan")
ARABIC_WORDS = ("ميزانية", "محضر", "اتفاقية", "تكوين", "تعاونية", "مجال", "حصيلة")


def make_dataset(scale: float) -> str:
    """Add it all; returns how much, in words."""
    count = max(1, round(ORGANISATIONS * scale))
    with transaction.atomic():
        organisations = _organisations(count)
        people = _people(organisations)
        groups = _groups(organisations, scale)
        folders = [folder for group in groups for folder in _folders(group)]
        documents = _documents(folders, people, max(1, round(DOCUMENTS * scale)))
        versions = _versions(documents)
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")
    return (
        f"{count} organisations, {len(people)} people, {len(groups)} groups, "
        f"{len(folders)} folders, {len(documents)} documents and {versions} versions made."
    )


def _name(french: str, arabic: str, number: int) -> MultilingualText:
    text = MultilingualText().with_body("fr", f"{french} exemple {number}")
    if "ar" in content_languages():
        text = text.with_body("ar", f"{arabic} نموذج {number}")
    return text


def _made(rows: Iterator[models.Model] | list[Any]) -> list[Any]:
    rows = list(rows)
    return type(rows[0])._default_manager.bulk_create(rows, batch_size=BATCH) if rows else []


def _organisations(count: int) -> list[Organisation]:
    families = cycle(Organisation.Family.values)
    return _made(
        Organisation(name=_name("Organisation", "هيئة", number), family=next(families))
        for number in range(count)
    )


def _people(organisations: list[Organisation]) -> list[Membership]:
    user_model = get_user_model()
    start = user_model._default_manager.count()
    field, names = user_model.get_email_field_name(), user_model.USERNAME_FIELD
    users = _made(
        user_model(**{names: address, field: address, "password": "!"})
        for address in (
            f"exemple-{start + number}@noress.example"
            for number in range(len(organisations) * PEOPLE_OF_EACH)
        )
    )
    _made(
        Profile(
            user=user, name_latin=f"Personne exemple {number}", name_arabic=f"شخص نموذج {number}"
        )
        for number, user in enumerate(users)
    )
    roles = cycle([Membership.Role.MANAGER, *[Membership.Role.CONTRIBUTOR] * (PEOPLE_OF_EACH - 1)])
    began = timezone.localdate() - timedelta(days=100)
    return _made(
        Membership(user=user, organisation=organisation, role=role, starts_on=began)
        for user, organisation, role in zip(
            users,
            (row for row in organisations for _ in range(PEOPLE_OF_EACH)),
            roles,
            strict=False,
        )
    )


def _groups(organisations: list[Organisation], scale: float) -> list[WorkingGroup]:
    """The plenary, if there is none, and commissions; the demonstration's organisations are in
    every third."""
    plenary = WorkingGroup.objects.filter(kind=WorkingGroup.Kind.PLENARY).first()
    if plenary is None:
        plenary = WorkingGroup.objects.create(
            kind=WorkingGroup.Kind.PLENARY, name=_name("Plénière", "الجلسة العامة", 1)
        )
    groups = _made(
        WorkingGroup(name=_name("Commission", "لجنة", number))
        for number in range(max(2, round(GROUPS * scale)) - 1)
    )
    others = list(Organisation.objects.exclude(pk__in=[row.pk for row in organisations]))
    endless = cycle(organisations)
    for number, group in enumerate(groups):
        theirs = {row.pk for row in islice(endless, ORGANISATIONS_OF_A_GROUP)}
        group.organisations.set(theirs | ({row.pk for row in others} if number % 3 == 0 else set()))
    return [plenary, *groups]


def _folders(group: WorkingGroup) -> list[Folder]:
    """Five at the top, each with four in it."""
    folders = _made(
        Folder(group=group, name=_name("Dossier", "مجلد", number))
        for number in range(FOLDERS_OF_A_GROUP)
    )
    tops = folders[:5]
    for number, folder in enumerate(folders):
        folder.parent = tops[number % 5] if number >= 5 else None
        folder.path = f"{folder.parent.path if folder.parent else '/'}{folder.pk}/"
    Folder.objects.bulk_update(folders, ["parent", "path"])
    return folders


def _documents(folders: list[Folder], people: list[Membership], count: int) -> list[Document]:
    places, authors = cycle(folders), cycle(people)
    words = cycle(zip(WORDS, ARABIC_WORDS, strict=True))
    now = timezone.now()
    rows = []
    for number in range(count):
        place, by, (french, arabic) = next(places), next(authors), next(words)
        moment = now - timedelta(minutes=17 * number)
        rows.append(
            Document(
                group_id=place.group_id,
                folder=place,
                title=_name(french.capitalize(), arabic, number),
                file_name=f"exemple-{number}.pdf",
                author_id=by.user_id,
                organisation_id=by.organisation_id,
                created_at=moment,
                updated_at=moment,
            )
        )
    return _made(rows)


def _versions(documents: list[Document]) -> int:
    """All of one and the same small file: what it holds is nothing to a list."""
    content = "Fichier exemple. ملف نموذج.\n".encode()
    name = private_storage().save("documents/exemple.txt", ContentFile(content))
    sizes = cycle(range(10_000, 5_000_000, 7919))
    count = 0
    for start in range(0, len(documents), BATCH):
        some = documents[start : start + BATCH]
        versions = _made(
            Version(
                document=document,
                number=number,
                file=name,
                name=document.file_name,
                content_type="application/pdf",
                size=next(sizes),
                sha256="0" * 64,
                languages="fr",
                author_id=document.author_id,
                organisation_id=document.organisation_id,
                created_at=document.created_at,
            )
            for document in some
            for number in range(1, VERSIONS_OF_EACH + 1)
        )
        for document, version in zip(
            some, versions[VERSIONS_OF_EACH - 1 :: VERSIONS_OF_EACH], strict=True
        ):
            document.current = version
        Document.objects.bulk_update(some, ["current"], batch_size=500)
        count += len(versions)
    for group in WorkingGroup.objects.all():
        used = Version.objects.filter(document__group=group).aggregate(total=models.Sum("size"))
        Space.objects.update_or_create(group=group, defaults={"used": used["total"] or 0})
    return count
