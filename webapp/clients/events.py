"""What the clients room tells the rooms above."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CareWaits:
    """Somebody was put on standby and nobody can look after the clients: headquarters has to find somebody."""

    staff_id: str
    branch_id: str


@dataclass(frozen=True, slots=True)
class OccupationTold:
    """A client's record names another occupation than before, or none any more."""

    client_id: str
    branch_id: str


@dataclass(frozen=True, slots=True)
class AllergiesReported:
    """A client's record names allergies that it did not name before (`added`, codes)."""

    client_id: str
    branch_id: str
    added: tuple[str, ...]
