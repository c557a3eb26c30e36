"""Who changes something: every operation takes an actor as `by`."""

from dataclasses import dataclass
from typing import Any, Self

from .people import name_of

# Whoever has it looks after the whole network; nothing else that a site gives does that.
COORDINATE = "network.coordinate"


@dataclass(frozen=True)
class Actor:
    """A person with the organisation they act for, or the system under the name of its job.

    A person without an organisation acts for themselves: a coordinator, a guest of a group.
    """

    user: Any = None
    # An organisation of `members`, of which this slice knows nothing.
    organisation: Any = None
    name: str = ""

    @classmethod
    def system(cls, name: str) -> Self:
        return cls(name=name)

    @property
    def is_system(self) -> bool:
        return self.user is None

    def __str__(self) -> str:
        return f"system:{self.name}" if self.is_system else name_of(self.user)
