"""The organisations that the leaflet names, sample ones beside them, their people and groups."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils import timezone

from network.members import operations
from network.members.models import Membership, Organisation, WorkingGroup

from .words import SYSTEM, in_words

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


def load_leaflet() -> None:
    for acronym, family, french, arabic in LEAFLET:
        if not Organisation.objects.filter(acronym=acronym).exists():
            operations.create_organisation(
                {
                    "name": in_words(french, arabic),
                    "acronym": acronym,
                    "family": family,
                },
                by=SYSTEM,
            )


def sample_organisation(letter: str) -> Organisation:
    name = SAMPLES[letter]
    if found := Organisation.objects.filter(name__fr__body=name[0]).first():
        return found
    return operations.create_organisation(
        {
            "name": in_words(*name),
            "description": in_words(*SAMPLE_DESCRIPTION),
            "family": Family.SUPPORT,
        },
        by=SYSTEM,
    )


def place(person: Person, user: Any, samples: dict[str, Organisation]) -> None:
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


def find_plenary() -> WorkingGroup:
    kind = WorkingGroup.Kind.PLENARY
    return WorkingGroup.objects.filter(kind=kind).first() or operations.create_group(
        {"kind": kind, "name": in_words(*PLENARY)}, by=SYSTEM
    )


def find_commission(samples: dict[str, Organisation], facilitator: Any) -> WorkingGroup:
    if found := WorkingGroup.objects.filter(name__fr__body=COMMISSION[0]).first():
        return found
    return operations.create_group(
        {
            "kind": WorkingGroup.Kind.COMMISSION,
            "name": in_words(*COMMISSION),
            "description": in_words(*COMMISSION_DESCRIPTION),
            "organisations": [samples["A"], samples["C"]],
            "facilitators": [facilitator] if facilitator else [],
        },
        by=SYSTEM,
    )
