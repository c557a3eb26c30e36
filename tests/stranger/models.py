"""The stranger's own people and images."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from wagtail.images.models import AbstractImage, AbstractRendition


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
