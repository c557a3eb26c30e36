"""
A site in which something is kept from everybody, and a network beside it.

`SECRETS` says of each planted word who may read it: on a page, in the private area or in the admin.
Editors read in the admin whatever pages there are, published or not. Wagtail's files are not here:
a collection cannot be made private (see `home.views.no_private_collection`).
"""

from datetime import timedelta
from types import SimpleNamespace

from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.models import Locale, PageViewRestriction
from wagtail_localize.models import StringTranslation, Translation

from home.models import HomePage, NewsIndexPage, NewsPage, SectionPage, StandardPage
from home.translation import operations
from network.core.actor import Actor
from network.members.operations import invite
from network.models import Contact, Mail, Membership, MultilingualText
from noress.accounts.invitations import invite as invite_account
from noress.accounts.models import User
from tests.network.factories import (
    DocumentFactory,
    MembershipFactory,
    OrganisationFactory,
    VersionFactory,
    WorkingGroupFactory,
)

LANGUAGES = ("fr", "ar")
# The member manages organisation A and is of a group that may read a private page; the other one
# represents organisation B, which is not in A's commission.
PERSONAS = ("anonymous", "member", "other", "editor", "coordinator", "superuser")
COORDINATION = {"coordinator", "superuser"}
WRITERS = {"editor", *COORDINATION}
NETWORK = {"member", "other", *COORDINATION}
OF_A, OF_B = {"member", *COORDINATION}, {"other", *COORDINATION}

# Each with a word in French, and one in Arabic.
PAGES = {
    "public": set(PERSONAS),  # No secret: whoever does not find it has not looked.
    "draft": WRITERS,
    "news": WRITERS,  # A draft of a piece of news, which lists and feeds would show.
    "unpublished": WRITERS,
    "scheduled": WRITERS,
    "login": {"member", "other", *WRITERS},
    "below": {"member", "other", *WRITERS},
    "group": {"member", *WRITERS},
    "password": WRITERS,
    "replaced": WRITERS,  # What a published page said before.
    "change": WRITERS,  # What a published page does not say yet.
}
NETWORKS = {
    "kanaria-organisation-a": NETWORK,
    "kanaria-coordination-a": OF_A,
    "kanaria-coordination-b": COORDINATION,
    "kanaria-commission": OF_A,
    "kanaria-title-a": OF_A,
    "kanaria-file-a": OF_A,
    "kanaria-content-a": OF_A,
    "kanaria-content-b": OF_B,
    "kanaria-title-b": OF_B,
    "kanaria-file-b": OF_B,
    "kanaria-person-member": NETWORK,
    "kanaria-account-other@example.org": OF_B,
    "kanaria-invited-a@example.org": OF_A,
    "kanaria-invited-b@example.org": COORDINATION,
    "kanaria-mail@example.org": COORDINATION,
    "kanaria-account@example.org": COORDINATION,
}
SECRETS = {
    f"kanaria-{name}-{language}": who for name, who in PAGES.items() for language in LANGUAGES
} | NETWORKS


def plant():
    """All of it; returns the people by persona, and the pages that have something to hide."""
    site = SimpleNamespace(users=_people(), pages=[])
    site.by = site.users["superuser"]
    _published(site)
    _unpublished(site)
    _private(site)
    _in_revisions(site)
    _network(site.users)
    return site


def _people():
    members = {
        name: User.objects.create_user(f"kanaria-account-{name}@example.org")
        for name in ("member", "other")
    }
    return members | {
        "editor": User.objects.get(email="redaction@noress.example"),
        "coordinator": User.objects.get(email="coordination@noress.example"),
        "superuser": User.objects.create_superuser("administration@noress.example"),
    }


def words(name):
    return [f"kanaria-{name}-{language}" for language in LANGUAGES]


def texts(word):
    """A text for every field that a reader, a search engine or a card is shown."""
    return {
        "title": f"{word} titre",
        "summary": f"{word} résumé",
        "seo_title": f"{word} moteur",
        "search_description": f"{word} description",
        "body": [("text", f"<p>{word} texte</p>")],
    }


def page(site, word, parent=None, model=StandardPage, **fields):
    """A French page that nobody has published, whose every text has the word."""
    french = Locale.objects.get(language_code="fr")
    made = model(live=False, locale=french, **texts(word), **fields)
    (parent or HomePage.objects.get(locale=french)).add_child(instance=made)
    made.save_revision()
    site.pages.append(made)
    return made


def translate(site, made, word):
    """Begin the page's Arabic, or go on with it, and give each text the word."""
    arabic = Locale.objects.get(language_code="ar")
    operations.begin(made, arabic, by=site.by)
    translation = Translation.objects.get(source__object_id=made.translation_key)
    for segment in translation.source.stringsegment_set.select_related("string", "context"):
        StringTranslation.objects.update_or_create(
            translation_of=segment.string,
            context=segment.context,
            locale=arabic,
            defaults={"data": f"{word} نص {segment.order}"},
        )
    site.pages.append(made.get_translation(arabic))
    return translation


def publish(site, made, word):
    """The page in both languages: at once, or when its date comes."""
    made.save_revision().publish()
    return operations.publish(translate(site, made, word), by=site.by)


def _published(site):
    french, arabic = words("public")
    publish(site, page(site, french), arabic)


def _unpublished(site):
    index = NewsIndexPage.objects.get(locale__language_code="fr")
    for name, parent, model in (("draft", None, StandardPage), ("news", index, NewsPage)):
        french, arabic = words(name)
        translate(site, page(site, french, parent, model), arabic)
    french, arabic = words("unpublished")
    gone = page(site, french)
    publish(site, gone, arabic)
    gone.refresh_from_db()
    gone.unpublish()
    french, arabic = words("scheduled")
    later = timezone.now() + timedelta(days=9)
    publish(site, page(site, french, go_live_at=later), arabic)


def _private(site):
    """Each kind of restriction; it is on the French page alone, and covers the Arabic, too."""
    pages = {}
    for name in ("login", "below", "group", "password"):
        french, arabic = words(name)
        parent = pages["login"] if name == "below" else None
        model = SectionPage if name == "login" else StandardPage
        pages[name] = page(site, french, parent, model, show_in_menus=True)
        publish(site, pages[name], arabic)
    PageViewRestriction.objects.create(page=pages["login"], restriction_type="login")
    PageViewRestriction.objects.create(
        page=pages["password"], restriction_type="password", password="kanaria"
    )
    readers = Group.objects.create(name="Readers")
    site.users["member"].groups.add(readers)
    restriction = PageViewRestriction.objects.create(page=pages["group"], restriction_type="groups")
    restriction.groups.set([readers, *Group.objects.filter(name="Moderators")])
    # An alias outside shows the text of what is private.
    pages["below"].refresh_from_db()
    home = HomePage.objects.get(locale__language_code="fr")
    site.pages.append(pages["below"].create_alias(parent=home, update_slug="alias"))


def _in_revisions(site):
    """A published page that said something else before, and one that is about to."""
    for name in ("replaced", "change"):
        french, arabic = words(name)
        made = page(site, name)
        publish(site, made, name)
        say(made, french)
        if name == "replaced":
            publish(site, made, arabic)
            say(made, name)
            publish(site, made, name)
        else:
            made.save_revision()
            translate(site, made, arabic)


def say(made, word):
    made.refresh_from_db()
    for field, value in texts(word).items():
        setattr(made, field, value)


def _network(users):
    by = Actor.system("tests")
    role = Membership.Role
    for key, persona, name in (("a", "member", role.MANAGER), ("b", "other", role.REPRESENTATIVE)):
        organisation = OrganisationFactory(name=text(f"kanaria-organisation-{key}"))
        Contact.objects.create(
            organisation=organisation,
            kind=Contact.Kind.WEBSITE,
            value=f"https://kanaria-coordination-{key}.example.org",
            visibility=Contact.Visibility.COORDINATION,
        )
        MembershipFactory(
            user=users[persona],
            organisation=organisation,
            role=name,
            profile__name_latin=f"kanaria-person-{persona}",
            profile__shows_email=False,
        )
        group = WorkingGroupFactory(name=text("kanaria-commission" if key == "a" else "autre"))
        group.organisations.set([organisation])
        document = DocumentFactory(
            group=group,
            title=text(f"kanaria-title-{key}"),
            author=users[persona],
            organisation=organisation,
        )
        content = f"kanaria-content-{key}".encode()
        VersionFactory(
            document=document,
            name=f"kanaria-file-{key}.txt",
            size=len(content),
            file=ContentFile(content, name=f"{key}.txt"),
        )
        invite(
            organisation,
            email=f"kanaria-invited-{key}@example.org",
            role=role.CONTRIBUTOR,
            language="fr",
            by=by,
        )
    Mail.objects.create(
        kind="network.invitation",
        address="kanaria-mail@example.org",
        language="fr",
        key="kanaria",
        state=Mail.State.FAILED,
    )
    invite_account("kanaria-account@example.org", by=None, language="fr")


def text(body):
    """The same word in both languages, so that every reader meets it."""
    return MultilingualText().with_body("fr", body).with_body("ar", f"{body} ع")
