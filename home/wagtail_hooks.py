"""How the site extends Wagtail."""

from django.db.models import Q
from django.utils.html import escape
from django.utils.translation import get_language
from wagtail import hooks
from wagtail.models import Page
from wagtail.rich_text.pages import PageLinkHandler

from .visibility import visible


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
        keys = Page.objects.filter(pk__in=ids).values("translation_key")
        pages = visible(Page.objects.filter(Q(pk__in=ids) | Q(translation_key__in=keys)))
        pages = list(pages.select_related("locale"))
        translated = {
            page.translation_key: page
            for page in pages
            if page.locale.language_code == get_language()
        }
        return {
            str(page.pk): translated.get(page.translation_key, page).url
            for page in pages
            if page.pk in ids
        }


@hooks.register("register_rich_text_features", order=10)
def register_reader_page_links(features):
    features.register_link_type(ReaderPageLinkHandler)
