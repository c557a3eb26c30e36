"""The reference data NORESS starts from: its region, and the domains of its leaflet.

Territories, kinds and codes: ISO 3166-2 as Debian's iso-codes 4.15 has it (MA-01 and the two
prefectures and six provinces below it). Arabic names: the government's list of February 2015, as
printed by soussplus.com/52416.html. Both languages are official names: neither was made by us.

Domains: the six of the leaflet of the platform (2012), under « Activités ».
"""

import datetime
from dataclasses import dataclass

from network.core.multilingual import LanguageText, MultilingualText, Origin

from .models import Territory


@dataclass(frozen=True)
class TerritoryRecord:
    """One row of `Territory`; `parent` is the code of a record before it."""

    code: str
    kind: Territory.Kind
    name: MultilingualText
    full_name: MultilingualText
    parent: str | None = None
    valid_from: datetime.date | None = None


@dataclass(frozen=True)
class ActivityDomainRecord:
    """One row of `ActivityDomain`."""

    code: str
    name: MultilingualText
    description: MultilingualText


@dataclass(frozen=True)
class ReferenceRecords:
    """What a network starts from, in the order of its lists."""

    territories: tuple[TerritoryRecord, ...]
    domains: tuple[ActivityDomainRecord, ...]


def _text(fr: str, ar: str) -> MultilingualText:
    return MultilingualText(
        (LanguageText("fr", fr, Origin.ORIGINAL), LanguageText("ar", ar, Origin.REVIEWED))
    )


REGION, PREFECTURE, PROVINCE = (
    Territory.Kind.REGION,
    Territory.Kind.PREFECTURE,
    Territory.Kind.PROVINCE,
)

NORESS_REFERENCE = ReferenceRecords(
    territories=(
        # One row for the code: until 2015 it was the region Tanger-Tétouan, without Al Hoceïma.
        TerritoryRecord(
            "MA-01",
            REGION,
            _text("Tanger-Tétouan-Al Hoceïma", "طنجة - تطوان - الحسيمة"),
            _text("Région Tanger-Tétouan-Al Hoceïma", "جهة طنجة - تطوان - الحسيمة"),
        ),
        TerritoryRecord(
            "MA-TNG",
            PREFECTURE,
            _text("Tanger-Assilah", "طنجة - أصيلة"),
            _text("Préfecture de Tanger-Assilah", "عمالة طنجة - أصيلة"),
            parent="MA-01",
        ),
        TerritoryRecord(
            "MA-MDF",
            PREFECTURE,
            _text("M’diq-Fnideq", "المضيق - الفنيدق"),
            _text("Préfecture de M’diq-Fnideq", "عمالة المضيق - الفنيدق"),
            parent="MA-01",
        ),
        TerritoryRecord(
            "MA-TET",
            PROVINCE,
            _text("Tétouan", "تطوان"),
            _text("Province de Tétouan", "إقليم تطوان"),
            parent="MA-01",
        ),
        TerritoryRecord(
            "MA-FAH",
            PROVINCE,
            _text("Fahs-Anjra", "الفحص - أنجرة"),
            _text("Province de Fahs-Anjra", "إقليم الفحص - أنجرة"),
            parent="MA-01",
        ),
        TerritoryRecord(
            "MA-LAR",
            PROVINCE,
            _text("Larache", "العرائش"),
            _text("Province de Larache", "إقليم العرائش"),
            parent="MA-01",
        ),
        TerritoryRecord(
            "MA-CHE",
            PROVINCE,
            _text("Chefchaouen", "شفشاون"),
            _text("Province de Chefchaouen", "إقليم شفشاون"),
            parent="MA-01",
        ),
        TerritoryRecord(
            "MA-OUZ",
            PROVINCE,
            _text("Ouezzane", "وزان"),
            _text("Province d’Ouezzane", "إقليم وزان"),
            parent="MA-01",
        ),
        TerritoryRecord(
            "MA-HOC",
            PROVINCE,
            _text("Al Hoceïma", "الحسيمة"),
            _text("Province d’Al Hoceïma", "إقليم الحسيمة"),
            parent="MA-01",
            # Decree 2-15-40 of this day made the region (Arabic Wikipedia on the region gives the
            # same date); before, the province was in Taza-Al Hoceïma-Taounate.
            valid_from=datetime.date(2015, 2, 20),
        ),
    ),
    domains=(
        ActivityDomainRecord(
            "structuring",
            _text("Appui à la structuration du secteur", "دعم هيكلة القطاع"),
            _text(
                "Aider les acteurs de l’ESS à s’organiser, à se regrouper et à parler d’une même "
                "voix.",
                "مساعدة الفاعلين في الاقتصاد الاجتماعي والتضامني على تنظيم أنفسهم والتكتل والتحدث "
                "بصوت واحد.",
            ),
        ),
        ActivityDomainRecord(
            "support",
            _text(
                "Appui à l’accompagnement des structures de l’ESS",
                "دعم مواكبة هيئات الاقتصاد الاجتماعي والتضامني",
            ),
            _text(
                "Faire en sorte que coopératives, associations et porteurs de projets trouvent "
                "conseil et soutien à chaque étape.",
                "الحرص على أن تجد التعاونيات والجمعيات وحاملو المشاريع المشورة والدعم في كل مرحلة.",
            ),
        ),
        ActivityDomainRecord(
            "capacity-building",
            _text(
                "Renforcement des capacités des acteurs de l’ESS",
                "تقوية قدرات الفاعلين في الاقتصاد الاجتماعي والتضامني",
            ),
            _text(
                "Former, transmettre, partager les méthodes : l’expérience des uns sert aux "
                "autres.",
                "التكوين ونقل المعارف وتقاسم المناهج، حتى تفيد تجربة كل فاعل باقي الفاعلين.",
            ),
        ),
        ActivityDomainRecord(
            "networking",
            _text("Appui au développement de réseaux", "دعم تطوير الشبكات"),
            _text(
                "Encourager les liens entre ceux qui partagent un métier, un besoin ou un "
                "territoire.",
                "تشجيع الصلات بين من تجمعهم مهنة واحدة أو حاجة مشتركة أو مجال ترابي واحد.",
            ),
        ),
        ActivityDomainRecord(
            "promotion",
            _text("Promotion de l’ESS", "النهوض بالاقتصاد الاجتماعي والتضامني"),
            _text(
                "Faire connaître l’ESS, ses produits, ses services et ceux qui les proposent.",
                "التعريف بالاقتصاد الاجتماعي والتضامني وبمنتجاته وخدماته وبمن يقدمونها.",
            ),
        ),
        ActivityDomainRecord(
            "recognition",
            _text("Reconnaissance et valorisation du secteur", "الاعتراف بالقطاع وتثمينه"),
            _text(
                "Montrer ce que l’ESS apporte à la région, pour qu’elle soit reconnue à sa juste "
                "valeur.",
                "إبراز ما يقدمه الاقتصاد الاجتماعي والتضامني للجهة، حتى ينال المكانة التي يستحقها.",
            ),
        ),
    ),
)
