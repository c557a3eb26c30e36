"""
The blocks an editor builds a page from.

Rich text is printed as it is stored (`value.source`), and `pagelinks` in the base template resolves
the links of the whole page: they cost one query however many blocks there are.
"""

import re
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import (
    CharBlock,
    ChoiceBlock,
    IntegerBlock,
    ListBlock,
    PageChooserBlock,
    RichTextBlock,
    StaticBlock,
    StreamBlock,
    StructBlock,
    StructBlockValidationError,
    StructValue,
    TextBlock,
    URLBlock,
)
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.embeds.oembed_providers import dailymotion, vimeo, youtube
from wagtail.fields import StreamField
from wagtail.images.blocks import ImageChooserBlock
from wagtail_localize.segments import StringSegmentValue

INLINE_FEATURES = ["bold", "italic", "link"]
TEXT_FEATURES = [*INLINE_FEATURES, "document-link"]
# As Wagtail knows them, though nothing is embedded here.
VIDEO_ADDRESSES = [address for site in (youtube, vimeo, dailymotion) for address in site["urls"]]


class WebAddressBlock(URLBlock):
    """An address on the web: nothing but http and https, so that no `javascript:` gets through."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, validators=[URLValidator(schemes=["http", "https"])], **kwargs)


class HeadingBlock(StructBlock):
    text = CharBlock(label=_("heading"))
    level = ChoiceBlock(
        choices=[("h2", _("section")), ("h3", _("sub-section"))],
        default="h2",
        label=_("level"),
        search_index=False,
    )

    class Meta:
        label = _("Heading")
        icon = "title"
        template = "blocks/heading.html"


class TextBodyBlock(RichTextBlock):
    class Meta:
        label = _("Text")
        icon = "pilcrow"
        template = "blocks/text.html"


class ListBodyBlock(StructBlock):
    style = ChoiceBlock(
        choices=[
            ("bullets", _("bullets")),
            ("numbers", _("numbers")),
            ("stars", _("stars, for a few strong points")),
        ],
        default="bullets",
        label=_("style"),
        search_index=False,
    )
    items = ListBlock(RichTextBlock(features=INLINE_FEATURES, label=_("item")), label=_("items"))

    class Meta:
        label = _("List")
        icon = "list-ul"
        template = "blocks/list.html"


class FigureBlock(StructBlock):
    """A picture; its alternative text belongs to the image, its caption to the page."""

    image = ImageChooserBlock(label=_("image"))
    caption = CharBlock(required=False, default="", label=_("caption"))
    credit = CharBlock(required=False, default="", label=_("credit"))

    class Meta:
        label = _("Image")
        icon = "image"
        template = "blocks/image.html"


class QuoteBlock(StructBlock):
    text = TextBlock(label=_("quotation"))
    source = CharBlock(required=False, default="", label=_("source"))

    class Meta:
        label = _("Quotation")
        icon = "openquote"
        template = "blocks/quote.html"


class FigureItemBlock(StructBlock):
    value = CharBlock(label=_("figure"), help_text=_("As it is read: 8, 61 %, 1 250 000."))
    label = CharBlock(label=_("what it counts"))
    source = CharBlock(required=False, default="", label=_("source and year"))


class FiguresBlock(StructBlock):
    items = ListBlock(FigureItemBlock(), min_num=1, max_num=8, label=_("figures"))

    class Meta:
        label = _("Figures")
        icon = "order"
        template = "blocks/figures.html"


class TimelineItemBlock(StructBlock):
    date = CharBlock(label=_("date"), help_text=_("As it is read: December 2012."))
    title = CharBlock(label=_("title"))
    text = RichTextBlock(features=INLINE_FEATURES, required=False, label=_("text"))


class TimelineBlock(StructBlock):
    items = ListBlock(TimelineItemBlock(), min_num=1, label=_("steps"))

    class Meta:
        label = _("Timeline")
        icon = "history"
        template = "blocks/timeline.html"


class PartnerItemBlock(StructBlock):
    name = CharBlock(label=_("name"))
    sigle = CharBlock(required=False, default="", label=_("acronym"))
    description = TextBlock(required=False, default="", label=_("description"))
    url = WebAddressBlock(required=False, label=_("web site"))
    logo = ImageChooserBlock(required=False, label=_("logo"))


class PartnersBlock(StructBlock):
    items = ListBlock(PartnerItemBlock(), min_num=1, label=_("partners"))

    class Meta:
        label = _("Partners")
        icon = "group"
        template = "blocks/partners.html"


class LinkedBlock(StructBlock):
    """A block that leads to a page of the site or to an address outside: to one of them."""

    page = PageChooserBlock(required=False, label=_("page of the site"))
    url = WebAddressBlock(required=False, label=_("or an outside address"))

    def clean(self, value):
        value = super().clean(value)
        if bool(value["page"]) == bool(value["url"]):
            message = _("Choose a page of the site or an outside address: one of the two.")
            raise StructBlockValidationError({"page": ValidationError(message)})
        return value


class CallToActionBlock(LinkedBlock):
    title = CharBlock(label=_("title"))
    text = TextBlock(required=False, default="", label=_("text"))
    label = CharBlock(label=_("words on the button"))

    class Meta:
        label = _("Call to action")
        icon = "pick"
        template = "blocks/call_to_action.html"


class CardBlock(LinkedBlock):
    title = CharBlock(label=_("title"))
    text = TextBlock(required=False, default="", label=_("text"))


class CardsBlock(StructBlock):
    title = CharBlock(required=False, default="", label=_("heading"))
    items = ListBlock(CardBlock(), min_num=1, max_num=12, label=_("cards"))

    class Meta:
        label = _("Cards leading to pages")
        icon = "grip"
        template = "blocks/cards.html"


class VideoValue(StructValue):
    """What the template asks of a video's address."""

    @property
    def is_on_a_video_site(self) -> bool:
        return any(re.match(address, self["url"], re.I) for address in VIDEO_ADDRESSES)

    @property
    def host(self) -> str:
        return urlsplit(self["url"]).hostname or ""


class VideoBlock(StructBlock):
    """
    A card that leads to a video elsewhere: nothing of another site is loaded with the page.

    Of an address that is no known video site's nobody can say that a video is there: it is shown as
    a link that names its site.
    """

    title = CharBlock(label=_("title"))
    url = WebAddressBlock(
        label=_("address of the video"),
        help_text=_("On YouTube, Vimeo or Dailymotion. Another site’s is shown as a plain link."),
    )
    description = TextBlock(required=False, default="", label=_("description"))
    image = ImageChooserBlock(required=False, label=_("image"))

    class Meta:
        label = _("Video card")
        icon = "media"
        value_class = VideoValue
        template = "blocks/video.html"


class DownloadBlock(StructBlock):
    document = DocumentChooserBlock(label=_("document"))
    title = CharBlock(required=False, default="", label=_("title"))
    description = TextBlock(required=False, default="", label=_("description"))

    class Meta:
        label = _("Download")
        icon = "download"
        template = "blocks/download.html"


class AccordionItemBlock(StructBlock):
    title = CharBlock(label=_("title"))
    text = RichTextBlock(features=[*TEXT_FEATURES, "ul", "ol"], label=_("text"))


class AccordionBlock(StructBlock):
    items = ListBlock(AccordionItemBlock(), min_num=1, label=_("panels"))

    class Meta:
        label = _("Accordion")
        icon = "collapse-down"
        template = "blocks/accordion.html"


class TableBlock(TypedTableBlock):
    """
    A table of plain text whose caption, headings and cells wagtail-localize translates.

    Stock wagtail-localize passes over a TypedTableBlock: a table would stay in French. A segment's
    path is the place of its text (`caption`, `heading.0`, `cell.2.1`); empty texts have none.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(
            [("text", CharBlock(required=False, default="", label=_("text")))], **kwargs
        )

    def get_translatable_segments(self, table):
        texts = {"caption": table.caption}
        texts |= {f"heading.{n}": column["heading"] for n, column in enumerate(table.columns)}
        texts |= {
            f"cell.{r}.{c}": text
            for r, row in enumerate(table.row_data)
            for c, text in enumerate(row["values"])
        }
        return [StringSegmentValue(path, text) for path, text in texts.items() if text]

    def restore_translated_segments(self, table, segments):
        for segment in segments:
            text = segment.render_text()
            match segment.path.split("."):
                case ["caption"]:
                    table.caption = text
                case ["heading", n]:
                    table.columns[int(n)]["heading"] = text
                case ["cell", r, c]:
                    table.row_data[int(r)]["values"][int(c)] = text
        return table

    class Meta:
        label = _("Table")
        icon = "table"
        template = "blocks/table.html"


class TerritoryMapBlock(StructBlock):
    title = CharBlock(required=False, default="", label=_("title"))
    text = TextBlock(required=False, default="", label=_("text"))

    class Meta:
        label = _("Map of the territory")
        icon = "site"
        template = "blocks/territory_map.html"


class ActivityDomainsBlock(StructBlock):
    """The activity domains of the reference data, in the reader's language."""

    title = CharBlock(required=False, default="", label=_("title"))
    text = TextBlock(required=False, default="", label=_("text"))

    class Meta:
        label = _("Activity domains")
        icon = "tag"
        template = "blocks/activity_domains.html"


class LegalFactsBlock(StaticBlock):
    """The publisher and the CNDP receipt, as the site's settings have them."""

    class Meta:
        label = _("Publisher and CNDP receipt")
        admin_text = _("Shows the publisher and the CNDP receipt of the site's settings.")
        icon = "info-circle"
        template = "blocks/legal_facts.html"


class LatestNewsBlock(StructBlock):
    title = CharBlock(label=_("title"))
    count = IntegerBlock(default=3, min_value=1, max_value=6, label=_("how many"))

    class Meta:
        label = _("Latest news")
        icon = "doc-full"
        template = "blocks/latest_news.html"


class PublishedActionsBlock(StructBlock):
    """The newest joint actions that are public; nothing at all where there is none."""

    title = CharBlock(label=_("title"))
    count = IntegerBlock(default=3, min_value=1, max_value=6, label=_("how many"))

    class Meta:
        label = _("Published joint actions")
        icon = "group"
        template = "blocks/published_actions.html"


class BodyBlock(StreamBlock):
    """What the body of every page may hold."""

    text = TextBodyBlock(features=[*TEXT_FEATURES])
    heading = HeadingBlock()
    list = ListBodyBlock()
    image = FigureBlock()
    quote = QuoteBlock()
    figures = FiguresBlock()
    timeline = TimelineBlock()
    partners = PartnersBlock()
    call_to_action = CallToActionBlock()
    cards = CardsBlock()
    video = VideoBlock()
    download = DownloadBlock()
    accordion = AccordionBlock()
    table = TableBlock()
    territory_map = TerritoryMapBlock()
    activity_domains = ActivityDomainsBlock()
    legal_facts = LegalFactsBlock()


class HomeBodyBlock(BodyBlock):
    """The home page holds the latest news and joint actions as well."""

    latest_news = LatestNewsBlock()
    published_actions = PublishedActionsBlock()


class BodyField(StreamField):
    """
    A page's body, whose blocks stay out of the migrations.

    The database holds JSON whatever the blocks are: a label or a new block is no change to it.
    """

    def __init__(self, block_types=(), **kwargs):
        super().__init__(block_types, **kwargs)

    def deconstruct(self):
        name, path, _args, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, path, [], kwargs
