"""What changes the members' rows. Every operation takes who acts as `by`."""

import logging
from dataclasses import dataclass

from django.db import models, transaction

from network.core.actor import Actor
from network.core.multilingual import MultilingualText, Origin, content_languages

from ..models import ActivityDomain, Territory
from ..reference import ReferenceRecords

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class LoadedReferenceData:
    """How many rows loading made, and how many it found there and left alone."""

    territories: int
    domains: int
    untouched: int


@transaction.atomic
def load_reference_data(records: ReferenceRecords, *, by: Actor) -> LoadedReferenceData:
    """Create the rows whose code is missing; what is there under its code is never touched.

    A translation into a language the site does not write in is left out. Raises ValidationError
    for a record that is not valid, Territory.DoesNotExist for a parent that is not there; then
    nothing is created.
    """
    known_territories = set(Territory.objects.values_list("code", flat=True))
    new_territories = [
        (position, record)
        for position, record in enumerate(records.territories)
        if record.code not in known_territories
    ]
    for position, record in new_territories:
        parent = None
        if record.parent is not None:
            parent = Territory.objects.get(code=record.parent, valid_to=None)
        _create(
            Territory(
                code=record.code,
                kind=record.kind,
                name=_for_this_site(record.name),
                full_name=_for_this_site(record.full_name),
                parent=parent,
                valid_from=record.valid_from,
                position=position,
            )
        )

    known_domains = set(ActivityDomain.objects.values_list("code", flat=True))
    new_domains = [
        (position, domain)
        for position, domain in enumerate(records.domains)
        if domain.code not in known_domains
    ]
    for position, domain in new_domains:
        _create(
            ActivityDomain(
                code=domain.code,
                name=_for_this_site(domain.name),
                description=_for_this_site(domain.description),
                position=position,
            )
        )

    loaded = LoadedReferenceData(
        territories=len(new_territories),
        domains=len(new_domains),
        untouched=len(records.territories)
        + len(records.domains)
        - len(new_territories)
        - len(new_domains),
    )
    logger.info("%s loaded reference data: %s", by, loaded)
    return loaded


def _create(row: models.Model) -> None:
    row.full_clean()
    row.save(force_insert=True)


def _for_this_site(text: MultilingualText) -> MultilingualText:
    """The original, and the translations that somebody can read here."""
    offered = content_languages()
    return MultilingualText(
        tuple(
            version
            for version in text.texts
            if version.origin == Origin.ORIGINAL or version.language in offered
        )
    )
