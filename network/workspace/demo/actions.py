"""Sample joint actions of the sample commission, one in each state; and the pilot enterprise of the
leaflet, with what the leaflet says of it and nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image, ImageDraw

from network.actions import operations
from network.actions.models import JointAction, Partner, Photo, Task
from network.core.actor import Actor
from network.core.files import FileType
from network.members.models import ActivityDomain, Organisation, Territory, WorkingGroup

from .words import SYSTEM, in_words

Words = tuple[str, str]
State = JointAction.State


@dataclass(frozen=True)
class Sample:
    """An action, and what becomes of it. `begins` and `ends` are days from today."""

    title: Words
    aims: Words
    letter: str
    state: str
    begins: int
    ends: int
    territory: str
    domain: str
    part: Words | None = None
    reason: str = ""
    results: Words = ("", "")
    is_public: bool = False


@dataclass(frozen=True)
class Work:
    """A task of the action that runs: whose it is, when, and how far it is."""

    title: Words
    letter: str
    due: int
    state: str
    steps: tuple[str, ...] = ()
    waits_for: int | None = None
    is_of_member: bool = False


AFTER = "Une action inventée, pour montrer comment le réseau travaille ensemble."
AFTER_ARABIC = "عمل مختلق، لعرض كيفية اشتغال الشبكة معا."
SAMPLES = (
    Sample(
        ("Journée d’étude (exemple)", "يوم دراسي (نموذج توضيحي)"),
        (AFTER, AFTER_ARABIC),
        "C",
        State.PROPOSED,
        60,
        61,
        "MA-CHE",
        "promotion",
    ),
    Sample(
        ("Marché itinérant (exemple)", "سوق متنقلة (نموذج توضيحي)"),
        (AFTER, AFTER_ARABIC),
        "A",
        State.PLANNED,
        20,
        110,
        "MA-LAR",
        "promotion",
        part=("Tient les stands (exemple).", "تسهر على الأروقة (نموذج)."),
    ),
    Sample(
        (
            "Formation à la gestion coopérative (exemple)",
            "تكوين في تدبير التعاونيات (نموذج توضيحي)",
        ),
        (AFTER, AFTER_ARABIC),
        "A",
        State.RUNNING,
        -45,
        75,
        "MA-TET",
        "capacity-building",
        part=("Prête la salle (exemple).", "توفر القاعة (نموذج)."),
        is_public=True,
    ),
    Sample(
        ("Foire régionale (exemple)", "معرض جهوي (نموذج توضيحي)"),
        (AFTER, AFTER_ARABIC),
        "A",
        State.DONE,
        -200,
        -140,
        "MA-TNG",
        "promotion",
        part=("Accueille le public (exemple).", "تستقبل الزوار (نموذج)."),
        results=(
            "À cette place, les organisations écrivent ce que l’action a donné (exemple).",
            "في هذا المكان تكتب الهيئات ما أسفر عنه العمل (نموذج).",
        ),
        is_public=True,
    ),
    Sample(
        ("Boutique en ligne (exemple)", "متجر إلكتروني (نموذج توضيحي)"),
        (AFTER, AFTER_ARABIC),
        "C",
        State.STOPPED,
        -120,
        -10,
        "MA-OUZ",
        "networking",
        reason="À cette place, on lit pourquoi l’action s’est arrêtée (exemple).",
    ),
)
WORK = (
    Work(
        ("Réserver la salle (exemple)", "حجز القاعة (نموذج توضيحي)"),
        "C",
        -20,
        Task.State.DONE,
    ),
    Work(
        ("Préparer le programme (exemple)", "إعداد البرنامج (نموذج توضيحي)"),
        "A",
        -4,
        Task.State.DOING,
        steps=("Écrire le plan (exemple)", "مراجعة المحاور (نموذج)"),
        is_of_member=True,
    ),
    Work(
        ("Inviter les coopératives (exemple)", "دعوة التعاونيات (نموذج توضيحي)"),
        "A",
        6,
        Task.State.TODO,
        waits_for=1,
        is_of_member=True,
    ),
    Work(
        ("Imprimer les supports (exemple)", "طبع الدعامات (نموذج توضيحي)"),
        "C",
        20,
        Task.State.TODO,
    ),
)
# The fourth axis of the project PRESS, which the region's council conducts: all the leaflet says.
PILOT = ("Entreprise Collective Partagée", "المقاولة الجماعية المشتركة")
PILOT_AIMS = (
    "La mise en place d’une expérience pilote à travers la création d’une Entreprise Collective "
    "Partagée : l’un des quatre axes du projet PRESS, que conduit le Conseil régional de "
    "Tanger-Tétouan.",
    "القيام بتجربة نموذجية تتمثل في إحداث مقاولة جماعية مشتركة: أحد المحاور الأربعة لمشروع PRESS "
    "الذي يقوده مجلس جهة طنجة - تطوان.",
)


def load_actions(
    plenary: WorkingGroup,
    commission: WorkingGroup,
    samples: Mapping[str, Organisation],
    users: Mapping[str, Any],
) -> None:
    """Make those that are not there yet."""
    if not _there(plenary, PILOT):
        _pilot(plenary)
    for sample in SAMPLES:
        if not _there(commission, sample.title):
            _make(sample, commission, samples, users)


def _there(group: WorkingGroup, title: Words) -> bool:
    return JointAction.objects.filter(group=group, title__fr__body=title[0]).exists()


def _pilot(plenary: WorkingGroup) -> None:
    lead = Organisation.objects.get(acronym="CRTT")
    values = {"title": in_words(*PILOT), "aims": in_words(*PILOT_AIMS), "lead": lead}
    action = operations.propose_action(plenary, values, by=SYSTEM)
    operations.move_action(action, State.PLANNED, seen=State.PROPOSED, by=SYSTEM)


def _make(
    sample: Sample,
    group: WorkingGroup,
    samples: Mapping[str, Organisation],
    users: Mapping[str, Any],
) -> None:
    today = timezone.localdate()
    contact = users["membre@noress.example"] if sample.letter == "A" else None
    action = operations.propose_action(
        group,
        {
            "title": in_words(*sample.title),
            "aims": in_words(*sample.aims),
            "lead": samples[sample.letter],
            "starts_on": today + timedelta(days=sample.begins),
            "ends_on": today + timedelta(days=sample.ends),
            "territories": list(Territory.objects.filter(code=sample.territory)[:1]),
            "domains": list(ActivityDomain.objects.filter(code=sample.domain)),
            "contacts": [contact] if contact else [],
        },
        by=SYSTEM,
    )
    if sample.part:
        values = {"organisation": samples["C"], "part": in_words(*sample.part)}
        operations.change_partners(action, [(Partner(action=action), values)], by=SYSTEM)
    if sample.state in (State.RUNNING, State.DONE):
        _measure(action, is_whole=sample.state == State.DONE)
        _note(action, samples, users)
    if sample.state == State.RUNNING:
        _give_tasks(action, samples, users)
    _move(action, sample)
    if sample.is_public:
        photos = Photo.objects.filter(note__action=action)
        operations.publish_action(action, photos, by=SYSTEM)


def _move(action: JointAction, sample: Sample) -> None:
    """On to the state it is in, through those that come before it."""
    ways = {
        State.PROPOSED: (),
        State.PLANNED: (State.PLANNED,),
        State.RUNNING: (State.PLANNED, State.RUNNING),
        State.DONE: (State.PLANNED, State.RUNNING, State.DONE),
        State.STOPPED: (State.PLANNED, State.STOPPED),
    }
    for state in ways[State(sample.state)]:
        results = in_words(*sample.results) if state == State.DONE else None
        operations.move_action(
            action, state, seen=action.state, by=SYSTEM, results=results, reason=sample.reason
        )


def _measure(action: JointAction, *, is_whole: bool) -> None:
    """A budget, an indicator with two values, and a milestone."""
    today = timezone.localdate()
    for french, arabic, planned, spent in (
        ("Salle (exemple)", "القاعة (نموذج)", "12000", "11500.50"),
        ("Supports (exemple)", "الدعامات (نموذج)", "8000", None),
    ):
        values = {
            "label": in_words(french, arabic),
            "funder": "Financeur exemple · ممول نموذجي",
            "planned": planned,
            "spent": spent or ("7900" if is_whole else None),
        }
        operations.add_budget_line(action, values, by=SYSTEM)
    values = {
        "name": in_words("Personnes formées (exemple)", "المستفيدون من التكوين (نموذج)"),
        "unit": in_words("personnes", "شخصا"),
        "target": 40,
    }
    indicator = operations.add_indicator(action, values, by=SYSTEM)
    for value, days in ((12, 30), (42 if is_whole else 25, 2)):
        day = today - timedelta(days=days)
        operations.measure(indicator, value, measured_on=day, by=SYSTEM)
    values = {
        "title": in_words("Programme arrêté (exemple)", "حصر البرنامج (نموذج)"),
        "due_on": today - timedelta(days=155) if is_whole else today + timedelta(days=14),
        "reached_on": today - timedelta(days=150) if is_whole else None,
    }
    operations.add_milestone(action, values, by=SYSTEM)


def _give_tasks(
    action: JointAction, samples: Mapping[str, Organisation], users: Mapping[str, Any]
) -> None:
    today = timezone.localdate()
    made: list[Task] = []
    for work in WORK:
        person = users["membre@noress.example"] if work.is_of_member else None
        task = operations.add_task(
            action,
            title=in_words(*work.title),
            organisation=samples[work.letter],
            person=person,
            due_on=today + timedelta(days=work.due),
            waits_for=None if work.waits_for is None else made[work.waits_for],
            by=SYSTEM,
        )
        made.append(task)
        if work.steps:
            operations.set_steps(task, added=work.steps, by=SYSTEM)
        if work.state != task.state:
            operations.move_task(task, work.state, seen=task.state, by=SYSTEM)


def _note(
    action: JointAction, samples: Mapping[str, Organisation], users: Mapping[str, Any]
) -> None:
    user = users["membre@noress.example"]
    values = {
        "text": in_words(
            "À cette place, les organisations racontent comment l’action avance (exemple).",
            "في هذا المكان تحكي الهيئات كيف يتقدم العمل (نموذج).",
        ),
        "noted_on": timezone.localdate() - timedelta(days=3),
    }
    by = Actor(user, samples["A"]) if user else SYSTEM
    operations.add_note(action, values, photos=[_photo()], by=by)
    photo = Photo.objects.filter(note__action=action).get()
    captions = {photo: in_words("Dessin d’exemple", "رسم نموذجي")}
    operations.change_note(photo.note, {}, captions=captions, by=by)


def _photo() -> Any:
    """A drawing that nobody takes for a photograph: a star of eight points, in the leaflet's
    colours."""
    picture = Image.new("RGB", (960, 640), "#dcebe4")
    draw = ImageDraw.Draw(picture)
    middle = (480, 320)
    for rotation in (0, 45):
        draw.regular_polygon((*middle, 200), 4, rotation=rotation, fill="#0f5c50")
    draw.regular_polygon((*middle, 90), 8, rotation=22, fill="#e3ae45")
    content = BytesIO()
    picture.save(content, "WEBP", quality=80)
    upload: Any = SimpleUploadedFile("exemple.webp", content.getvalue(), "image/webp")
    upload.type = FileType("image/webp", "WebP", ".webp")
    upload.width, upload.height = picture.size
    return upload
