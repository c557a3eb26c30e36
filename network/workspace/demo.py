"""A small working network to look at: the leaflet's organisations, and visible samples beside them.

Real organisations bear their names and nothing else: no person, no position, no figure. Whoever and
whatever is invented says in both languages that it is a sample, and people are called by their role.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from network.core.actor import Actor
from network.core.multilingual import MultilingualText, content_languages
from network.core.people import users_with_address
from network.documents.models import Document, Folder, Sharing
from network.documents.operations import (
    add_document,
    add_folder,
    ask_to_publish,
    publish,
    share,
)
from network.documents.rules import can_add_document
from network.members import operations
from network.members.models import Membership, Organisation, WorkingGroup

SYSTEM = Actor.system("load_network_demo")
Family, Role = Organisation.Family, Membership.Role

# The members that the leaflet of 2012 names: sigle, family, French, Arabic.
LEAFLET = (
    ("ADS", Family.INSTITUTION, "Agence de développement social", "وكالة التنمية الاجتماعية"),
    (
        "CRI",
        Family.INSTITUTION,
        "Centre régional d’investissement",
        "المركز الجهوي للاستثمار",
    ),
    (
        "CRTT",
        Family.INSTITUTION,
        "Conseil régional de Tanger-Tétouan",
        "مجلس جهة طنجة - تطوان",
    ),
    (
        "ANAPEC",
        Family.INSTITUTION,
        "Agence nationale de promotion de l’emploi et des compétences",
        "الوكالة الوطنية لإنعاش التشغيل والكفاءات",
    ),
    (
        "APDN",
        Family.INSTITUTION,
        "Agence pour la promotion et le développement économique et social des préfectures et "
        "provinces du Nord",
        "وكالة الإنعاش والتنمية الاقتصادية والاجتماعية لعمالات وأقاليم شمال المملكة",
    ),
    (
        "CCI",
        Family.INSTITUTION,
        "Chambre de commerce, d’industrie et de services",
        "غرفة التجارة والصناعة والخدمات",
    ),
    (
        "CNSS",
        Family.INSTITUTION,
        "Caisse nationale de sécurité sociale",
        "الصندوق الوطني للضمان الاجتماعي",
    ),
)

# The samples, by the letter that is in their name.
SAMPLES = {letter: (f"Organisation exemple {letter}", f"هيئة نموذجية {letter}") for letter in "ABC"}
SAMPLE_DESCRIPTION = (
    "Une organisation inventée, pour montrer l’espace membre.",
    "هيئة مختلقة، لعرض فضاء الأعضاء.",
)
PLENARY = ("Plénière", "الجلسة العامة")
COMMISSION = ("Commission exemple", "لجنة نموذجية")
COMMISSION_DESCRIPTION = (
    "Une commission inventée : les organisations exemples A et C y travaillent, B n’en est pas.",
    "لجنة مختلقة: تشتغل فيها الهيئتان النموذجيتان A و C، ولا تنتمي إليها الهيئة B.",
)


@dataclass(frozen=True)
class Person:
    """One of the demonstration, by the address of their account; the site makes that."""

    email: str
    names: tuple[str, str]
    letter: str = ""
    roles: tuple[str, ...] = ()
    has_left: bool = False


PEOPLE = (
    Person("coordination@noress.example", ("Coordination (exemple)", "التنسيق (نموذج)")),
    Person(
        "gestion@noress.example",
        ("Gestion (exemple)", "التدبير (نموذج)"),
        "A",
        (Role.MANAGER, Role.REPRESENTATIVE),
    ),
    Person("membre@noress.example", ("Membre (exemple)", "عضو (نموذج)"), "A", (Role.CONTRIBUTOR,)),
    Person(
        "partenaire@noress.example",
        ("Partenaire (exemple)", "شريك (نموذج)"),
        "C",
        (Role.CONTRIBUTOR,),
    ),
    Person("autre@noress.example", ("Autre (exemple)", "آخر (نموذج)"), "B", (Role.REPRESENTATIVE,)),
    Person(
        "ancien@noress.example",
        ("Ancien membre (exemple)", "عضو سابق (نموذج)"),
        "A",
        (Role.REPRESENTATIVE,),
        has_left=True,
    ),
)


@dataclass(frozen=True)
class Paper:
    """A sample document, and whose it is."""

    title: tuple[str, str]
    name: str
    about: tuple[str, str]
    email: str
    letter: str = ""
    in_commission: bool = True
    # Which of `FOLDERS` it is in, by its French name; at the top of the group without.
    folder: str = ""
    is_public: bool = False


# Of the commission: French, Arabic, and whether it is for those alone who facilitate it.
FOLDERS = (
    ("Documents de travail (exemple)", "وثائق العمل (نموذج توضيحي)", False),
    ("Réservé à l’animation (exemple)", "خاص بالتنشيط (نموذج توضيحي)", True),
)
PAPERS = (
    Paper(
        ("Ordre du jour (exemple)", "جدول الأعمال (نموذج توضيحي)"),
        "ordre-du-jour-exemple.txt",
        (
            "À cette place, la coordination met l’ordre du jour de la prochaine réunion.",
            "في هذا المكان تضع التنسيقية جدول أعمال الاجتماع المقبل.",
        ),
        "coordination@noress.example",
        in_commission=False,
    ),
    Paper(
        ("Guide du porteur de projet (exemple)", "دليل حامل المشروع (نموذج توضيحي)"),
        "guide-exemple.txt",
        (
            "À cette place, le réseau met un guide que tout le monde peut lire.",
            "في هذا المكان تضع الشبكة دليلا يمكن للجميع قراءته.",
        ),
        "coordination@noress.example",
        in_commission=False,
        is_public=True,
    ),
    Paper(
        ("Note de travail (exemple)", "مذكرة عمل (نموذج توضيحي)"),
        "note-de-travail-exemple.txt",
        (
            "L’organisation exemple A partage cette note avec sa commission.",
            "تشارك الهيئة النموذجية A هذه المذكرة مع لجنتها.",
        ),
        "membre@noress.example",
        "A",
        folder=FOLDERS[0][0],
    ),
    Paper(
        ("Réponse à la note (exemple)", "جواب على المذكرة (نموذج توضيحي)"),
        "reponse-exemple.txt",
        (
            "L’organisation exemple C répond dans la même commission.",
            "تجيب الهيئة النموذجية C داخل اللجنة نفسها.",
        ),
        "partenaire@noress.example",
        "C",
        folder=FOLDERS[0][0],
    ),
    Paper(
        ("Préparation de la réunion (exemple)", "تحضير الاجتماع (نموذج توضيحي)"),
        "preparation-exemple.txt",
        (
            "Seules les personnes qui animent la commission lisent ce qui est dans ce dossier.",
            "لا يقرأ ما في هذا المجلد إلا من ينشطون اللجنة.",
        ),
        # Of no organisation: one reads its own papers wherever they are.
        "coordination@noress.example",
        folder=FOLDERS[1][0],
    ),
)


def load_demo() -> list[str]:
    """Make what is not there yet, all of it or nothing; returns the addresses without an account.

    Those people's mandates and papers are left out; another run adds them.
    """
    users = {person.email: users_with_address(person.email).first() for person in PEOPLE}
    with transaction.atomic():
        _load_leaflet()
        samples = {letter: _sample(letter) for letter in SAMPLES}
        for person in PEOPLE:
            if user := users[person.email]:
                _place(person, user, samples)
        plenary = _plenary()
        commission = _commission(samples, users["gestion@noress.example"])
        for name in FOLDERS:
            _folder(commission, *name)
        for paper in PAPERS:
            if user := users[paper.email]:
                group = commission if paper.in_commission else plenary
                _put(paper, group, Actor(user, samples.get(paper.letter)))
    return [email for email, user in users.items() if user is None]


def _text(french: str, arabic: str) -> MultilingualText:
    """Its original is French; a site that writes no Arabic leaves the translation out."""
    text = MultilingualText().with_body("fr", french)
    return text.with_body("ar", arabic) if arabic and "ar" in content_languages() else text


def _load_leaflet() -> None:
    for acronym, family, french, arabic in LEAFLET:
        if not Organisation.objects.filter(acronym=acronym).exists():
            operations.create_organisation(
                {
                    "name": _text(french, arabic),
                    "acronym": acronym,
                    "family": family,
                },
                by=SYSTEM,
            )


def _sample(letter: str) -> Organisation:
    name = SAMPLES[letter]
    if found := Organisation.objects.filter(name__fr__body=name[0]).first():
        return found
    return operations.create_organisation(
        {
            "name": _text(*name),
            "description": _text(*SAMPLE_DESCRIPTION),
            "family": Family.SUPPORT,
        },
        by=SYSTEM,
    )


def _place(person: Person, user: Any, samples: dict[str, Organisation]) -> None:
    """Give somebody their names and their mandates."""
    profile = operations.ensure_profile(user)
    if not profile.name_latin and not profile.name_arabic:
        latin, arabic = person.names
        operations.change_profile(profile, {"name_latin": latin, "name_arabic": arabic}, by=SYSTEM)
    for role in person.roles:
        _give(person, user, samples[person.letter], role)


def _give(person: Person, user: Any, organisation: Organisation, role: str) -> None:
    if Membership.objects.filter(user=user, organisation=organisation, role=role).exists():
        return
    began = timezone.localdate() - timedelta(days=90)
    mandate = operations.grant_membership(user, organisation, role=role, starts_on=began, by=SYSTEM)
    if person.has_left:
        operations.end_membership(mandate, by=SYSTEM)


def _plenary() -> WorkingGroup:
    kind = WorkingGroup.Kind.PLENARY
    return WorkingGroup.objects.filter(kind=kind).first() or operations.create_group(
        {"kind": kind, "name": _text(*PLENARY)}, by=SYSTEM
    )


def _commission(samples: dict[str, Organisation], facilitator: Any) -> WorkingGroup:
    if found := WorkingGroup.objects.filter(name__fr__body=COMMISSION[0]).first():
        return found
    return operations.create_group(
        {
            "kind": WorkingGroup.Kind.COMMISSION,
            "name": _text(*COMMISSION),
            "description": _text(*COMMISSION_DESCRIPTION),
            "organisations": [samples["A"], samples["C"]],
            "facilitators": [facilitator] if facilitator else [],
        },
        by=SYSTEM,
    )


def _folder(group: WorkingGroup, french: str, arabic: str, is_closed: bool) -> None:
    if Folder.objects.filter(group=group, name__fr__body=french).exists():
        return
    folder = add_folder(group, name=_text(french, arabic), by=SYSTEM)
    if is_closed:
        share(folder, Sharing.FACILITATORS, by=SYSTEM)


def _put(paper: Paper, group: WorkingGroup, by: Actor) -> None:
    there = Document.objects.filter(group=group, title__fr__body=paper.title[0])
    if can_add_document(by, group) and not there.exists():
        folder = Folder.objects.filter(group=group, name__fr__body=paper.folder).first()
        document = add_document(
            group,
            folder=folder,
            title=_text(*paper.title),
            description=_text(*paper.about) if paper.is_public else None,
            languages=[code for code in ("fr", "ar") if code in content_languages()],
            upload=ContentFile(_content(paper), paper.name),
            by=by,
        )
        if paper.is_public:
            publish(ask_to_publish(document, by=by), by=SYSTEM)


def _content(paper: Paper) -> bytes:
    """A text file that says what it is, in both languages."""
    french, arabic = paper.title
    lines = (
        french,
        "",
        "Ceci est un document d’exemple : rien de ce qui s’y lit n’est réel.",
        paper.about[0],
        "",
        arabic,
        "",
        "هذه وثيقة نموذجية: لا شيء مما ورد فيها حقيقي.",
        paper.about[1],
        "",
    )
    # The mark at the beginning tells old programs that the letters are in UTF-8.
    return "\n".join(lines).encode("utf-8-sig")
