"""Every answer that somebody can get: each address of the plugin with each record there is, and
whatever pages of the private area link to from there."""

import re
from html import unescape
from io import BytesIO
from urllib.parse import parse_qs, urldefrag, urlsplit
from uuid import uuid4
from zipfile import ZipFile, is_zipfile

from django.contrib.messages import get_messages
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from network.models import (
    Archive,
    BudgetLine,
    Document,
    Folder,
    Follow,
    Indicator,
    IndicatorValue,
    JointAction,
    Membership,
    MembershipInvitation,
    Milestone,
    Organisation,
    PartialUpload,
    Photo,
    Profile,
    ProgressNote,
    Publication,
    Task,
    WorkingGroup,
)

# There are some thousands. A crawl that were cut off in silence would find nothing amiss.
MOST = 4000
# What shows the same rows in another order, and the same paper in another language, tells nothing
# new; and a timeline leads on from year to year for ever.
_MORE_OF_THE_SAME = {"order", "languages"}
_NEXT_OF_MANY = {"from"}
_NUMBER = re.compile(r"<(?:int|uuid):\w+>")
_LINK = re.compile(r"""(?:href|src|action|hx-get)=["']([^"']+)["']""")


def network_patterns(patterns=None, prefix="", in_network=False):
    """(route, pattern) of every address of the plugin, as the site mounts it."""
    for pattern in patterns or get_resolver().url_patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            is_ours = in_network or pattern.namespace == "network"
            yield from network_patterns(pattern.url_patterns, route, is_ours)
        elif isinstance(pattern, URLPattern) and in_network:
            yield route, pattern


# What a number in an address is of, by what the address begins with below the private area.
NUMBERS = {
    "groups/": WorkingGroup,
    "actions/tasks/": Task,
    "actions/milestones/": Milestone,
    "actions/indicators/": Indicator,
    "actions/values/": IndicatorValue,
    "actions/budget/": BudgetLine,
    "actions/notes/": ProgressNote,
    "actions/photos/": Photo,
    "actions/": JointAction,
    "documents/folders/": Folder,
    "documents/archives/": Archive,
    "documents/follows/": Follow,
    "publications/": Publication,
    "uploads/": PartialUpload,
    "documents/": Document,
    "members/people/": Profile,
    "members/organisations/": Organisation,
    "members/invitations/": MembershipInvitation,
    "members/mandates/": Membership,
}


def addresses():
    """Each address with each record that it may be about, and with a number that nothing has."""
    start = reverse("network:dashboard").lstrip("/")
    for route, _pattern in network_patterns():
        address = re.sub(r"<(?:str|path):\w+>", "none", f"/{route}")
        # Further numbers count on from one: a version of a document, a page of its preview.
        address = re.sub(r"<int:(?:number|page)>", "1", address)
        if not _NUMBER.search(address):
            yield address
            continue
        below = route.removeprefix(start)
        model = next(model for begin, model in NUMBERS.items() if below.startswith(begin))
        nothing = uuid4() if "<uuid:" in address else 999_999
        for pk in (*model._base_manager.values_list("pk", flat=True), nothing):
            yield _NUMBER.sub(str(pk), address)


def crawl(client, starts, follow="", **extra):
    """(address, status, text) of each answer to a GET, links of pages followed: those below
    `follow`, by itself the private area."""
    waiting, seen = list(dict.fromkeys(starts)), set()
    while waiting:
        address = waiting.pop(0)
        if address in seen:
            continue
        if len(seen) == MOST:
            raise AssertionError(
                f"There are more than {MOST} addresses: look where they come from."
            )
        seen.add(address)
        answer = client.get(address, **extra)
        # What it tells the next page is read here, and is not carried on a thousand times.
        client.cookies.pop("messages", None)
        text = unescape(_text(answer))
        yield address, answer.status_code, text
        if "text/html" in answer.get("Content-Type", ""):
            waiting += [link for link in _links(address, text, follow) if link not in seen]


def _text(answer):
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    headers = [f"{name}: {value}" for name, value in answer.items()]
    told = map(str, get_messages(answer.wsgi_request))
    return "\n".join((*headers, *told, *_read(content)))


def _read(content):
    """What it says: a workbook is packed."""
    if not is_zipfile(BytesIO(content)):
        return [content.decode(errors="replace")]
    with ZipFile(BytesIO(content)) as packed:
        return [packed.read(name).decode(errors="replace") for name in packed.namelist()]


def _links(address, text, follow):
    for link in _LINK.findall(text):
        link = urldefrag(unescape(link)).url
        if link.startswith("?"):
            link = urlsplit(address).path + link
        if link.startswith(follow or reverse("network:dashboard")) and _is_new(address, link):
            yield link


def _is_new(address, link):
    """Whether it may show something else. Of the years of a timeline, those next to this one."""
    asked = parse_qs(urlsplit(link).query).keys()
    before = parse_qs(urlsplit(address).query).keys()
    return not asked & _MORE_OF_THE_SAME and not asked & before & _NEXT_OF_MANY
