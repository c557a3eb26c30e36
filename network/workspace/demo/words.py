"""What the samples say, in the languages that a site writes in."""

from network.core.actor import Actor
from network.core.multilingual import MultilingualText, content_languages

SYSTEM = Actor.system("load_network_demo")


def in_words(french: str, arabic: str) -> MultilingualText:
    """Its original is French; a site that writes no Arabic leaves the translation out."""
    text = MultilingualText().with_body("fr", french)
    return text.with_body("ar", arabic) if arabic and "ar" in content_languages() else text
