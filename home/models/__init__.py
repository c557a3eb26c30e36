"""The public pages' models, from one door."""

from .images import Rendition, SiteImage
from .pages import (
    ContactPage,
    HomePage,
    NewsIndexPage,
    NewsPage,
    PublicActionsPage,
    PublicDocumentsPage,
    SectionPage,
    SitePage,
    StandardPage,
)
from .settings import SiteSettings

__all__ = [
    "ContactPage",
    "HomePage",
    "NewsIndexPage",
    "NewsPage",
    "PublicActionsPage",
    "PublicDocumentsPage",
    "Rendition",
    "SectionPage",
    "SiteImage",
    "SitePage",
    "SiteSettings",
    "StandardPage",
]
