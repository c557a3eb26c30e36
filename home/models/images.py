"""The site's image model: a picture carries its alternative text in each language."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField
from wagtail.images.models import (
    AbstractImage,
    AbstractRendition,
    ImageQuerySet,
    SourceImageIOError,
)
from wagtail.models import Page


class SiteImageQuerySet(ImageQuerySet):
    def without_alternative_text(self):
        """Those that do not say in both languages what they show."""
        return self.filter(models.Q(alt_fr="") | models.Q(alt_ar=""))


class SiteImage(AbstractImage):
    """A published picture. What it shows is told in both languages, for those who cannot see it."""

    alt_fr = models.CharField(
        _("alternative text in French"),
        max_length=255,
        help_text=_("What the picture shows, in one sentence."),
    )
    alt_ar = models.CharField(
        _("alternative text in Arabic"),
        max_length=255,
        help_text=_("What the picture shows, in one sentence."),
    )

    admin_form_fields = (
        "title",
        "file",
        "alt_fr",
        "alt_ar",
        "collection",
        "tags",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
    )

    objects = SiteImageQuerySet.as_manager()

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")

    @property
    def default_alt_text(self) -> str:
        return self.alt_ar if (get_language() or "").startswith("ar") else self.alt_fr

    def rendition_or_none(self, spec: str) -> "Rendition | None":
        """The picture by this filter; None where its file is missing or broken."""
        try:
            return self.get_rendition(spec)
        except SourceImageIOError:
            return None


class Rendition(AbstractRendition):
    """A size and crop of an image, made once and kept."""

    image = models.ForeignKey(SiteImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = (("image", "filter_spec", "focal_point_key"),)


def images_without_alternative_text(page: Page) -> dict[str, list[SiteImage]]:
    """The page's images that do not say in both languages what they show, by their field."""
    found = {}
    for field in page._meta.get_fields():
        if isinstance(field, StreamField):
            references = field.extract_references(field.value_from_object(page))
            keys = [key for model, key, *_path in references if model is SiteImage]
        elif field.concrete and field.related_model is SiteImage:
            keys = [field.value_from_object(page)]
        else:
            continue
        silent = SiteImage.objects.without_alternative_text().filter(pk__in=filter(None, keys))
        if silent:
            found[field.name] = list(silent)
    return found
