"""What the plugin asks of a site's settings, said before the site starts."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import global_settings
from django.core.checks import CheckMessage, Error, register

from .core.multilingual import content_languages


@register
def check_content_languages(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[CheckMessage]:
    """The site says in which languages it writes; Django's own default is all it knows."""
    if content_languages() != [code for code, _name in global_settings.LANGUAGES]:
        return []
    return [
        Error(
            "The site does not say in which languages it writes.",
            hint=(
                "Set WAGTAIL_CONTENT_LANGUAGES (or LANGUAGES): every text of the network is "
                "kept once for each of them."
            ),
            id="network.E001",
        )
    ]
