from .test_access import *
from .test_access import rows as _rows

MINE = ["group-actions", "action-new", "actions", "action", "action-edit", "action-partners", "action-move", "action-history"]
del test_every_address_answers_everybody_as_the_table_says, test_no_address_has_another_method


def test_mine(client):
    everything = world.whole()
    bad = []
    for persona in world.PERSONAS:
        if persona != "anonymous":
            client.force_login(everything.users[persona])
        col = world.PERSONAS.index(persona)
        for name, whose, address in list(_rows(everything)):
            if name not in MINE:
                continue
            got = []
            for method in METHODS:
                with undone():
                    got.append(letter(client.generic(method, address)))
            want = [l[col] for l in TABLE[(name, whose)]]
            if got != want:
                bad.append((persona, name, whose, got, want))
    assert bad == []
