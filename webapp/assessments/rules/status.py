"""How an assessment moves: draft, reviewed, released; a newer draft takes the place of an older one (S2)."""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class Status(StrEnum):
    """Where an assessment stands; the client sees only released ones."""

    DRAFT = "DRAFT"
    REVIEWED = "REVIEWED"
    RELEASED = "RELEASED"
    SUPERSEDED = "SUPERSEDED"


class Way(StrEnum):
    """How a released report reaches the client ◆."""

    PRINTED = "PRINTED"
    ELECTRONIC = "ELECTRONIC"
    POST = "POST"


class Act(StrEnum):
    """What people and the system may do with it."""

    REVIEW = "REVIEW"
    RELEASE = "RELEASE"
    SUPERSEDE = "SUPERSEDE"


_MOVES: Final[dict[Act, tuple[frozenset[Status], Status]]] = {
    Act.REVIEW: (frozenset({Status.DRAFT}), Status.REVIEWED),
    Act.RELEASE: (frozenset({Status.REVIEWED}), Status.RELEASED),
    Act.SUPERSEDE: (frozenset({Status.DRAFT, Status.REVIEWED}), Status.SUPERSEDED),
}
OPEN: Final = (Status.DRAFT, Status.REVIEWED)


def may(act: Act, status: str) -> bool:
    """Tell whether `act` is possible in `status`."""
    return status in _MOVES[act][0]


def after(act: Act) -> Status:
    """Give the status that `act` leads to."""
    return _MOVES[act][1]
