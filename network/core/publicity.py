"""What a site is told of, that keeps its public pages: something that they show has changed.

from network.models import public_content_changed

public_content_changed.connect(forget_the_kept_pages)
"""

from typing import Any

from django.db import transaction
from django.dispatch import Signal

# Sent once the change is committed: before that, others would keep what was there before.
public_content_changed = Signal()


def public_content_has_changed(sender: type[Any]) -> None:
    """To be called in the transaction of a change that public pages show."""
    transaction.on_commit(lambda: public_content_changed.send(sender=sender))
