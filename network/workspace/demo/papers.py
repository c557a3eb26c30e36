"""Sample documents of the sample commission and of the plenary."""

from dataclasses import dataclass

from django.core.files.base import ContentFile

from network.core.actor import Actor
from network.core.multilingual import content_languages
from network.documents.models import Document, Folder, Sharing
from network.documents.operations import (
    add_document,
    add_folder,
    ask_to_publish,
    publish,
    share,
)
from network.documents.rules import can_add_document
from network.members.models import WorkingGroup

from .words import SYSTEM, in_words


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


def ensure_folder(group: WorkingGroup, french: str, arabic: str, is_closed: bool) -> None:
    if Folder.objects.filter(group=group, name__fr__body=french).exists():
        return
    folder = add_folder(group, name=in_words(french, arabic), by=SYSTEM)
    if is_closed:
        share(folder, Sharing.FACILITATORS, by=SYSTEM)


def put(paper: Paper, group: WorkingGroup, by: Actor) -> None:
    there = Document.objects.filter(group=group, title__fr__body=paper.title[0])
    if can_add_document(by, group) and not there.exists():
        folder = Folder.objects.filter(group=group, name__fr__body=paper.folder).first()
        document = add_document(
            group,
            folder=folder,
            title=in_words(*paper.title),
            description=in_words(*paper.about) if paper.is_public else None,
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
