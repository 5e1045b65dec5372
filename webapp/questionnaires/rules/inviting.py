"""Where somebody stands before the assessment questionnaire: the screening of the year decides (§7).

Taking part stays voluntary: whom the screening does not invite may fill it in all the same.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import timedelta
from enum import StrEnum
from typing import Any, Final

SCREENING: Final = "screening"
ASSESSMENT: Final = "hra"
HOLDS: Final = timedelta(days=365)
"""How long a screening decides: an assessment is yearly."""


class Standing(StrEnum):
    """What the screening of the year says."""

    NOT_SCREENED = "NOT_SCREENED"
    INVITED = "INVITED"
    NOT_NEEDED = "NOT_NEEDED"
    UNDECIDED = "UNDECIDED"


def standing(score: Mapping[str, Any] | None, by_hand: str | None = None) -> Standing:
    """Read the score of the year's screening, and what a person decided where it could not; no result counts as none."""
    category = by_hand or (score or {}).get("category")
    return Standing(category.upper()) if category else Standing.NOT_SCREENED


def in_turn(codes: Collection[str], stands: Standing, *, under_way: bool) -> list[str]:
    """Give the codes of a client's list: before the screening the assessment waits behind it, unless it is under way."""
    ordered = list(codes)
    if stands is not Standing.NOT_SCREENED or under_way or not {SCREENING, ASSESSMENT} <= set(ordered):
        return ordered
    ordered.remove(SCREENING)
    ordered.insert(ordered.index(ASSESSMENT), SCREENING)
    return ordered
