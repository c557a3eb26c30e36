"""What everybody reads of the documents: the list of those that are public, and their files.

A page type of the site shows them by `ShowsPublicDocuments`:

    class ResourcesPage(ShowsPublicDocuments, Page): ...

`pages.ResourcesPage` is such a type, for sites whose pages are Wagtail's own; a site whose pages
have a base of their own makes one of that, and the plugin's is then offered no more.
"""

from functools import cached_property
from typing import Any, ClassVar

from django.core.paginator import Page as PageOfRows
from django.db.models import Value
from django.db.models.functions import Concat
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect
from django.utils.text import slugify
from wagtail.models import Page
from wagtail.url_routing import RouteResult

from network.core.files import FAMILIES, safe_name, serve
from network.core.lines import is_number, one_line
from network.core.multilingual import Origin, language_choices
from network.core.public_pages import is_offered
from network.core.views import page_of
from network.members.models import ActivityDomain

from .models import Publication, PublicationQuerySet

LONGEST_QUERY = 200


class ShowsPublicDocuments:
    """For a page type: the public documents, and each one's file below the page's address.

    To be named before the base of the page. Whoever may see the page gets the files, and nobody
    else: what restricts the page is asked before any of this.
    """

    subpage_types: ClassVar[list[str]] = []

    @classmethod
    def can_create_at(cls, parent: Any) -> bool:
        return is_offered(cls, ShowsPublicDocuments) and super().can_create_at(parent)  # type: ignore[misc]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)  # type: ignore[misc]
        return context | {"listing": Listing(self, request)}

    def query_parameters(self, context: dict[str, Any]) -> dict[str, str]:
        """What the page has read of the address's query, for a site that keeps its pages: not the
        words, of which there are any number."""
        listing = context["listing"]
        return {"page": str(listing.page.number), **listing.chosen}

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Below the page's address are the files: `<number>/<name>/`."""
        match path_components:
            case [number, name] if is_number(number):
                if not self.live:  # type: ignore[attr-defined]
                    raise Http404
                return RouteResult(self, kwargs={"number": int(number), "name": name})
        return super().route(request, path_components)  # type: ignore[misc]

    def serve(
        self,
        request: HttpRequest,
        *args: Any,
        number: int | None = None,
        name: str = "",
        **kwargs: Any,
    ) -> HttpResponseBase:
        if number is None:
            return super().serve(request, *args, **kwargs)  # type: ignore[misc]
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        return self._serve_file(request, number, name)

    def _serve_file(self, request: HttpRequest, number: int, name: str) -> HttpResponseBase:
        publication = Publication.objects.public().filter(pk=number).first()
        if publication is None:
            return redirect(self._successor_address(request, number))
        if name != name_in_address(publication):
            raise Http404
        version = publication.version
        return serve(
            request,
            version.file.name,
            name=name_of_file(publication),
            content_type=version.content_type,
            size=version.size,
            sha256=version.sha256,
            is_public=not self.get_view_restrictions().exists(),  # type: ignore[attr-defined]
        )

    def _successor_address(self, request: HttpRequest, number: int) -> str:
        """Of what was public once, the address of what is public of that document today."""
        once = get_object_or_404(Publication, pk=number, decided_at__isnull=False)
        today = get_object_or_404(Publication.objects.public(), document=once.document_id)
        return address_below(self, today, request)  # type: ignore[arg-type]


class Listing:
    """The public documents that a reader chooses. Nothing is read before it is shown; a filter that
    names nothing known is no filter."""

    def __init__(self, page: Any, request: HttpRequest) -> None:
        self.shown_on, self.request = page, request

    @cached_property
    def q(self) -> str:
        return one_line(self.request.GET.get("q", "")[:LONGEST_QUERY])

    @cached_property
    def languages(self) -> list[tuple[str, str]]:
        return language_choices()

    @cached_property
    def domains(self) -> list[tuple[str, str]]:
        """Those that something public belongs to."""
        used = Publication.objects.public().order_by().values("domains")
        return [(row.code, str(row)) for row in ActivityDomain.objects.filter(pk__in=used)]

    @cached_property
    def kinds(self) -> list[tuple[str, str]]:
        """Those that something public is of."""
        rows = Publication.objects.public().order_by()
        types = set(rows.values_list("version__content_type", flat=True).distinct())
        return [
            (code, str(family.label))
            for code, family in FAMILIES.items()
            if any(map(family.has, types))
        ]

    @cached_property
    def chosen(self) -> dict[str, str]:
        """What was chosen from the lists, by name; empty where nothing was."""
        choices = {"domain": self.domains, "kind": self.kinds, "language": self.languages}
        asked = {name: self.request.GET.get(name, "") for name in choices}
        return {
            name: asked[name] if asked[name] in dict(known) else ""
            for name, known in choices.items()
        }

    @property
    def is_filtered(self) -> bool:
        return bool(self.q or any(self.chosen.values()))

    @cached_property
    def page(self) -> PageOfRows:
        """The page of the list that the reader is on, the newest first; each with its `address`."""
        page = page_of(self.request, self._rows())
        for publication in page:
            publication.address = address_below(self.shown_on, publication, self.request)
        return page

    def _rows(self) -> PublicationQuerySet:
        rows = Publication.objects.public().with_what_a_list_shows()
        if self.q:
            rows = rows.matching(self.q)
        if domain := self.chosen["domain"]:
            rows = rows.filter(domains__code=domain)
        if kind := self.chosen["kind"]:
            rows = rows.filter(FAMILIES[kind].of("version__content_type"))
        if language := self.chosen["language"]:
            spaced = Concat(Value(" "), "version__languages", Value(" "))
            rows = rows.annotate(spaced=spaced).filter(spaced__contains=f" {language} ")
        return rows.order_by("-decided_at", "-pk")


def address_below(page: Page, publication: Publication, request: HttpRequest | None = None) -> str:
    """Where the file of a public document is, on a page that shows it."""
    return f"{page.get_url(request) or ''}{publication.pk}/{name_in_address(publication)}/"


def name_in_address(publication: Publication) -> str:
    """What the file is called in its address, in the letters that those of pages have; the same in
    every language. It has no ending: Wagtail knows no address with a dot."""
    texts = sorted(publication.title.texts, key=lambda text: text.origin != Origin.ORIGINAL)
    stems = (slugify(text.body)[:60].strip("-_") for text in texts)
    return next(filter(None, stems), "document")


def name_of_file(publication: Publication) -> str:
    """What the file is called when it is saved: its title, and not what its author called it."""
    return safe_name(f"{publication.title}{publication.version.kind.extension}")
