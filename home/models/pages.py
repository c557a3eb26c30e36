"""
The page types an editor chooses from.

French is the source; Arabic pages are wagtail-localize translations. Slugs are ASCII in French and
Arabic letters in Arabic, whatever wagtail-localize makes of them.
"""

import re

from django.core.paginator import Page as PaginatorPage
from django.core.paginator import Paginator
from django.db import models
from django.db.models import OuterRef, Subquery
from django.db.models.functions import Left, Length
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, PageChooserPanel
from wagtail.coreutils import find_available_slug, string_to_ascii
from wagtail.models import Page, PageManager, PageViewRestriction
from wagtail.query import PageQuerySet
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from home.blocks import BodyBlock, BodyField, HomeBodyBlock
from home.forms import SitePageForm
from home.places import require_depth
from home.reference import activity_domains, current_territories
from home.translation.texts import require_no_more_french
from home.visibility import restrictions, visible
from network.models import ActivityDomain, ShowsJointActions, ShowsPublicDocuments, Territory
from network.text import normalise

from .images import SiteImage

ARABIC_LETTER = re.compile(r"[\u0620-\u064a]")


class SitePage(Page):
    """What every page of the site has: a summary, a body, a place in the search index."""

    summary = models.TextField(
        _("summary"),
        max_length=300,
        blank=True,
        help_text=_("One sentence: under the title, on cards and in search results."),
    )
    body = BodyField(BodyBlock(), verbose_name=_("body"), blank=True)

    content_panels = [*Page.content_panels, FieldPanel("summary"), FieldPanel("body")]
    search_fields = [
        *Page.search_fields,
        index.SearchField("search_title", boost=4),
        index.SearchField("search_text"),
    ]

    # What stands above the title, and the picture, where the page is shown elsewhere.
    kicker = ""
    image: SiteImage | None = None
    # What Open Graph calls the page.
    open_graph_type = "website"

    # Whether the texts were judged before: see `home.translation.operations.publish_approved`.
    is_approved = False

    base_form_class = SitePageForm
    # Synchronised, so that no translator is asked for it: see `slug_in_its_script`.
    override_translatable_fields = [SynchronizedField("slug", overridable=False)]

    class Meta:
        abstract = True

    def search_title(self) -> str:
        """The title as the site's search reads it, in either language."""
        return normalise(self.title)

    def search_text(self) -> str:
        """All that the page says, as the site's search reads it."""
        body = self.body.stream_block.get_searchable_content(self.body)
        return normalise(" ".join([self.summary, *body]))

    @property
    def shared_title(self) -> str:
        """The title where the page is shown elsewhere: by search engines, on its card."""
        return self.seo_title or self.title

    def get_view_restrictions(self):
        """What covers the page; at once where the query that found it saw no restriction."""
        if getattr(self, "is_restricted", True):
            return restrictions(self)
        return PageViewRestriction.objects.none()

    def query_parameters(self, context: dict) -> dict[str, str]:
        """What this page has read of the address's query, as it understood it."""
        return {}

    def save(self, *args, **kwargs):
        if self._state.adding:
            require_depth(self.depth)
        # An alias leads to the text itself: no chain of aliases hides what covers its source.
        while self.alias_of_id and self.alias_of.alias_of_id:
            self.alias_of = self.alias_of.alias_of
        # In another language an alias only holds a place for its translation: wagtail-localize
        # makes one when a page is translated before the page above it.
        if self.alias_of_id and self.alias_of.locale_id != self.locale_id:
            self.live = False
        return super().save(*args, **kwargs)

    def clean(self):
        """Refuse a published translation in which a text is still in the source's language."""
        super().clean()
        if self.live and not self.is_approved:
            require_no_more_french(self)

    def full_clean(self, *args, **kwargs):
        if self.locale_id is None:
            self.locale = self.get_default_locale()
        self.slug = self.slug_in_its_script()
        super().full_clean(*args, **kwargs)

    def slug_in_its_script(self) -> str:
        """
        The slug as this page keeps it: ASCII for French, Arabic letters for Arabic.

        wagtail-localize makes every translated slug ASCII: an Arabic one comes out empty or as its
        digits. So an Arabic page without Arabic letters in its slug keeps the one it has in the
        database, and gets its first from its title.
        """
        if self.locale.language_code != "ar":
            return slugify(string_to_ascii(self.slug or self.title))
        if ARABIC_LETTER.search(self.slug or ""):
            return slugify(self.slug, allow_unicode=True)
        kept = Page.objects.filter(pk=self.pk).values_list("slug", flat=True).first() or ""
        slug = kept if ARABIC_LETTER.search(kept) else slugify(self.title, allow_unicode=True)
        if not ARABIC_LETTER.search(slug):
            return self.slug
        parent = self.get_parent() if self.path else None
        return find_available_slug(parent, slug, ignore_page_id=self.pk) if parent else slug


class HomePage(SitePage):
    """The front page: the network in a minute, over the map of its territory."""

    kicker = models.CharField(_("line above the title"), max_length=120, blank=True)
    headline = models.CharField(_("headline"), max_length=120)
    primary_label = models.CharField(_("words on the first button"), max_length=60, blank=True)
    primary_page = models.ForeignKey(
        Page,
        verbose_name=_("page of the first button"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    secondary_label = models.CharField(_("words on the second button"), max_length=60, blank=True)
    secondary_page = models.ForeignKey(
        Page,
        verbose_name=_("page of the second button"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    body = BodyField(HomeBodyBlock(), verbose_name=_("body"), blank=True)

    template = "pages/home.html"
    page_description = _("The front page of the site: there is one in each language.")
    parent_page_types = ["wagtailcore.Page"]
    content_panels = [
        *Page.content_panels,
        MultiFieldPanel(
            [
                FieldPanel("kicker"),
                FieldPanel("headline"),
                FieldPanel("summary"),
                FieldPanel("primary_label"),
                PageChooserPanel("primary_page"),
                FieldPanel("secondary_label"),
                PageChooserPanel("secondary_page"),
            ],
            _("Beside the map"),
        ),
        FieldPanel("body"),
    ]

    class Meta:
        verbose_name = _("home page")

    @property
    def shared_title(self) -> str:
        return self.seo_title or self.headline


class SectionPage(SitePage):
    """A page that opens a part of the site: its text, then cards to the pages below it."""

    template = "pages/section.html"
    page_description = _("Opens a part of the site: its text, then cards to the pages below it.")

    class Meta:
        verbose_name = _("section page")

    def get_context(self, request, *args, **kwargs):
        children = visible(self.get_children()).in_menu().specific()
        return super().get_context(request, *args, **kwargs) | {"children": children}


class StandardPage(SitePage):
    """A page of text and blocks."""

    image = models.ForeignKey(
        SiteImage,
        verbose_name=_("image"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    template = "pages/standard.html"
    page_description = _("A page of text, pictures and other blocks: what most pages are.")
    content_panels = [
        *Page.content_panels,
        FieldPanel("summary"),
        FieldPanel("image"),
        FieldPanel("body"),
    ]

    class Meta:
        verbose_name = _("standard page")


class ContactPage(SitePage):
    """How to reach the network: the contacts of the site's settings, and where they lie."""

    template = "pages/contact.html"
    page_description = _(
        "How to reach the network: the contacts of the settings, and where they lie."
    )

    class Meta:
        verbose_name = _("contact page")


class NewsIndexPage(SitePage):
    """All the news, the newest first, by activity domain and by territory."""

    template = "pages/news_index.html"
    page_description = _("All the news, the newest first: pieces of news are added below it.")
    subpage_types = ["home.NewsPage"]

    class Meta:
        verbose_name = _("news index")

    def get_context(self, request, *args, **kwargs):
        listing = NewsListing(self, request)
        return super().get_context(request, *args, **kwargs) | {"listing": listing}

    def query_parameters(self, context):
        listing = context["listing"]
        return {
            "page": str(listing.news.number),
            "domain": listing.domain.code if listing.domain else "",
            "territory": listing.territory.code if listing.territory else "",
        }


class NewsListing:
    """The news that a reader chooses from an index. Nothing is read before it is shown."""

    PER_PAGE = 12

    def __init__(self, index: NewsIndexPage, request: HttpRequest):
        self.index, self.request = index, request

    @cached_property
    def domains(self) -> list[ActivityDomain]:
        return list(activity_domains())

    @cached_property
    def territories(self) -> list[Territory]:
        return list(current_territories())

    # A filter that names nothing known is no filter.

    @cached_property
    def domain(self) -> ActivityDomain | None:
        return _chosen(self.domains, self.request.GET.get("domain"))

    @cached_property
    def territory(self) -> Territory | None:
        return _chosen(self.territories, self.request.GET.get("territory"))

    @cached_property
    def news(self) -> PaginatorPage:
        """The page of the list that the reader is on."""
        news = NewsPage.objects.child_of(self.index).for_cards()
        if self.domain:
            news = news.filter(domains=self.domain)
        if self.territory:
            # By its code: a territory that changed has a row for each of its periods.
            periods = NewsPage.objects.filter(territories__code=self.territory.code)
            news = news.filter(pk__in=periods.values("pk"))
        return Paginator(news, self.PER_PAGE).get_page(self.request.GET.get("page"))


def _chosen(records, code):
    """The record whose code the reader chose, or None."""
    return next((record for record in records if record.code == code), None)


class NewsPageQuerySet(PageQuerySet):
    """Published news, with what a card shows of them."""

    # What cards and feeds read of a piece of news; not its body, which is most of it.
    ON_CARDS = (
        *("path", "depth", "url_path", "title", "last_published_at"),
        *("summary", "date", "image"),
    )

    def for_cards(self):
        """The published news, the newest first; two queries, however many there are."""
        return (
            visible(self)
            .only(*self.ON_CARDS)
            .select_related("image")
            .prefetch_related("domains")
            .order_by("-date", "-pk")
        )

    def with_index(self):
        """With `index_pk`, the key of the page that lists each of them, for a link."""
        above = Left(OuterRef("path"), Length(OuterRef("path")) - Page.steplen)
        return self.annotate(index_pk=Subquery(Page.objects.filter(path=above).values("pk")[:1]))


class NewsPage(SitePage):
    """A piece of news, dated, and where it belongs: activity domains and territories."""

    date = models.DateField(_("date"), default=timezone.localdate, db_index=True)
    image = models.ForeignKey(
        SiteImage,
        verbose_name=_("image"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    domains = ParentalManyToManyField(
        ActivityDomain, verbose_name=_("activity domains"), blank=True, related_name="+"
    )
    territories = ParentalManyToManyField(
        Territory, verbose_name=_("territories"), blank=True, related_name="+"
    )

    objects = PageManager.from_queryset(NewsPageQuerySet)()

    open_graph_type = "article"

    template = "pages/news.html"
    page_description = _(
        "A piece of news, dated, and where it belongs: activity domains and territories."
    )
    parent_page_types = ["home.NewsIndexPage"]
    subpage_types: list[str] = []
    content_panels = [
        *Page.content_panels,
        FieldPanel("date"),
        FieldPanel("summary"),
        FieldPanel("image"),
        FieldPanel("domains", widget=CheckboxSelectMultiple),
        FieldPanel("territories", widget=CheckboxSelectMultiple),
        FieldPanel("body"),
    ]
    # wagtail-localize passes over many-to-many fields unless they are named.
    override_translatable_fields = [
        *SitePage.override_translatable_fields,
        SynchronizedField("domains", overridable=False),
        SynchronizedField("territories", overridable=False),
    ]

    class Meta:
        verbose_name = _("news page")

    @property
    def kicker(self) -> str:
        """The day, in words."""
        return date_format(self.date)


class PublicDocumentsPage(ShowsPublicDocuments, SitePage):
    """The documents that the network's members have made public."""

    template = "pages/resources.html"
    page_description = _("The documents that the network shows to everybody, the newest first.")

    class Meta:
        verbose_name = _("page of public documents")


class PublicActionsPage(ShowsJointActions, SitePage):
    """The joint actions that the network's coordination has made public."""

    template = "pages/actions.html"
    page_description = _("The joint actions that the network shows to everybody, and where.")

    class Meta:
        verbose_name = _("page of joint actions")
