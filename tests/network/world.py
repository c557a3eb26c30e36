"""
A small network in which everybody has something that others must not see.

Organisations A and C work in the commission, B in another one; all three are in the plenary.
`Gone` is suspended. People are called by what they are; `SECRETS` says of each planted word who of
them may read it, in the private area or in the admin.
"""

from datetime import timedelta
from types import SimpleNamespace

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.core.files.base import ContentFile
from django.utils import timezone

from network.core.actor import Actor
from network.core.mail.kinds import Frequency
from network.documents import operations as documents
from network.documents.models import Sharing
from network.members import operations
from network.models import (
    Archive,
    BudgetLine,
    Contact,
    Document,
    Follow,
    Indicator,
    IndicatorValue,
    JointAction,
    Membership,
    MembershipInvitation,
    Milestone,
    MultilingualText,
    Organisation,
    PartialUpload,
    Partner,
    Photo,
    Preview,
    PreviewPage,
    Profile,
    ProgressNote,
    Step,
    Task,
    Version,
    WorkingGroup,
)

from .kept import kept

SYSTEM = Actor.system("tests")
Role = Membership.Role

PERSONAS = (
    "anonymous",
    "outsider",  # An account without a place in the network.
    "editor",  # Writes the site's public pages.
    "former",  # Their mandate of A has ended.
    "suspended",  # Their organisation is suspended.
    "guest",  # Named into the commission, without a mandate.
    "member",  # Contributor of A.
    "manager",  # Manager and representative of A; facilitates the commission.
    "partner",  # Contributor of C, which is in the commission too.
    "other",  # Representative of B, which is not.
    "coordinator",
    "superuser",
)
EVERYBODY_IN = {"guest", "member", "manager", "partner", "other", "coordinator", "superuser"}
COMMISSION = {"guest", "member", "manager", "partner", "coordinator", "superuser"}
PLENARY = {"member", "manager", "partner", "other", "coordinator", "superuser"}
COORDINATION = {"coordinator", "superuser"}
FACILITATION = {"manager", *COORDINATION}

SECRETS = {
    "kanaria-organisation-a": EVERYBODY_IN,
    "kanaria-organisation-b": EVERYBODY_IN,
    "kanaria-organisation-gone": COORDINATION,
    "kanaria-description-a": EVERYBODY_IN,
    "kanaria-public-a": EVERYBODY_IN,
    "kanaria-members-b": EVERYBODY_IN,
    "kanaria-coordination-a": {"manager", *COORDINATION},
    "kanaria-coordination-b": COORDINATION,
    "kanaria-commission": COMMISSION,
    "kanaria-other-commission": {"other", *COORDINATION},
    "kanaria-plenary": PLENARY,
    "kanaria-person-member": EVERYBODY_IN,
    "kanaria-person-guest": EVERYBODY_IN,
    "kanaria-person-former": COORDINATION,
    "kanaria-person-suspended": COORDINATION,
    "kanaria-person-outsider": COORDINATION,
    "kanaria-phone-shown": EVERYBODY_IN,
    "+212 5 00 00 00 77": {"member"},
    "kanaria-title-commission": COMMISSION,
    "kanaria-description-commission": COMMISSION,
    "kanaria-file-commission": COMMISSION,
    "kanaria-note-commission": COMMISSION,
    "kanaria-content-commission": COMMISSION,
    "kanaria-title-other": {"other", *COORDINATION},
    "kanaria-file-other": {"other", *COORDINATION},
    "kanaria-content-other": {"other", *COORDINATION},
    "kanaria-title-plenary": PLENARY,
    "kanaria-content-plenary": PLENARY,
    "kanaria-folder-commission": COMMISSION,
    "kanaria-folder-closed": FACILITATION,
    "kanaria-title-closed": FACILITATION,
    "kanaria-file-closed": FACILITATION,
    "kanaria-content-closed": FACILITATION,
    "kanaria-title-named": {"partner", "superuser"},
    "kanaria-description-named": {"partner", "superuser"},
    "kanaria-file-named": {"partner", "superuser"},
    "kanaria-note-named": {"partner", "superuser"},
    "kanaria-content-named": {"partner", "superuser"},
    "kanaria-title-shared": EVERYBODY_IN,
    "kanaria-content-shared": EVERYBODY_IN,
    # Who could bring it back sees it in the trash.
    "kanaria-title-removed": {"member", *FACILITATION},
    "kanaria-folder-removed": {"member", *FACILITATION},
    "kanaria-picture-commission": COMMISSION,
    "kanaria-picture-named": {"partner", "superuser"},
    "kanaria-picture-removed": set(),
    "kanaria-archive": {"member"},
    "kanaria-message": {"other", *COORDINATION},
    "kanaria-upload": set(),
    "kanaria-content-removed": set(),
    **{
        f"kanaria-{what}-commission": COMMISSION
        for what in (
            *("action", "aims", "about-action", "part", "task", "about-task", "step", "milestone"),
            *("indicator", "measured", "budget", "funder", "progress", "caption", "photo"),
        )
    },
    "kanaria-action-stopped": COMMISSION,
    "kanaria-reason": COMMISSION,
    "kanaria-action-other": {"other", *COORDINATION},
    "kanaria-task-other": {"other", *COORDINATION},
    "kanaria-funder-other": {"other", *COORDINATION},
    "kanaria-progress-other": {"other", *COORDINATION},
    "kanaria-photo-other": {"other", *COORDINATION},
    "kanaria-action-plenary": PLENARY,
    "kanaria-task-plenary": PLENARY,
    "kanaria-invited-a@example.org": {"manager", *COORDINATION},
    "kanaria-invited-b@example.org": COORDINATION,
}


def whole() -> SimpleNamespace:
    """With what some of them have in hand besides: for who looks at everything there is."""
    world = build()
    for key in ("commission", "other", "plenary", "removed", "closed", "named", "shared"):
        _preview(getattr(world, f"document_{key}").current, key)
    _in_hand(world)
    return world


def text(body: str) -> MultilingualText:
    """The same word in both languages, so that every reader meets it."""
    return MultilingualText().with_body("en", body).with_body("ar", f"{body} ع")


@kept
def build() -> SimpleNamespace:
    """Everything in it, by name; people under `users`."""
    world = SimpleNamespace(users={})
    _organisations(world)
    _people(world)
    _groups(world)
    _folders(world)
    _documents(world)
    _actions(world)
    _invitations(world)
    # The passage of time, which no operation makes.
    Membership.objects.filter(user=world.users["former"]).update(
        ended_at=timezone.now() - timedelta(days=1)
    )
    operations.suspend_organisation(world.gone, by=SYSTEM)
    return world


def _organisations(world):
    for key in ("a", "b", "c", "gone"):
        organisation = Organisation.objects.create(
            name=text(f"kanaria-organisation-{key}"),
            description=text(f"kanaria-description-{key}"),
            family=Organisation.Family.SUPPORT,
        )
        setattr(world, key, organisation)
        for visibility in Contact.Visibility.values:
            Contact.objects.create(
                organisation=organisation,
                kind=Contact.Kind.WEBSITE,
                value=f"https://kanaria-{visibility}-{key}.example.org",
                visibility=visibility,
            )


def _people(world):
    user_model = get_user_model()
    for persona in PERSONAS[1:-1]:
        world.users[persona] = user_model.objects.create_user(
            persona, email=f"{persona}@example.org"
        )
    world.users["superuser"] = user_model.objects.create_superuser(
        "superuser", email="superuser@example.org"
    )
    for persona, permissions in (
        ("coordinator", ("coordinate", "access_admin")),
        ("editor", ("access_admin",)),
    ):
        world.users[persona].user_permissions.set(
            Permission.objects.filter(codename__in=permissions)
        )
    for persona, organisation, role in (
        ("former", world.a, Role.REPRESENTATIVE),
        ("suspended", world.gone, Role.MANAGER),
        ("member", world.a, Role.CONTRIBUTOR),
        ("manager", world.a, Role.MANAGER),
        ("manager", world.a, Role.REPRESENTATIVE),
        ("partner", world.c, Role.CONTRIBUTOR),
        ("other", world.b, Role.REPRESENTATIVE),
    ):
        operations.grant_membership(world.users[persona], organisation, role=role, by=SYSTEM)
    for persona in ("former", "suspended", "member", "guest", "outsider", "other"):
        profile, _new = Profile.objects.get_or_create(user=world.users[persona])
        profile.name_latin = profile.name_arabic = f"kanaria-person-{persona}"
        if persona == "other":
            profile.phone, profile.shows_phone = "kanaria-phone-shown", True
        if persona == "member":
            profile.phone = "+212 5 00 00 00 77"
        profile.save()


def _groups(world):
    kind = WorkingGroup.Kind
    for key, group_kind, organisations in (
        ("plenary", kind.PLENARY, ()),
        ("commission", kind.COMMISSION, (world.a, world.c)),
        ("other_commission", kind.COMMISSION, (world.b,)),
    ):
        group = WorkingGroup.objects.create(
            kind=group_kind, name=text(f"kanaria-{key.replace('_', '-')}")
        )
        group.organisations.set(organisations)
        setattr(world, key, group)
    world.commission.guests.add(world.users["guest"])
    world.commission.facilitators.add(world.users["manager"])


def _folders(world):
    """One of the commission; one of it that is for those who facilitate it."""
    member = Actor(world.users["member"], world.a)
    for key in ("commission", "closed", "removed"):
        folder = documents.add_folder(
            world.commission,
            name=text(f"kanaria-folder-{key}"),
            by=member if key == "removed" else SYSTEM,
        )
        setattr(world, f"folder_{key}", folder)
    documents.share(world.folder_closed, Sharing.FACILITATORS, by=SYSTEM)
    documents.remove_folder(world.folder_removed, by=SYSTEM)


def _documents(world):
    for key, group, folder, persona, organisation in (
        ("commission", world.commission, None, "member", world.a),
        ("other", world.other_commission, None, "other", world.b),
        ("plenary", world.plenary, None, "other", world.b),
        ("removed", world.commission, None, "member", world.a),
        # In a folder of those who facilitate, narrowed to an organisation, for all members.
        ("closed", world.commission, world.folder_closed, "manager", None),
        ("named", world.commission, world.folder_commission, "partner", world.c),
        ("shared", world.other_commission, None, "other", world.b),
    ):
        document = Document.objects.create(
            group=group,
            folder=folder,
            title=text(f"kanaria-title-{key}"),
            description=text(f"kanaria-description-{key}"),
            author=world.users[persona],
            organisation=organisation,
        )
        content = f"kanaria-content-{key}".encode()
        version = Version(
            document=document,
            number=1,
            name=f"kanaria-file-{key}.txt",
            content_type="text/plain",
            size=len(content),
            sha256="0" * 64,
            note=f"kanaria-note-{key}",
            author=world.users[persona],
            organisation=organisation,
        )
        version.file.save(f"world/{key}", ContentFile(content), save=False)
        version.save()
        document.current, document.file_name = version, version.name
        document.removed_at = timezone.now() if key == "removed" else None
        document.save()
        documents.resolve(document)
        setattr(world, f"document_{key}", document)
    documents.share(world.document_named, Sharing.ORGANISATIONS, [world.c], by=SYSTEM)
    documents.share(world.document_shared, Sharing.MEMBERS, by=SYSTEM)


def _actions(world):
    """One that runs, of each group: A's with C, B's two alone; and one of A that was stopped."""
    today = timezone.localdate()
    for key, group, lead, persona, state in (
        ("commission", world.commission, world.a, "member", JointAction.State.RUNNING),
        ("other", world.other_commission, world.b, "other", JointAction.State.RUNNING),
        ("plenary", world.plenary, world.b, "other", JointAction.State.PLANNED),
        ("stopped", world.commission, world.a, "member", JointAction.State.STOPPED),
    ):
        action = JointAction.objects.create(
            group=group,
            title=text(f"kanaria-action-{key}"),
            aims=text(f"kanaria-aims-{key}"),
            description=text(f"kanaria-about-action-{key}"),
            lead=lead,
            author=world.users[persona],
            starts_on=today - timedelta(days=30),
            ends_on=today + timedelta(days=30),
            state=state,
        )
        action.contacts.add(world.users[persona])
        setattr(world, f"action_{key}", action)
        if key != "stopped":
            _inside(world, action, key, persona)
    JointAction.objects.filter(pk=world.action_stopped.pk).update(stop_reason="kanaria-reason")
    Partner.objects.create(
        action=world.action_commission, organisation=world.c, part=text("kanaria-part-commission")
    )


def _inside(world, action, key, persona):
    """What an action holds, one of each; the task is late, and its person's."""
    today, user = timezone.localdate(), world.users[persona]
    milestone = Milestone.objects.create(
        action=action, title=text(f"kanaria-milestone-{key}"), due_on=today + timedelta(days=5)
    )
    task = Task.objects.create(
        action=action,
        milestone=milestone,
        title=text(f"kanaria-task-{key}"),
        description=text(f"kanaria-about-task-{key}"),
        organisation=action.lead,
        person=user,
        due_on=today - timedelta(days=3),
    )
    step = Step.objects.create(task=task, text=f"kanaria-step-{key}")
    indicator = Indicator.objects.create(
        action=action, name=text(f"kanaria-indicator-{key}"), target=100
    )
    value = IndicatorValue.objects.create(
        indicator=indicator,
        value=40,
        note=f"kanaria-measured-{key}",
        author=user,
        organisation=action.lead,
    )
    line = BudgetLine.objects.create(
        action=action,
        label=text(f"kanaria-budget-{key}"),
        funder=f"kanaria-funder-{key}",
        planned=1000,
    )
    note = ProgressNote.objects.create(
        action=action,
        text=text(f"kanaria-progress-{key}"),
        author=user,
        organisation=action.lead,
    )
    photo = Photo(note=note, width=10, height=10, caption=text(f"kanaria-caption-{key}"))
    photo.file.save(f"photos/{key}", ContentFile(f"kanaria-photo-{key}".encode()), save=False)
    photo.save()
    for name, thing in (
        ("milestone", milestone),
        ("task", task),
        ("step", step),
        ("indicator", indicator),
        ("value", value),
        ("budget_line", line),
        ("note", note),
        ("photo", photo),
    ):
        setattr(world, f"{name}_{key}", thing)


def _preview(version, key):
    """As the worker makes it: the text, and one page as a picture."""
    preview = Preview.objects.create(
        version=version, state=Preview.State.READY, text=f"kanaria-content-{key}", page_count=1
    )
    picture = ContentFile(f"kanaria-picture-{key}".encode())
    page = PreviewPage(preview=preview, number=1, width=10, height=10)
    page.file.save(f"previews/{key}", picture, save=False)
    page.save()
    preview.thumbnail = page.file.name
    preview.save()


def _in_hand(world):
    """What somebody has under way: a member an upload, an archive and what they follow; B's
    representative a paper that is to be public."""
    member = Actor(world.users["member"], world.a)
    world.upload = PartialUpload.objects.create(
        user=world.users["member"], name="kanaria-upload.txt", size=10
    )
    documents.follow(world.folder_commission, Frequency.DAILY, by=member)
    world.follow = Follow.objects.get(user=world.users["member"])
    world.publication = documents.ask_to_publish(
        world.document_plenary, "kanaria-message", by=Actor(world.users["other"], world.b)
    )
    world.archive = Archive.objects.create(
        user=world.users["member"],
        group=world.commission,
        state=Archive.State.READY,
        total=1,
        done=1,
        size=15,
        expires_at=timezone.now() + timedelta(hours=1),
    )
    world.archive.file.save("archives/world", ContentFile(b"kanaria-archive"))
    world.archive.versions.add(world.document_commission.current)


def _invitations(world):
    for key in ("a", "b"):
        operations.invite(
            getattr(world, key),
            email=f"kanaria-invited-{key}@example.org",
            role=Role.CONTRIBUTOR,
            language="en",
            by=SYSTEM,
        )
        setattr(
            world,
            f"invitation_{key}",
            MembershipInvitation.objects.get(email=f"kanaria-invited-{key}@example.org"),
        )
