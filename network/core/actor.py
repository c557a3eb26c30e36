"""Who changes something: every operation takes an actor as `by`."""

from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True)
class Actor:
    """The system, under the name of the command or the job that acts."""

    name: str

    @classmethod
    def system(cls, name: str) -> Self:
        return cls(name=name)

    def __str__(self) -> str:
        return f"system:{self.name}"
