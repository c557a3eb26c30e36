"""
The report of links that lead nowhere: from published pages to what visitors cannot open.

Wagtail's reference index knows what leads to a page that is there; what leads to one that is gone
it forgets, and addresses typed by hand it never knew: those are looked for in the bodies. Links to
other sites are not tried: that would be a request to a third party.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from urllib.parse import unquote, urlsplit

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import CharField, QuerySet, TextField
from django.db.models.functions import Cast
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import Resolver404, path, resolve, reverse
from django.utils.translation import get_language, get_language_from_path, override
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.models import Page, ReferenceIndex, Site
from wagtail.permissions import page_permission_policy

from home.models import SiteImage, SitePage

from .visibility import visible

PER_PAGE = 50
# Where a block keeps the key of what it leads to.
CHOOSERS = {"page": "page", "document": "document", "image": "image", "logo": "image"}
LINK_TAG = re.compile(r"<a [^>]*>")
ATTRIBUTE = re.compile(r'(\w+)="([^"]*)"')


@dataclass(frozen=True)
class BrokenLink:
    """A link of `page` that no visitor can follow; `target` is what it leads to, in words."""

    page: Page
    target: str
    reason: str


def broken_links(user) -> list[BrokenLink]:
    """The broken links of the published pages that this person may edit, by page."""
    pages = page_permission_policy.instances_user_has_any_permission_for(
        user, {"change", "publish"}
    )
    pages = pages.filter(live=True, alias_of=None, depth__gt=1)
    found = [*_to_hidden_pages(pages), *_in_bodies(pages)]
    return sorted(found, key=lambda link: (link.page.title, link.target))


def _to_hidden_pages(pages: QuerySet[Page]) -> Iterator[BrokenLink]:
    """Links to pages that are drafts or private."""
    kind = ContentType.objects.get_for_model(Page)
    references = ReferenceIndex.objects.filter(
        base_content_type=kind,
        object_id__in=pages.annotate(key=Cast("pk", CharField())).values("key"),
        to_content_type=kind,
    ).values_list("object_id", "to_object_id")
    links = {(int(source), int(target)) for source, target in references}
    known = Page.objects.in_bulk({key for link in links for key in link})
    keys = {known[target].translation_key for _source, target in links if target in known}
    shown = visible(Page.objects.filter(translation_key__in=keys))
    # A link leads to the reader's language where it can, else to the page that was chosen.
    shown_keys, languages = set(), set()
    for page in shown:
        shown_keys.add(page.pk)
        languages.add((page.translation_key, page.locale_id))
    for source, target in links:
        page, to = known[source], known.get(target)
        if (
            to
            and target not in shown_keys
            and (to.translation_key, page.locale_id) not in languages
        ):
            reason = _("The page is not public.") if to.live else _("The page is a draft.")
            yield BrokenLink(page, to.title, reason)


def _in_bodies(pages: QuerySet[Page]) -> Iterator[BrokenLink]:
    """Links to what is gone, and to addresses where there is nothing."""
    links = [
        (page, *link)
        for page in _with_bodies(pages)
        for link in set(_links_in(json.loads(page.text)))
    ]
    gone = {
        "page": (Page, _("The page is gone.")),
        "document": (get_document_model(), _("The document is gone.")),
        "image": (SiteImage, _("The image is gone.")),
    }
    for kind, (model, reason) in gone.items():
        keys = {int(value) for _page, link_kind, value in links if link_kind == kind}
        there = set(model.objects.filter(pk__in=keys).values_list("pk", flat=True))
        for page, link_kind, value in links:
            if link_kind == kind and int(value) not in there:
                yield BrokenLink(page, f"#{value}", reason)
    hosts = {site.hostname for site in Site.objects.all()}
    ours = [
        (page, value)
        for page, kind, value in links
        if kind == "address" and _host(value) in {None, *hosts}
    ]
    open_paths = _open_paths({path for _page, address in ours if (path := _path(address))})
    for page, address in ours:
        if _path(address) not in open_paths:
            yield BrokenLink(page, address, _("There is nothing at this address."))


def _with_bodies(pages: QuerySet[Page]) -> Iterator[Page]:
    """The pages, each with its body as stored in `text`."""
    for model in SitePage.__subclasses__():
        found = model.objects.filter(pk__in=pages.values("pk"))
        yield from found.annotate(text=Cast("body", TextField())).only("pk", "title")


def _links_in(value) -> Iterator[tuple[str, str]]:
    """What a stored body leads to: page, document, image or address; its key, or the address."""
    if isinstance(value, dict):
        for name, item in value.items():
            if name in CHOOSERS and isinstance(item, int):
                yield CHOOSERS[name], str(item)
            elif name == "url" and item:
                yield "address", item
            else:
                yield from _links_in(item)
    elif isinstance(value, list):
        for item in value:
            yield from _links_in(item)
    elif isinstance(value, str):
        yield from _links_in_rich_text(value)


def _links_in_rich_text(text: str) -> Iterator[tuple[str, str]]:
    for tag in LINK_TAG.findall(text):
        attributes = dict(ATTRIBUTE.findall(tag))
        key = attributes.get("id", "")
        if key.isdecimal() and len(key) < 19:
            yield attributes.get("linktype", "page"), key
        elif attributes.get("href", "").startswith(("/", "http://", "https://")):
            yield "address", unescape(attributes["href"])


def _host(address: str) -> str | None:
    """The host of an address, None where it has none; one that cannot be read is ours to mend."""
    try:
        return urlsplit(address).hostname
    except ValueError:
        return None


def _path(address: str) -> str | None:
    """The path of an address, with the slash at its end that a page's has; None if unreadable."""
    try:
        path = unquote(urlsplit(address).path)
    except ValueError:
        return None
    return path if path.endswith("/") or "." in path else f"{path}/"


def _open_paths(paths: set[str]) -> set[str]:
    """Those of these paths that answer something else than 404."""
    roots = {f"/{root.language_code}/": root.root_path for root in Site.get_site_root_paths()}
    stored = {
        path: roots[path[:4]] + path[4:].rstrip("/") + "/" * bool(path[4:].strip("/"))
        for path in paths
        if path[:4] in roots
    }
    shown = set(
        visible(Page.objects.filter(url_path__in=stored.values())).values_list(
            "url_path", flat=True
        )
    )
    moved = set(Redirect.objects.values_list("old_path", flat=True))
    return {
        path
        for path in paths
        if stored.get(path) in shown or Redirect.normalise_path(path) in moved or _is_view(path)
    }


def _is_view(path: str) -> bool:
    """Whether an address is a view's own, such as the search; documents and files are trusted."""
    # What stands below a language's prefix is only found in that language.
    with override(get_language_from_path(path) or get_language()):
        try:
            return resolve(path).url_name != "wagtail_serve"
        except Resolver404:
            return False


def report(request: HttpRequest) -> HttpResponse:
    if not _may_see(request.user):
        raise PermissionDenied
    links = Paginator(broken_links(request.user), PER_PAGE).get_page(request.GET.get("p"))
    return render(request, "admin/broken_links.html", {"links": links})


def _may_see(user) -> bool:
    return page_permission_policy.user_has_any_permission(user, {"change", "publish"})


@hooks.register("register_admin_urls")
def broken_links_url():
    return [path("reports/broken-links/", report, name="broken_links")]


class BrokenLinksMenuItem(MenuItem):
    def is_shown(self, request):
        return _may_see(request.user)


@hooks.register("register_reports_menu_item")
def broken_links_in_the_menu():
    return BrokenLinksMenuItem(
        _("Broken links"),
        reverse("broken_links"),
        name="broken-links",
        icon_name="link",
        order=900,
    )
