"""One's dates in a calendar program: the page of the link, and the door that the program uses."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from network.core import links
from network.core.files.serving import PRIVATE
from network.core.mail.writing import absolute
from network.core.people import language_of
from network.core.views import form_view, with_secret_address
from network.members.gate import MemberRequest
from network.members.standing import standing_of

from ..exports.calendar import PAST_DAYS, as_ics, dates_for, version_of
from ..models import ActionFeed
from ..operations import open_feed, replace_feed, revoke_feed


@form_view
def page(request: MemberRequest) -> HttpResponse:
    """Shows the link on GET; makes, replaces or revokes it on POST, by which button was pressed."""
    if request.method == "POST":
        _do(request, request.POST.get("do", ""))
        return redirect("network:actions-feed")
    feed = ActionFeed.objects.visible_to(request.user).select_related("link").first()
    link = feed.link if feed is not None and feed.link.is_open else None
    context = {
        "link": link,
        "url": _address(link) if link else "",
        "past_days": PAST_DAYS,
        "crumbs": [(_("Joint actions"), reverse("network:actions"))],
    }
    return with_secret_address(render(request, "network/actions/feed.html", context))


def _do(request: MemberRequest, what: str) -> None:
    if what == "replace":
        replace_feed(by=request.actor)
        messages.success(request, _("There is a new link: the one before leads nowhere any more."))
    elif what == "revoke":
        revoke_feed(by=request.actor)
        messages.success(request, _("The link leads nowhere any more."))
    else:
        open_feed(by=request.actor)
        messages.success(request, _("Your calendar has a link now."))


def _address(link: links.Link) -> str:
    """Empty where the link can only be made again: another SECRET_KEY made it."""
    try:
        return absolute(reverse("network:feed", args=[links.token_of(link)]))
    except LookupError:
        return ""


@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The dates of the link's person, who is read as they stand now: for a calendar program."""
    found = _find(token)
    if found is None:
        answer = render(request, "network/actions/feed_closed.html", status=410)
        return _private(answer)
    with translation.override(language_of(found.user)):
        dates = dates_for(found.user)
        etag = version_of(dates)
        known = get_conditional_response(request, etag=etag)
        if known is not None:
            return _private(known)
        answer = HttpResponse(as_ics(dates), content_type="text/calendar; charset=utf-8")
    answer["ETag"] = etag
    answer["Content-Disposition"] = 'inline; filename="actions.ics"'
    return _private(answer)


def _find(token: str) -> ActionFeed | None:
    """The feed of an open link, as long as its person belongs to the network."""
    link = links.find(links.CALENDAR, token)
    if link is None:
        return None
    found = ActionFeed.objects.filter(link=link).select_related("user__network_profile").first()
    return found if found is not None and standing_of(found.user).is_in else None


def _private(answer: HttpResponse) -> HttpResponse:
    answer["Cache-Control"] = PRIVATE
    return with_secret_address(answer)
