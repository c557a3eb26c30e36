"""What every page says about the network, written once in both languages."""

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import Site

from network.models import Territory

validate_phone = RegexValidator(
    r"^\+?[0-9][0-9 .()-]{5,28}$",
    _("Write the number with digits and spaces, for example +212 5 39 37 24 68."),
)


@register_setting(icon="home", order=1)
class SiteSettings(BaseSiteSetting):
    """
    The site's name, contacts and legal facts.

    Texts come in pairs, `…_fr` and `…_ar`; `settings.in_language("address")` reads one of them, the
    French where the Arabic is empty.
    """

    name = models.CharField(_("name or acronym"), max_length=60, default="NORESS")
    tagline_fr = models.CharField(_("under the name, in French"), max_length=80, blank=True)
    tagline_ar = models.CharField(_("under the name, in Arabic"), max_length=80, blank=True)
    description_fr = models.TextField(_("the network in one sentence, in French"), blank=True)
    description_ar = models.TextField(_("the network in one sentence, in Arabic"), blank=True)
    institutions_fr = models.TextField(
        _("institutions, in French"), blank=True, help_text=_("One a line.")
    )
    institutions_ar = models.TextField(
        _("institutions, in Arabic"), blank=True, help_text=_("One a line.")
    )

    organisation_fr = models.CharField(_("who to write to, in French"), max_length=200, blank=True)
    organisation_ar = models.CharField(_("who to write to, in Arabic"), max_length=200, blank=True)
    address_fr = models.TextField(_("address, in French"), blank=True)
    address_ar = models.TextField(_("address, in Arabic"), blank=True)
    phone = models.CharField(_("telephone"), max_length=30, blank=True, validators=[validate_phone])
    fax = models.CharField(_("fax"), max_length=30, blank=True, validators=[validate_phone])
    email = models.EmailField(_("e-mail address"), blank=True)
    website = models.URLField(_("web site"), blank=True)
    territory = models.ForeignKey(
        Territory,
        verbose_name=_("prefecture or province"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        limit_choices_to={"parent__isnull": False},
        help_text=_("It stands out on the contact page's map of the region."),
    )
    map_url = models.URLField(
        _("address of an outside map"),
        blank=True,
        help_text=_("A link to a map of another site; it opens there, nothing is loaded here."),
    )
    point_confirmed = models.BooleanField(
        _("the point on the map is confirmed"),
        default=False,
        help_text=_("Until then the contact page says “to confirm”."),
    )
    editor_note = models.TextField(
        _("note to editors"), blank=True, help_text=_("Never shown to visitors.")
    )

    facebook = models.URLField("Facebook", blank=True)
    linkedin = models.URLField("LinkedIn", blank=True)
    youtube = models.URLField("YouTube", blank=True)

    publisher_fr = models.CharField(_("publisher, in French"), max_length=200, blank=True)
    publisher_ar = models.CharField(_("publisher, in Arabic"), max_length=200, blank=True)
    cndp_receipt_fr = models.CharField(
        _("CNDP receipt, in French"),
        max_length=120,
        default="en cours",
        help_text=_("The receipt's number once there is one; until then “en cours”."),
    )
    cndp_receipt_ar = models.CharField(
        _("CNDP receipt, in Arabic"), max_length=120, default="في طور الإنجاز"
    )

    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    FieldPanel("name"),
                    MultiFieldPanel(
                        [FieldPanel("tagline_fr"), FieldPanel("tagline_ar")], _("Under the name")
                    ),
                    MultiFieldPanel(
                        [FieldPanel("description_fr"), FieldPanel("description_ar")],
                        _("The network in one sentence"),
                    ),
                    MultiFieldPanel(
                        [FieldPanel("institutions_fr"), FieldPanel("institutions_ar")],
                        _("Institutions"),
                    ),
                ],
                heading=_("Identity"),
            ),
            ObjectList(
                [
                    MultiFieldPanel(
                        [FieldPanel("organisation_fr"), FieldPanel("organisation_ar")],
                        _("Who to write to"),
                    ),
                    MultiFieldPanel(
                        [FieldPanel("address_fr"), FieldPanel("address_ar")], _("Address")
                    ),
                    FieldPanel("phone"),
                    FieldPanel("fax"),
                    FieldPanel("email"),
                    FieldPanel("website"),
                    FieldPanel("territory"),
                    FieldPanel("map_url"),
                    FieldPanel("point_confirmed"),
                    FieldPanel("editor_note"),
                ],
                heading=_("Contacts"),
            ),
            ObjectList(
                [FieldPanel("facebook"), FieldPanel("linkedin"), FieldPanel("youtube")],
                heading=_("Social networks"),
            ),
            ObjectList(
                [
                    MultiFieldPanel(
                        [FieldPanel("publisher_fr"), FieldPanel("publisher_ar")], _("Publisher")
                    ),
                    MultiFieldPanel(
                        [FieldPanel("cndp_receipt_fr"), FieldPanel("cndp_receipt_ar")],
                        _("CNDP receipt (law 09-08)"),
                    ),
                ],
                heading=_("Legal"),
            ),
        ]
    )

    class Meta:
        verbose_name = _("site settings")

    @classmethod
    def for_request(cls, request):
        """The settings of this request's site; their defaults where Wagtail has no site yet."""
        return super().for_request(request) if Site.find_for_request(request) else cls()

    def in_language(self, field: str) -> str:
        """`field` (without its `_fr` or `_ar`) in the reader's language, else in French."""
        language = (get_language() or "fr")[:2]
        return getattr(self, f"{field}_{language}", "") or getattr(self, f"{field}_fr")

    @property
    def tagline(self) -> str:
        return self.in_language("tagline")

    @property
    def description(self) -> str:
        return self.in_language("description")

    @property
    def institutions(self) -> list[str]:
        return [line for line in self.in_language("institutions").splitlines() if line.strip()]

    @property
    def organisation(self) -> str:
        return self.in_language("organisation")

    @property
    def address(self) -> str:
        return self.in_language("address")

    @property
    def publisher(self) -> str:
        return self.in_language("publisher")

    @property
    def cndp_receipt(self) -> str:
        return self.in_language("cndp_receipt")

    @property
    def social_links(self) -> list[tuple[str, str]]:
        """The networks that have an address, as (name, address)."""
        names = ["Facebook", "LinkedIn", "YouTube"]
        urls = [self.facebook, self.linkedin, self.youtube]
        return [(name, url) for name, url in zip(names, urls, strict=True) if url]
