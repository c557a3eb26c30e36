"""
The access matrix: who gets through which door, in both languages.

Every address of ours is asked by GET, with a number that nothing has where it takes one. One that
is not in the table fails; so does one whose answer to a role is another. What somebody then may do
with a page, an invitation or a passkey of somebody else is in the tests of each.
"""

import re

import pytest
from django.core.cache import caches
from django.urls import URLResolver, get_resolver
from django.utils.translation import override

from noress.accounts.models import User
from tests import counts
from tests.signing_in import sign_in

ROLES = ("anonymous", "member", "editor", "coordinator", "superuser", "editor without a factor")
# What a role gets: a status; to sign in; to set up the second factor; elsewhere.
IN, FACTOR, TO = "sign in", "second factor", "elsewhere"
# The rows that come back.
EVERYONE = (200, 200, 200, 200, 200, FACTOR)
NOTHING = (404, 404, 404, 404, 404, FACTOR)
ONWARDS = (TO, TO, TO, TO, TO, FACTOR)
DOOR = (IN, 403, IN, IN, IN, FACTOR)
ADMIN = (TO, TO, 200, 200, 200, FACTOR)
ADMIN_NONE = (TO, TO, 404, 404, 404, FACTOR)
ADMIN_POST = (TO, TO, 405, 405, 405, FACTOR)
INVITERS = (TO, TO, TO, 200, 200, FACTOR)
OPEN = (200, 200, 200, 200, 200, 200)
ENTRANCE = (200, TO, TO, TO, TO, FACTOR)
SIGNING_IN = (IN, TO, TO, TO, TO, FACTOR)
ACCOUNT = (IN, 200, 200, 200, 200, 200)
ACCOUNT_NONE = (IN, 404, 404, 404, 404, 404)
ACCOUNT_TO = (IN, TO, TO, TO, TO, TO)
# Who signed in without being asked for anything proves who they are first.
ACCOUNT_AGAIN = (IN, 200, 200, 200, 200, TO)
ACCOUNT_AGAIN_NONE = (IN, 404, 404, 404, 404, TO)

# The members' private area, to accounts without a mandate: `tests/network/test_access.py` says what
# members get, and of whose things.
PRIVATE = (IN, 403, 403, 200, 200, FACTOR)
PRIVATE_NONE = (IN, 403, 403, 404, 404, FACTOR)
PRIVATE_POST = (IN, 403, 403, 405, 405, FACTOR)

# The coordinators' screens of the network. That a record is not there, an editor may hear.
COORDINATION = (TO, TO, TO, 200, 200, FACTOR)
COORDINATION_NONE = (TO, TO, TO, 404, 404, FACTOR)

TRANSLATION = "admin/localize/translate/<int:translation_id>/"
TABLE = {
    "": ONWARDS,
    "favicon.ico": ONWARDS,
    "healthz": EVERYONE,
    "robots.txt": EVERYONE,
    "sitemap.xml": EVERYONE,
    "sitemap-<slug:section>.xml": EVERYONE,
    "admin/login/": DOOR,
    "django-admin/": DOOR,
    "django-admin/login/": DOOR,
    "_util/login/": (IN, IN, IN, IN, IN, FACTOR),
    "admin/collections/<int:collection_id>/privacy/": (403, 403, 403, 403, 403, FACTOR),
    "admin/translations/": ADMIN,
    "admin/translations/results/": ADMIN,
    "admin/translations/<int:translation_id>/submit/": ADMIN_POST,
    "admin/both/<int:page_id>/": ADMIN_NONE,
    "admin/both/<int:page_id>/draft/": ADMIN_NONE,
    "admin/localize/submit/page/<int:page_id>/": ADMIN_NONE,
    "admin/localize/page/<int:page_id>/convert_to_alias/": ADMIN_NONE,
    f"{TRANSLATION}disable/": ADMIN_NONE,
    f"{TRANSLATION}pofile/upload/": ADMIN_POST,
    f"{TRANSLATION}strings/<int:string_segment_id>/edit/": ADMIN_POST,
    f"{TRANSLATION}overrides/<int:overridable_segment_id>/edit/": ADMIN_POST,
    "admin/localize/reports/translations/": ONWARDS,
    "admin/localize/reports/translations/results/": ONWARDS,
    "admin/localize/update/<int:translation_source_id>/": ONWARDS,
    "admin/reports/broken-links/": ADMIN,
    "admin/invitations/": INVITERS,
    "admin/invitations/results/": INVITERS,
    "admin/invitations/new/": INVITERS,
    "admin/invitations/delete/<int:pk>/": ADMIN_NONE,
    "admin/network_organisations/": COORDINATION,
    "admin/network_organisations/results/": COORDINATION,
    "admin/network_organisations/new/": COORDINATION,
    "admin/network_people/": COORDINATION,
    "admin/network_people/results/": COORDINATION,
    "admin/network_memberships/": COORDINATION,
    "admin/network_memberships/results/": COORDINATION,
    "admin/network_memberships/new/": COORDINATION,
    "admin/network_invitations/": COORDINATION,
    "admin/network_invitations/results/": COORDINATION,
    "admin/network_invitations/new/": COORDINATION,
    "admin/network_groups/": COORDINATION,
    "admin/network_groups/results/": COORDINATION,
    "admin/network_groups/new/": COORDINATION,
    "admin/network_mails/": COORDINATION,
    "admin/network_mails/results/": COORDINATION,
    "admin/network_choose_organisation/": COORDINATION,
    "admin/network_choose_organisation/results/": COORDINATION,
    "admin/network_choose_person/": COORDINATION,
    "admin/network_choose_person/results/": COORDINATION,
    "admin/network_organisations/<int:pk>/": COORDINATION_NONE,
    "admin/network_people/<int:pk>/": COORDINATION_NONE,
    "admin/network_memberships/<int:pk>/": COORDINATION_NONE,
    "admin/network_groups/<int:pk>/": COORDINATION_NONE,
    "admin/network_choose_organisation/chosen/<int:pk>/": COORDINATION_NONE,
    "admin/network_choose_person/chosen/<int:pk>/": COORDINATION_NONE,
    "admin/network_organisations/<int:pk>/history/": ADMIN_NONE,
    "admin/network_organisations/<int:pk>/history/results/": ADMIN_NONE,
    "admin/network_organisations/<int:pk>/suspend/": ADMIN_NONE,
    "admin/network_organisations/<int:pk>/reinstate/": ADMIN_NONE,
    "admin/network_organisations/<int:pk>/leave/": ADMIN_NONE,
    "admin/network_people/<int:pk>/history/": ADMIN_NONE,
    "admin/network_people/<int:pk>/history/results/": ADMIN_NONE,
    "admin/network_memberships/<int:pk>/end/": ADMIN_NONE,
    "admin/network_invitations/<int:pk>/": ADMIN_NONE,
    "admin/network_invitations/<int:pk>/send-again/": ADMIN_NONE,
    "admin/network_invitations/<int:pk>/withdraw/": ADMIN_NONE,
    "admin/network_groups/<int:pk>/history/": ADMIN_NONE,
    "admin/network_groups/<int:pk>/history/results/": ADMIN_NONE,
    "admin/network_groups/<int:pk>/close/": ADMIN_NONE,
    "admin/network_groups/<int:pk>/reopen/": ADMIN_NONE,
    "admin/network_groups/<int:pk>/organisations/": ADMIN_NONE,
    "admin/network_groups/<int:pk>/guests/": ADMIN_NONE,
    "admin/network_groups/<int:pk>/facilitators/": ADMIN_NONE,
    "admin/network_mails/<int:pk>/": ADMIN_NONE,
    "admin/network_mails/<int:pk>/retry/": ADMIN_POST,
    "admin/network_mails/<int:pk>/give-up/": ADMIN_POST,
    "search/": EVERYONE,
    "manifest.webmanifest": EVERYONE,
    "news.rss": EVERYONE,
    "news.atom": EVERYONE,
    "cards/<int:page_id>/<slug:digest>.png": NOTHING,
    "_util/authenticate_with_password/<int:page_view_restriction_id>/<int:page_id>/": NOTHING,
    "accounts/": ACCOUNT,
    "accounts/second-factor/": ACCOUNT,
    "accounts/continue/": ACCOUNT_TO,
    "accounts/invitation/<str:token>/": (410, 410, 410, 410, 410, 410),
    "accounts/2fa/": ACCOUNT,
    "accounts/2fa/authenticate/": SIGNING_IN,
    "accounts/2fa/reauthenticate/": ACCOUNT_TO,
    "accounts/2fa/totp/activate/": ACCOUNT_AGAIN,
    "accounts/2fa/totp/deactivate/": ACCOUNT_NONE,
    "accounts/2fa/recovery-codes/": ACCOUNT_NONE,
    "accounts/2fa/recovery-codes/generate/": ACCOUNT_AGAIN,
    "accounts/2fa/recovery-codes/download/": ACCOUNT_NONE,
    "accounts/2fa/webauthn/": ACCOUNT,
    "accounts/2fa/webauthn/add/": ACCOUNT_AGAIN,
    "accounts/2fa/webauthn/reauthenticate/": ACCOUNT_TO,
    "accounts/2fa/webauthn/keys/<int:pk>/remove/": ACCOUNT_AGAIN_NONE,
    "accounts/2fa/webauthn/keys/<int:pk>/edit/": ACCOUNT_AGAIN_NONE,
    "accounts/2fa/webauthn/login/": SIGNING_IN,
    "accounts/sessions/": ACCOUNT,
    "accounts/login/": ENTRANCE,
    "accounts/logout/": (TO, 200, 200, 200, 200, 200),
    "accounts/inactive/": OPEN,
    "accounts/signup/": ENTRANCE,
    "accounts/reauthenticate/": ACCOUNT,
    "accounts/email/": ACCOUNT,
    "accounts/confirm-email/": OPEN,
    "accounts/password/change/": ACCOUNT,
    "accounts/password/set/": ACCOUNT_TO,
    "accounts/password/reset/": OPEN,
    "accounts/login/code/confirm/": SIGNING_IN,
    r"accounts/^confirm-email/(?P<key>[-:\w]+)/$": OPEN,
    "accounts/password/reset/key/done/": OPEN,
    "accounts/^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$": OPEN,
    "accounts/password/reset/done/": OPEN,
    "workspace/invitation/<str:token>/": (410, 410, 410, 410, 410, FACTOR),
    "workspace/": PRIVATE,
    "workspace/groups/": PRIVATE,
    "workspace/documents/": PRIVATE,
    "workspace/members/": PRIVATE,
    "workspace/search/": PRIVATE,
    "workspace/profile/": PRIVATE,
    "workspace/profile/notifications/": PRIVATE,
    "workspace/groups/<int:pk>/": PRIVATE_NONE,
    "workspace/groups/<int:pk>/members/": PRIVATE_NONE,
    "workspace/groups/<int:pk>/documents/": PRIVATE_NONE,
    "workspace/groups/<int:pk>/documents/upload/": PRIVATE_NONE,
    "workspace/documents/<int:pk>/": PRIVATE_NONE,
    "workspace/documents/<int:pk>/edit/": PRIVATE_NONE,
    "workspace/documents/<int:pk>/remove/": PRIVATE_NONE,
    "workspace/documents/<int:pk>/history/": PRIVATE_NONE,
    "workspace/documents/<int:pk>/download/": PRIVATE_NONE,
    "workspace/documents/<int:pk>/publish/": PRIVATE_NONE,
    "workspace/publications/": PRIVATE,
    "workspace/publications/<int:pk>/": PRIVATE_NONE,
    "workspace/publications/<int:pk>/withdraw/": PRIVATE_NONE,
    "workspace/documents/<int:pk>/versions/new/": PRIVATE_NONE,
    "workspace/documents/<int:pk>/versions/<int:number>/download/": PRIVATE_NONE,
    "workspace/groups/<int:pk>/documents/folders/new/": PRIVATE_NONE,
    "workspace/groups/<int:pk>/documents/move/": PRIVATE_NONE,
    "workspace/groups/<int:pk>/documents/remove/": PRIVATE_NONE,
    "workspace/groups/<int:pk>/documents/trash/": PRIVATE_NONE,
    "workspace/documents/folders/<int:pk>/": PRIVATE_NONE,
    "workspace/documents/folders/<int:pk>/edit/": PRIVATE_NONE,
    "workspace/documents/folders/<int:pk>/share/": PRIVATE_NONE,
    "workspace/documents/folders/<int:pk>/move/": PRIVATE_NONE,
    "workspace/documents/folders/<int:pk>/remove/": PRIVATE_NONE,
    "workspace/documents/folders/<int:pk>/restore/": PRIVATE_POST,
    "workspace/documents/folders/<int:pk>/history/": PRIVATE_NONE,
    "workspace/documents/<int:pk>/restore/": PRIVATE_POST,
    "workspace/documents/<int:pk>/share/": PRIVATE_NONE,
    "workspace/documents/<int:pk>/move/": PRIVATE_NONE,
    "workspace/documents/<int:pk>/reserve/": PRIVATE_POST,
    "workspace/documents/<int:pk>/release/": PRIVATE_POST,
    "workspace/documents/<int:pk>/thumbnail/": PRIVATE_NONE,
    "workspace/groups/<int:pk>/actions/": PRIVATE_NONE,
    "workspace/groups/<int:pk>/actions/new/": PRIVATE_NONE,
    "workspace/actions/": PRIVATE,
    "workspace/actions/<int:pk>/": PRIVATE_NONE,
    "workspace/actions/<int:pk>/edit/": PRIVATE_NONE,
    "workspace/actions/<int:pk>/partners/": PRIVATE_NONE,
    "workspace/actions/<int:pk>/move/": PRIVATE_NONE,
    "workspace/actions/<int:pk>/history/": PRIVATE_NONE,
    "workspace/actions/board/": PRIVATE,
    "workspace/actions/timeline/": PRIVATE,
    "workspace/actions/load/": PRIVATE,
    "workspace/actions/network/": PRIVATE,
    "workspace/actions/tasks/": PRIVATE,
    "workspace/actions/<int:pk>/tasks/": PRIVATE_NONE,
    "workspace/actions/<int:pk>/tasks/new/": PRIVATE_NONE,
    "workspace/actions/<int:pk>/hand-over/": PRIVATE_NONE,
    "workspace/actions/tasks/<int:pk>/": PRIVATE_NONE,
    "workspace/actions/tasks/<int:pk>/edit/": PRIVATE_NONE,
    "workspace/actions/tasks/<int:pk>/move/": PRIVATE_POST,
    "workspace/actions/tasks/<int:pk>/steps/": PRIVATE_NONE,
    "workspace/actions/<int:pk>/milestones/new/": PRIVATE_NONE,
    "workspace/actions/milestones/<int:pk>/edit/": PRIVATE_NONE,
    "workspace/actions/milestones/<int:pk>/remove/": PRIVATE_NONE,
    "workspace/actions/<int:pk>/indicators/new/": PRIVATE_NONE,
    "workspace/actions/indicators/<int:pk>/": PRIVATE_NONE,
    "workspace/actions/indicators/<int:pk>/edit/": PRIVATE_NONE,
    "workspace/actions/indicators/<int:pk>/remove/": PRIVATE_NONE,
    "workspace/actions/values/<int:pk>/remove/": PRIVATE_NONE,
    "workspace/actions/<int:pk>/budget/": PRIVATE_NONE,
    "workspace/actions/<int:pk>/budget/new/": PRIVATE_NONE,
    "workspace/actions/budget/<int:pk>/edit/": PRIVATE_NONE,
    "workspace/actions/budget/<int:pk>/remove/": PRIVATE_NONE,
    "workspace/actions/<int:pk>/progress/": PRIVATE_NONE,
    "workspace/actions/<int:pk>/progress/new/": PRIVATE_NONE,
    "workspace/actions/notes/<int:pk>/edit/": PRIVATE_NONE,
    "workspace/actions/notes/<int:pk>/remove/": PRIVATE_NONE,
    "workspace/actions/photos/<int:pk>/": PRIVATE_NONE,
    "workspace/actions/<int:pk>/documents/": PRIVATE_NONE,
    "workspace/actions/<int:pk>/documents/link/": PRIVATE_NONE,
    "workspace/actions/<int:pk>/documents/unlink/": PRIVATE_POST,
    "workspace/actions/<int:pk>/folder/": PRIVATE_POST,
    "workspace/actions/<int:pk>/publish/": PRIVATE_NONE,
    "workspace/actions/<int:pk>/withdraw/": PRIVATE_NONE,
    "workspace/actions/export/": PRIVATE,
    "workspace/actions/<int:pk>/sheet/": PRIVATE_NONE,
    "workspace/actions/feed/": PRIVATE,
    "workspace/task-done/<str:token>/": (410, 410, 410, 410, 410, FACTOR),
    "workspace/calendar/<str:token>/actions.ics": (410, 410, 410, 410, 410, FACTOR),
    "workspace/documents/<int:pk>/versions/<int:number>/preview/": PRIVATE_NONE,
    "workspace/documents/<int:pk>/versions/<int:number>/pages/<int:page>/": PRIVATE_NONE,
    "workspace/groups/<int:pk>/documents/archive/": PRIVATE_NONE,
    "workspace/documents/folders/<int:pk>/archive/": PRIVATE_NONE,
    "workspace/documents/archives/<uuid:pk>/": PRIVATE_NONE,
    "workspace/documents/archives/<uuid:pk>/download/": PRIVATE_NONE,
    "workspace/groups/<int:pk>/space/": PRIVATE_NONE,
    "workspace/documents/new/": PRIVATE,
    "workspace/documents/follows/": PRIVATE,
    "workspace/documents/follows/<int:pk>/": PRIVATE_POST,
    "workspace/documents/<int:pk>/follow/": PRIVATE_POST,
    "workspace/documents/folders/<int:pk>/follow/": PRIVATE_POST,
    "workspace/documents/<int:pk>/downloads/": PRIVATE_NONE,
    "workspace/groups/<int:pk>/documents/downloads/": PRIVATE_NONE,
    "workspace/groups/<int:pk>/documents/downloads/export/": PRIVATE_NONE,
    "workspace/documents/<int:pk>/versions/<int:number>/compare/": PRIVATE_NONE,
    "workspace/documents/<int:pk>/versions/<int:number>/bring-back/": PRIVATE_NONE,
    "workspace/uploads/": PRIVATE_POST,
    "workspace/uploads/<uuid:pk>/": PRIVATE_POST,
    "workspace/members/people/<int:pk>/": PRIVATE_NONE,
    "workspace/members/people/<int:pk>/photo/": PRIVATE_NONE,
    "workspace/members/organisations/<int:pk>/": PRIVATE_NONE,
    "workspace/members/organisations/<int:pk>/logo/": PRIVATE_NONE,
    "workspace/members/organisations/<int:pk>/edit/": PRIVATE_NONE,
    "workspace/members/organisations/<int:pk>/history/": PRIVATE_NONE,
    "workspace/members/organisations/<int:pk>/invite/": PRIVATE_NONE,
    "workspace/members/mandates/<int:pk>/": PRIVATE_NONE,
    "workspace/members/mandates/<int:pk>/end/": PRIVATE_NONE,
    "workspace/act-for/": PRIVATE_POST,
    "workspace/members/invitations/<int:pk>/send-again/": PRIVATE_POST,
    "workspace/members/invitations/<int:pk>/withdraw/": PRIVATE_POST,
    r"workspace/^[\s\S]+$": PRIVATE_NONE,
    r"^((?:[\w\-]+/)*)$": NOTHING,
}

FILLED_IN = {
    r"<int:\w+>": "999999",
    r"<uuid:\w+>": "00000000-0000-4000-8000-000000000000",
    r"<slug:section>": "pages",
    r"<slug:digest>": "none",
    r"<str:token>": "none",
    r"\^confirm-email/.*": "confirm-email/none/",
    r"\^password/reset/key/.*": "password/reset/key/1-none/",
    r"\^\(\(.*": "does-not-exist/",
    r"\^\[\\s\\S\]\+\$": "does-not-exist/",
}


def routes(patterns=None, prefix=""):
    """Every route of ours: all but what Wagtail's own admin and documents bring."""
    for pattern in patterns or get_resolver().url_patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, route)
        elif is_ours(route, pattern.callback.__module__):
            yield route


def is_ours(route, module):
    of_wagtail = route.startswith(("admin/", "documents/"))
    of_ours = module.startswith(("home", "noress")) or route.startswith("admin/network")
    return not of_wagtail or of_ours or "invitations" in route


def address(route):
    for placeholder, value in FILLED_IN.items():
        route = re.sub(placeholder, value, route)
    return f"/{route}"


def outcome(answer):
    location = answer.get("Location", "")
    if answer.status_code in (301, 302):
        return (
            IN if "/accounts/login/" in location else FACTOR if "second-factor" in location else TO
        )
    return answer.status_code


def person(role):
    people = {"editor": "redaction@noress.example", "coordinator": "coordination@noress.example"}
    if role == "member":
        return User.objects.create_user("membre.acces@exemple.ma", "un long mot de passe")
    if role == "superuser":
        return User.objects.create_superuser(
            "administration@noress.example", "un long mot de passe"
        )
    return User.objects.get(email=people[role])


def enter(client, role):
    """Let somebody of this role in."""
    if role == "editor without a factor":
        client.force_login(person("editor"))
    elif role != "anonymous":
        sign_in(client, person(role))


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["fr", "ar"])
@pytest.mark.parametrize("role", ROLES)
def test_every_address_answers_every_role_as_the_table_says(client, role, language):
    for cache in caches.all():
        cache.clear()
    enter(client, role)
    got = {}
    with override(language):
        found = list(routes())
    for route in found:
        answer = client.get(address(route), headers={"accept-language": language})
        got[route.removeprefix(f"{language}/")] = outcome(answer)
    assert got == {route: outcomes[ROLES.index(role)] for route, outcomes in TABLE.items()}
    counts.add("cells of the site's access matrix", len(got))
