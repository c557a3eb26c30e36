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

from network.actions.models import (
    BudgetLine,
    Indicator,
    IndicatorValue,
    JointAction,
    Milestone,
    Partner,
    ProgressNote,
    Task,
)
from network.core.files import private_storage
from network.core.multilingual import MultilingualText, content_languages
from network.documents.models import Document, Folder, Space, Version
from network.members.models import (
    ActivityDomain,
    Membership,
    Organisation,
    Profile,
    Territory,
    WorkingGroup,
)

# By the table of the design: what a region's network holds after some years.
ORGANISATIONS = 2000
PEOPLE_OF_EACH = 3
GROUPS = 40
ORGANISATIONS_OF_A_GROUP = 50
FOLDERS_OF_A_GROUP = 25
DOCUMENTS = 20_000
VERSIONS_OF_EACH = 10
ACTIONS = 1000
TASKS_OF_EACH = 20
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
        actions = _actions(groups, people, max(1, round(ACTIONS * scale)))
        tasks = _tasks(actions)
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")
    return (
        f"{count} organisations, {len(people)} people, {len(groups)} groups, "
        f"{len(folders)} folders, {len(documents)} documents and {versions} versions, "
        f"{len(actions)} joint actions and {tasks} tasks made."
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


def _actions(groups: list[WorkingGroup], people: list[Membership], count: int) -> list[JointAction]:
    """Of each state some, over three years; each with a partner, a budget, an outcome and a
    note."""
    words = cycle(zip(WORDS, ARABIC_WORDS, strict=True))
    states, places, leads = cycle(JointAction.State), cycle(groups), cycle(people)
    today, now = timezone.localdate(), timezone.now()
    rows = []
    for number in range(count):
        (french, arabic), by = next(words), next(leads)
        begins = today + timedelta(days=number % 1100 - 800)
        rows.append(
            JointAction(
                group=next(places),
                title=_name(f"Action {french}", f"عمل {arabic}", number),
                aims=_name("Objectifs", "أهداف", number),
                lead_id=by.organisation_id,
                author_id=by.user_id,
                state=next(states),
                starts_on=begins,
                ends_on=begins + timedelta(days=120),
                updated_at=now - timedelta(minutes=41 * number),
            )
        )
    actions = _made(rows)
    others = cycle(people[len(people) // 2 :] + people)
    partners = (next(others) for _action in actions)
    _made(
        Partner(action=action, organisation_id=by.organisation_id, part=_name("Part", "دور", 1))
        for action, by in zip(actions, partners, strict=True)
        if by.organisation_id != action.lead_id
    )
    _link(JointAction.domains.through, "activitydomain", actions, ActivityDomain.objects.all())
    _link(JointAction.territories.through, "territory", actions, Territory.objects.all())
    _fill(actions)
    return actions


def _link(
    through: type[models.Model], name: str, actions: list[JointAction], rows: models.QuerySet
) -> None:
    """One of these rows for each action, in turn; where a site has none, none."""
    if pks := list(rows.values_list("pk", flat=True)):
        turn = cycle(pks)
        _made(
            through(**{"jointaction_id": action.pk, f"{name}_id": next(turn)}) for action in actions
        )


def _fill(actions: list[JointAction]) -> None:
    """What an action holds besides its tasks."""
    today = timezone.localdate()
    _made(
        BudgetLine(action=action, label=_name("Poste", "بند", number), planned=10_000, spent=2_500)
        for action in actions
        for number in range(3)
    )
    indicators = _made(
        Indicator(
            action=action,
            name=_name("Personnes formées", "أشخاص مستفيدون من التكوين", 1),
            target=100,
        )
        for action in actions
    )
    _made(
        IndicatorValue(
            indicator=indicator, value=step * 20, measured_on=today - timedelta(days=30 * step)
        )
        for indicator in indicators
        for step in range(1, 4)
    )
    _made(
        ProgressNote(
            action=action,
            text=_name("Avancement", "تقدم الإنجاز", number),
            author_id=action.author_id,
            organisation_id=action.lead_id,
        )
        for action in actions
        for number in range(3)
    )


def _tasks(actions: list[JointAction]) -> int:
    """Of each action as many, with a milestone; a third of them done, some late."""
    milestones = _made(
        Milestone(action=action, title=_name("Jalon", "محطة", 1), due_on=action.ends_on)
        for action in actions
    )
    words = cycle(zip(WORDS, ARABIC_WORDS, strict=True))
    states = cycle([Task.State.TODO, Task.State.DOING, Task.State.DONE])
    count = 0
    for start in range(0, len(actions), BATCH // TASKS_OF_EACH):
        rows = []
        for action, milestone in zip(
            actions[start : start + BATCH // TASKS_OF_EACH],
            milestones[start : start + BATCH // TASKS_OF_EACH],
            strict=True,
        ):
            for number in range(TASKS_OF_EACH):
                french, arabic = next(words)
                rows.append(
                    Task(
                        action=action,
                        milestone=milestone if number % 2 else None,
                        title=_name(f"Tâche {french}", f"مهمة {arabic}", number),
                        organisation_id=action.lead_id,
                        person_id=action.author_id if number % 3 else None,
                        due_on=action.starts_on + timedelta(days=6 * number),
                        state=next(states),
                    )
                )
        count += len(_made(rows))
    return count
