"""The public pages' models, from one door."""

from .images import Rendition, SiteImage
from .pages import (
    ContactPage,
    HomePage,
    NewsIndexPage,
    NewsPage,
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
    "Rendition",
    "SectionPage",
    "SiteImage",
    "SitePage",
    "SiteSettings",
    "StandardPage",
]
