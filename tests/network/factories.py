"""Rows by the dozen, for lists and counts; `world` is the network in which each has their place."""

from typing import Any

import factory
from django.conf import settings
from django.core.files.base import ContentFile

from network.models import (
    Document,
    Membership,
    MultilingualText,
    Organisation,
    Profile,
    Version,
    WorkingGroup,
)


def in_both(english: str, arabic: str | None = None) -> MultilingualText:
    return MultilingualText().with_body("en", english).with_body("ar", arabic or f"{english} ع")


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = settings.AUTH_USER_MODEL

    username = factory.Sequence("person{}".format)
    email = factory.LazyAttribute(lambda user: f"{user.username}@example.org")


class OrganisationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Organisation

    name = factory.Sequence(lambda number: in_both(f"Organisation {number}", f"منظمة {number}"))
    family = Organisation.Family.SUPPORT


class MembershipFactory(factory.django.DjangoModelFactory):
    """A mandate from today on, of somebody new; whoever has one has a profile."""

    class Meta:
        model = Membership
        skip_postgeneration_save = True

    user = factory.SubFactory(UserFactory)
    organisation = factory.SubFactory(OrganisationFactory)

    @factory.post_generation
    def profile(self, create: bool, extracted: Any, **values: Any) -> None:
        if create:
            Profile.objects.update_or_create(user=self.user, defaults=values)


class WorkingGroupFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = WorkingGroup
        skip_postgeneration_save = True

    name = factory.Sequence(lambda number: in_both(f"Group {number}", f"مجموعة {number}"))

    @factory.post_generation
    def organisations(self, create: bool, extracted: Any, **values: Any) -> None:
        if create and extracted:
            self.organisations.set(extracted)


class DocumentFactory(factory.django.DjangoModelFactory):
    """With no version of its own; `VersionFactory` gives it one."""

    class Meta:
        model = Document

    group = factory.SubFactory(WorkingGroupFactory)
    title = factory.Sequence(lambda number: in_both(f"Document {number}", f"وثيقة {number}"))
    author = factory.SubFactory(UserFactory)
    organisation = factory.SubFactory(OrganisationFactory)


class VersionFactory(factory.django.DjangoModelFactory):
    """The version that its document shows."""

    class Meta:
        model = Version
        skip_postgeneration_save = True

    document = factory.SubFactory(DocumentFactory)
    number = 1
    name = "minutes.txt"
    content_type = "text/plain"
    size = 5
    sha256 = "0" * 64
    author = factory.SelfAttribute("document.author")
    organisation = factory.SelfAttribute("document.organisation")
    file = factory.LazyFunction(lambda: ContentFile(b"words", name="minutes.txt"))

    @factory.post_generation
    def current(self, create: bool, extracted: Any, **values: Any) -> None:
        if create:
            self.document.current, self.document.file_name = self, self.name
            self.document.save()
