"""What everybody would read of an action if it were made public now; and in what that differs from
what they read already."""

import json
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from hashlib import blake2b
from typing import Any

from django.utils.translation import gettext as _

from network.core.multilingual import MultilingualText, content_languages, name_of_language
from network.members.models import ActivityDomain, Territory

from .labels import label, plural
from .models import ActionPublication, Indicator, JointAction, Partner, Photo

_COPIED = ("state", "title", "aims", "results", "starts_on", "ends_on", "lead")


@dataclass(frozen=True)
class Draft:
    """An action's public page that is not there yet: `page` is not saved. Its photos are chosen
    apart."""

    page: ActionPublication
    domains: list[ActivityDomain]
    territories: list[Territory]

    @cached_property
    def digest(self) -> str:
        """Stands for all of it: other words have another digest."""
        content = json.dumps(_content(self.page, self.domains, self.territories), sort_keys=True)
        return blake2b(content.encode(), digest_size=12).hexdigest()

    def changes_since(self, publication: ActionPublication) -> list[str]:
        """What is not any more as it was made public, each by its name; not which photos."""
        before = _content(publication, publication.domains.all(), publication.territories.all())
        now = _content(self.page, self.domains, self.territories)
        labels = [_label(name) for name in now if now[name] != before[name]]
        photos = publication.photos.all()
        if any(publication.caption_of(photo) != photo.caption for photo in photos):
            labels.append(_("Caption of a photo"))
        return labels

    def missing(self, photos: list[Photo]) -> list[tuple[str, list[str]]]:
        """By language, what is not said in it, each by its name. The page shows the original."""
        texts = [
            (_label("title"), self.page.title),
            (_label("aims"), self.page.aims),
            (_label("results"), self.page.results),
            *((_("Part of a partner"), row.part) for row in self.page.partners),
            *((_label("indicators"), row.name) for row in self.page.indicators),
            *((_label("indicators"), row.unit) for row in self.page.indicators),
            *((_("Caption of a photo"), photo.caption) for photo in photos),
        ]
        found = []
        for code in content_languages():
            labels = [label for label, text in texts if text and text.get(code) is None]
            if labels:
                found.append((name_of_language(code), list(dict.fromkeys(labels))))
        return found


def draft_of(action: JointAction) -> Draft:
    """Four queries, however much there is in it."""
    page = ActionPublication(
        action=action,
        facts={
            "partners": [
                {
                    "name": partner.organisation.name.as_json(),
                    "acronym": partner.organisation.acronym,
                    "part": partner.part.as_json(),
                }
                for partner in action.partners.select_related("organisation")
            ],
            "indicators": [_indicator(row) for row in action.indicators.with_latest()],
        },
        **{name: getattr(action, name) for name in _COPIED},
    )
    return Draft(page, list(action.domains.all()), list(action.territories.all()))


def captions_of(photos: list[Photo]) -> dict[str, Any]:
    """What is said to be seen on them, for a publication's facts."""
    return {str(photo.pk): photo.caption.as_json() for photo in photos}


def _indicator(row: Any) -> dict[str, Any]:
    return {
        "name": row.name.as_json(),
        "unit": row.unit.as_json(),
        "target": _number(row.target),
        "value": _number(row.latest),
        "measured_on": row.latest_on.isoformat() if row.latest_on else "",
    }


def _number(value: Decimal | None) -> str:
    """Without the noughts that say nothing: whatever database it comes from."""
    return "" if value is None else f"{value.normalize():f}"


def _content(page: ActionPublication, domains: Any, territories: Any) -> dict[str, Any]:
    """All that is public but the photos, in plain values."""
    values = {name: _plain(getattr(page, name)) for name in _COPIED if name != "lead"}
    return values | {
        "lead": page.lead_id,
        "partners": page.facts["partners"],
        "indicators": page.facts["indicators"],
        "domains": sorted(row.pk for row in domains),
        "territories": sorted(row.pk for row in territories),
    }


def _plain(value: Any) -> Any:
    return value.as_json() if isinstance(value, MultilingualText) else value and str(value)


def _label(name: str) -> str:
    if name == "partners":
        return plural(Partner)
    return plural(Indicator) if name == "indicators" else label(JointAction, name)
