"""The plugin's door: every model, and what other apps may use of them."""

from .core.multilingual import LanguageText, MultilingualText, MultilingualTextField, Origin
from .members.models import ActivityDomain, Territory

__all__ = [
    "ActivityDomain",
    "LanguageText",
    "MultilingualText",
    "MultilingualTextField",
    "Origin",
    "Territory",
]
