"""A small working network to look at: the leaflet's organisations, and visible samples beside them.

Real organisations bear their names and nothing else: no person, no position, no figure. Whoever and
whatever is invented says in both languages that it is a sample, and people are called by their role.
"""

from django.db import transaction

from network.core.actor import Actor
from network.core.people import users_with_address

from .actions import load_actions
from .papers import FOLDERS, PAPERS, ensure_folder, put
from .people import (
    LEAFLET,
    PEOPLE,
    SAMPLES,
    find_commission,
    find_plenary,
    load_leaflet,
    place,
    sample_organisation,
)

__all__ = ["LEAFLET", "PAPERS", "PEOPLE", "load_demo"]


def load_demo() -> list[str]:
    """Make what is not there yet, all of it or nothing; returns the addresses without an account.

    Those people's mandates and papers are left out; another run adds them.
    """
    users = {person.email: users_with_address(person.email).first() for person in PEOPLE}
    with transaction.atomic():
        load_leaflet()
        samples = {letter: sample_organisation(letter) for letter in SAMPLES}
        for person in PEOPLE:
            if user := users[person.email]:
                place(person, user, samples)
        plenary = find_plenary()
        commission = find_commission(samples, users["gestion@noress.example"])
        for name in FOLDERS:
            ensure_folder(commission, *name)
        for paper in PAPERS:
            if user := users[paper.email]:
                group = commission if paper.in_commission else plenary
                put(paper, group, Actor(user, samples.get(paper.letter)))
        load_actions(plenary, commission, samples, users)
    return [email for email, user in users.items() if user is None]
