"""How the site extends Wagtail."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q
from django.http import HttpRequest
from django.shortcuts import redirect
from django.utils.html import escape
from django.utils.translation import get_language
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import Page, PageViewRestriction
from wagtail.rich_text.pages import PageLinkHandler

from . import admin, broken_links  # noqa: F401  (their hooks)
from .places import chosen_parent, require_room
from .translation import admin as translation_admin  # noqa: F401  (the translators' hooks)
from .visibility import restricted


class ReaderPageLinkHandler(PageLinkHandler):
    """
    Resolves links to pages into the reader's language, all links of a text in one query.

    A link to a page that visitors cannot see stays as words without an address. Wagtail's own
    handler asks for each page's translation by itself.
    """

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict]) -> list[str]:
        ids = [attrs.get("id", "") for attrs in attrs_list]
        urls = cls._urls({int(pk) for pk in ids if pk.isdecimal() and len(pk) < 19})
        return [cls._tag(urls.get(attrs.get("id")), attrs.get("class")) for attrs in attrs_list]

    @staticmethod
    def _tag(url: str | None, css_class: str | None) -> str:
        tag = f'<a href="{escape(url)}"' if url else "<a"
        return f'{tag} class="{escape(css_class)}">' if css_class else f"{tag}>"

    @staticmethod
    def _urls(ids: set[int]) -> dict[str, str]:
        """The address for each page's id, as text: its translation's where there is one."""
        # A page that is not published may well have a translation that is.
        keys = Page.objects.filter(pk__in=ids).values("translation_key")
        pages = (
            Page.objects.filter(translation_key__in=keys)
            .annotate(is_visible=~restricted() & Q(live=True))
            .values_list(
                *("pk", "url_path", "translation_key", "locale__language_code", "is_visible"),
                named=True,
            )
        )
        asked = [page for page in pages if page.pk in ids]
        shown = {
            (page.translation_key, page.locale__language_code): page
            for page in pages
            if page.is_visible
        }
        addresses: dict[str, str] = {}
        for page in asked:
            translation = shown.get((page.translation_key, get_language()))
            if target := translation or (page if page.is_visible else None):
                addresses[str(page.pk)] = Page(url_path=target.url_path).url
        return addresses


@hooks.register("before_serve_page")
def refuse_who_may_not_enter(page, request, serve_args, serve_kwargs):
    """
    403 for a signed-in person whom a page is not for.

    Wagtail sends them to sign in, which sends them back: they would go round for ever.
    """
    for restriction in page.get_view_restrictions():
        by_group = restriction.restriction_type == PageViewRestriction.GROUPS
        if by_group and request.user.is_authenticated and not restriction.accept_request(request):
            raise PermissionDenied


@hooks.register("register_rich_text_features", order=10)
def register_reader_page_links(features):
    features.register_link_type(ReaderPageLinkHandler)


@hooks.register("before_move_page")
def say_that_it_is_too_deep_to_move(request, page, destination):
    return _refusal(request, [page], destination, redirect("wagtailadmin_pages:move", page.pk))


@hooks.register("before_bulk_action")
def say_that_it_is_too_deep_to_move_together(request, action_type, objects, action):
    if action_type != "move":
        return None
    destination = action.cleaned_form.cleaned_data["chooser"]
    return _refusal(request, objects, destination, redirect(action.next_url))


@hooks.register("before_copy_page")
def say_that_it_is_too_deep_to_copy(request, page):
    if not (parent := chosen_parent(request)):
        return None
    alone = not request.POST.get("copy_subpages")
    back = redirect("wagtailadmin_pages:copy", page.pk)
    return _refusal(request, [page], parent, back, alone=alone)


def _refusal(request: HttpRequest, pages: list[Page], parent: Page, back, **options):
    """Back, with a sentence, for an editor who puts pages too deep; else None."""
    try:
        for page in pages:
            require_room(page, parent, **options)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return back
    return None
