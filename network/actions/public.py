"""What everybody reads of joint actions: the list of those that are public, and a page of each.

A page type of the site shows them by `ShowsJointActions`:

    class ActionsPage(ShowsJointActions, Page): ...

`pages.JointActionsPage` is such a type, for sites whose pages are Wagtail's own; a site whose pages
have a base of their own makes one of that, and the plugin's is then offered no more.
"""

from typing import Any, ClassVar

from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.text import Truncator, slugify
from wagtail.url_routing import RouteResult

from network.core.files import serve_picture
from network.core.lines import is_number
from network.core.multilingual import Origin
from network.core.public_pages import is_offered

from .models import ActionPublication
from .public_listing import Listing

# Of the aims, what search engines and those who share the address show.
WORDS_OF_SUMMARY = 30


class ShowsJointActions:
    """For a page type: the public joint actions; below the page's address a page of each, and its
    photos.

    To be named before the base of the page. Whoever may see the page gets what is below it, and
    nobody else: what restricts the page is asked before any of this.
    """

    subpage_types: ClassVar[list[str]] = []
    # A page's own template is for the list.
    action_template = "network/actions/public/action.html"

    @classmethod
    def can_create_at(cls, parent: Any) -> bool:
        return is_offered(cls, ShowsJointActions) and super().can_create_at(parent)  # type: ignore[misc]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """With the `listing`; for the page of one action, which Wagtail never asks for, without."""
        context = super().get_context(request, *args, **kwargs)  # type: ignore[misc]
        if "publication" in kwargs:
            return context | {"publication": kwargs["publication"]}
        listing = Listing(request)
        for publication in listing.page:
            set_addresses(publication, self.get_url(request) or "")  # type: ignore[attr-defined]
        return context | {"listing": listing}

    def query_parameters(self, context: dict[str, Any]) -> dict[str, str]:
        """What the page has read of the address's query, for a site that keeps its pages: not the
        words, of which there are any number."""
        if (listing := context.get("listing")) is None:
            return {}
        return {"page": str(listing.page.number), **listing.chosen}

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Below the page's address: `<number>/<name>/`, and `<number>/photos/<photo>/`."""
        match path_components:
            case [number, "photos", photo] if is_number(number) and is_number(photo):
                below = {"number": int(number), "photo": int(photo)}
            case [number, name] if is_number(number):
                below = {"number": int(number), "name": name}
            case _:
                return super().route(request, path_components)  # type: ignore[misc]
        if not self.live:  # type: ignore[attr-defined]
            raise Http404
        return RouteResult(self, kwargs=below)

    def serve(
        self,
        request: HttpRequest,
        *args: Any,
        number: int | None = None,
        name: str = "",
        photo: int | None = None,
        **kwargs: Any,
    ) -> HttpResponseBase:
        if number is None:
            return super().serve(request, *args, **kwargs)  # type: ignore[misc]
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        publication = get_object_or_404(
            ActionPublication.objects.public().with_what_a_list_shows(), action=number
        )
        if photo is not None:
            found = get_object_or_404(publication.photos, pk=photo)
            is_public = not self.get_view_restrictions().exists()  # type: ignore[attr-defined]
            return serve_picture(request, found.file.name, is_public=is_public)
        address = set_addresses(publication, self.get_url(request) or "")  # type: ignore[attr-defined]
        if name != name_in_address(publication):
            # It was called otherwise once.
            return redirect(address)
        return self._action_page(request, publication)

    def _action_page(
        self, request: HttpRequest, publication: ActionPublication
    ) -> TemplateResponse:
        context = self.get_context(request, publication=publication)
        url = self.get_url(request) or ""  # type: ignore[attr-defined]
        context |= {
            # What `network/public.html` says of the page in its head, instead of the list's own.
            "entry": {
                "title": publication.title,
                "summary": Truncator(str(publication.aims)).words(WORDS_OF_SUMMARY),
                "full_address": request.build_absolute_uri(publication.address),
            },
            "domains": publication.domains.all(),
            "territories": publication.territories.all(),
            "photos": [
                (
                    photo,
                    address_of_photo(url, publication, photo.pk),
                    publication.caption_of(photo),
                )
                for photo in publication.photos.all()
            ],
        }
        return TemplateResponse(request, self.action_template, context)


def set_addresses(publication: ActionPublication, url: str) -> str:
    """Give it its `address` below that of a page that shows it, and `cover_address` where it has a
    photo; returns the first of them."""
    publication.address = address_below(url, publication)
    cover = publication.cover
    publication.cover_address = address_of_photo(url, publication, cover) if cover else ""
    return publication.address


def address_below(url: str, publication: ActionPublication) -> str:
    """Where a public action is, below the address of a page that shows it: the same as long as it
    is called so, however often it is made public again."""
    return f"{url}{publication.action_id}/{name_in_address(publication)}/"


def address_of_photo(url: str, publication: ActionPublication, photo: int) -> str:
    return f"{url}{publication.action_id}/photos/{photo}/"


def name_in_address(publication: ActionPublication) -> str:
    """What the action is called in its address, in the letters that those of pages have; the same
    in every language, so that each is found from the other."""
    texts = sorted(publication.title.texts, key=lambda text: text.origin != Origin.ORIGINAL)
    stems = (slugify(text.body)[:60].strip("-_") for text in texts)
    return next(filter(None, stems), "action")
