"""
The way to a page, and what stands around it: menus, breadcrumbs, the other language.

One query over the page tree answers all of it, however many pages there are.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple
from urllib.parse import quote
from uuid import UUID

from django.conf import settings
from django.db.models import Q, Subquery
from django.http import HttpRequest
from django.urls import reverse, translate_url
from django.utils.translation import get_language, get_language_from_path, override
from wagtail.models import Page, Site

from . import kept
from .visibility import restricted

LANGUAGE_CODES = [code for code, _name in settings.LANGUAGES]


class Node(NamedTuple):
    """What the surroundings read of a page: a tenth of what making a `Page` of it costs."""

    pk: int
    content_type_id: int
    path: str
    depth: int
    url_path: str
    title: str
    show_in_menus: bool
    translation_key: UUID
    alias_of_id: int | None
    locale_id: int
    locale__language_code: str
    is_restricted: bool

    @property
    def language(self) -> str:
        return self.locale__language_code


@dataclass
class MenuItem:
    """A page in a menu, with the menu pages right below it."""

    title: str
    url: str
    current: bool = False
    children: list["MenuItem"] = field(default_factory=list)

    @property
    def opened(self) -> bool:
        """Whether the reader is on this page or right below it."""
        return self.current or any(child.current for child in self.children)


@dataclass(frozen=True)
class LanguageLink:
    """The way to another language; not `translated` where it leads to a page above this one."""

    code: str
    name: str
    url: str
    translated: bool


class Surroundings:
    """
    The published pages around one address, in the tree of the reader's language.

    `path` is the address below the language's own, None for what is no page (the search, an error);
    `page` is the page there, or None. A page marked “show in menus” stands in the header
    when its parents do up to the home page; in a section that is itself in no menu it stands in
    the last line of every page (legal notice, accessibility).
    """

    def __init__(self, request: HttpRequest, path: str | None, page: Page | None):
        self.request = request
        parts = None if path is None else [part for part in path.split("/") if part]
        self.parts = parts or []
        generation = kept.generation_of(request) if parts is not None else None
        name = generation and f"around {request.get_host()} {get_language()} {parts}"
        found = kept.find(name, generation)
        self.roots, self.trail, self.pages = found or self._read(parts, page)
        self.root_path = self.roots.get(get_language())
        # What of the address is below the page's own: see `show_below`.
        self.below = ""
        self.page = self.pages.get(self.trail[-1]) if self.trail else None
        # A page that was put among those of another language is not theirs.
        if self.page and self.page.language != get_language():
            self.page = None
        if self.is_public and not found:
            public = {path: node for path, node in self.pages.items() if not node.is_restricted}
            kept.keep(name, (self.roots, self.trail, public), generation)

    @property
    def nearest(self) -> tuple[Node | None, list[str]]:
        """The page that is there, or the nearest above, and what of the address is left below it.

        None where that one was put among those of another language.
        """
        for above, path in enumerate(reversed(self.trail)):
            if page := self.pages.get(path):
                below = self.parts[len(self.parts) - above :]
                return (page if page.language == get_language() else None), below
        return None, []

    def show_below(self) -> None:
        """Say that the page above this address has it below its own: what stands around the page
        stands around it, and it is in the other language where the page is."""
        self.page, below = self.nearest
        self.trail = self.trail[: len(self.trail) - len(below)]
        self.below = quote("".join(f"{part}/" for part in below))

    @property
    def is_public(self) -> bool:
        """Whether there is a published page at this address, and anyone may see it."""
        return self.page is not None and not self.page.is_restricted

    def _read(
        self, parts: list[str] | None, page: Page | None
    ) -> tuple[dict[str, str], list[str], dict[str, Node]]:
        """
        The home pages' paths by language; the trail, which is the stored paths of the page and of
        all pages above it, the home page first; the pages by their paths.
        """
        roots = language_roots(self.request)
        if not (root_path := roots.get(get_language())):
            return roots, [], {}
        if parts is None and page and page.url_path:
            parts = page.url_path.removeprefix(root_path).strip("/").split("/")
        steps = [f"{part}/" for part in parts or [] if part]
        lengths = [] if parts is None else range(len(steps) + 1)
        trail = [root_path + "".join(steps[:length]) for length in lengths]
        return roots, trail, {node.url_path: node for node in self._nodes(root_path, trail)}

    def _nodes(self, root_path: str, trail: list[str]) -> Iterable[Node]:
        root_depth = root_path.count("/")
        in_menus = Q(url_path__startswith=root_path, show_in_menus=True, depth__lte=root_depth + 2)
        sections = Q(url_path__startswith=root_path, depth=root_depth + 1)
        # A page's translations share its key, wherever they stand.
        keys = Page.objects.filter(url_path__in=trail).values("translation_key")
        translations = Q(translation_key__in=Subquery(keys))
        tree = (in_menus | sections) & Q(locale__language_code=get_language())
        pages = Page.objects.live().filter(tree | translations).order_by("path")
        return map(
            Node._make, pages.annotate(is_restricted=restricted()).values_list(*Node._fields)
        )

    @cached_property
    def home_url(self) -> str:
        return home_address(get_language())

    @cached_property
    def home_urls(self) -> dict[str, str]:
        return {code: home_address(code) for code in {*LANGUAGE_CODES, *self.roots}}

    def url(self, node: Node) -> str:
        """As `Page.get_url` has it, which looks up the site and the language for each page."""
        for language, root_path in self.roots.items():
            if node.url_path.startswith(root_path):
                below = node.url_path.removeprefix(root_path)
                return self.home_urls[language] + quote(below)
        return Page(url_path=node.url_path).get_url(self.request)

    @cached_property
    def breadcrumbs(self) -> list[MenuItem]:
        """The pages above this one, the home page first; none above the home page."""
        trail = self.trail if self.below else self.trail[:-1]
        above = [self.pages[path] for path in trail if path in self.pages]
        return [self._item(page) for page in above if not page.is_restricted]

    @property
    def parent(self) -> MenuItem | None:
        """The page right above this one, if anyone may see it."""
        page = self.pages.get(self.trail[-2]) if len(self.trail) > 1 else None
        return self._item(page) if page and not page.is_restricted else None

    @cached_property
    def header(self) -> list[MenuItem]:
        return [item for page, item in self._tops if page.show_in_menus]

    @cached_property
    def legal(self) -> list[MenuItem]:
        """The menu pages of the sections that stand in no menu."""
        return [
            child for page, item in self._tops if not page.show_in_menus for child in item.children
        ]

    @cached_property
    def _tops(self) -> list[tuple[Node, MenuItem]]:
        """The pages right below the home page, each with its menu pages, in the tree's order."""
        depth = self.root_path.count("/") + 1 if self.root_path else 0
        visible = [
            page
            for url_path, page in self.pages.items()
            if url_path.startswith(self.root_path or "/") and not page.is_restricted
        ]
        tops = {page.path: (page, self._item(page)) for page in visible if page.depth == depth}
        for page in visible:
            parent = page.path[: -Page.steplen]
            if page.depth == depth + 1 and page.show_in_menus and parent in tops:
                tops[parent][1].children.append(self._item(page))
        return list(tops.values())

    def _item(self, page: Node) -> MenuItem:
        return MenuItem(
            title=page.title,
            url=self.url(page),
            current=self.page is not None and page.pk == self.page.pk and not self.below,
        )

    @cached_property
    def languages(self) -> list[LanguageLink]:
        """One link a language other than the reader's."""
        return [self._language_link(code) for code in LANGUAGE_CODES if code != get_language()]

    def _language_link(self, code: str) -> LanguageLink:
        name = dict(settings.LANGUAGES)[code]
        for path in reversed(self.trail):
            if self.page and (page := self.translation(path, code)):
                # An alias is there, and is not translated.
                is_here = path == self.trail[-1]
                url = self.url(page) + (self.below if is_here else "")
                return LanguageLink(code, name, url, is_here and not page.alias_of_id)
        view = self.request.resolver_match
        in_a_language = get_language_from_path(self.request.path_info)
        if in_a_language and view and not (view.url_name or "").startswith("wagtail"):
            return LanguageLink(code, name, translate_url(self.request.get_full_path(), code), True)
        return LanguageLink(code, name, self.home_urls[code], self.page is None)

    def translation(self, url_path: str, code: str) -> Node | None:
        """The published translation into `code` of the page at `url_path`, if anyone may see it."""
        if not (source := self.pages.get(url_path)):
            return None
        return next(
            (
                page
                for page in self.pages.values()
                if page.translation_key == source.translation_key
                and page.language == code
                and not page.is_restricted
            ),
            None,
        )

    @cached_property
    def alternates(self) -> list[tuple[str, str]]:
        """
        (language, address) of each version of this page, for `hreflang`.

        An alias is no version: it shows its source's text at another address.
        """
        if not self.page or self.page.alias_of_id:
            return []
        pages = [(code, self.translation(self.trail[-1], code)) for code in LANGUAGE_CODES]
        return [
            (code, self.request.build_absolute_uri(self.url(page) + self.below))
            for code, page in pages
            if page and not page.alias_of_id
        ]


def home_address(language: str) -> str:
    """The address of the home page in a language."""
    with override(language):
        return reverse("wagtail_serve", args=[""])


def language_roots(request: HttpRequest) -> dict[str, str]:
    """By language, the stored path of its home page on this request's site, such as `/noress/`."""
    site = Site.find_for_request(request)
    return {
        root.language_code: root.root_path
        for root in Site.get_site_root_paths()
        if site and root.site_id == site.pk
    }


def surroundings(
    request: HttpRequest, path: str | None = None, page: Page | None = None
) -> Surroundings:
    """
    The `Surroundings` of this request, made once.

    The page's view knows the `path`; a preview comes without, and is placed where its `page` is.
    """
    if not hasattr(request, "surroundings"):
        request.surroundings = Surroundings(request, path, page)
    return request.surroundings
