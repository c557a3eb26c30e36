"""The stranger's own people, images, and places with texts in several languages."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.images.models import AbstractImage, AbstractRendition

from network.models import MultilingualTextField, SearchKeyField, SortKeysField


class User(AbstractUser):
    """Signs in with a username, as Django's own user does."""


class Picture(AbstractImage):
    admin_form_fields = ("title", "file")


class PictureRendition(AbstractRendition):
    image = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="stranger_one_rendition"
            )
        ]


class Place(models.Model):
    name = MultilingualTextField(max_length=60)
    description = MultilingualTextField(blank=True, multiline=True)
    code = models.CharField(max_length=20, blank=True)
    name_keys = SortKeysField(source="name")
    search_key = SearchKeyField(sources=["name", "description", "code"])

    panels = [FieldPanel("name"), FieldPanel("description"), FieldPanel("code")]

    def __str__(self) -> str:
        return str(self.name)
