"""What this room tells the rooms above."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DietPlanPublished:
    """A new version is in effect for a client."""

    version_id: str
    client_id: str
    branch_id: str


@dataclass(frozen=True, slots=True)
class DietPlanWithdrawn:
    """A version no longer holds, for a reason its nutritionist wrote."""

    version_id: str
    client_id: str
    branch_id: str
