"""Self-care ability of older people: five items, 0 to 37 points."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from webapp.questionnaires.rules.scores.answers import NameOf, faults, indexed, whole
from webapp.toolbox.bands import band
from webapp.toolbox.packaged import data
from webapp.toolbox.results import ModelCard, Result

CARD: Final = ModelCard(**data("questionnaires", "cards")["self_care"])
PLACES: Final = indexed("scores")
SELECTABLE: Final[dict[str, tuple[int, ...]]] = {
    "meal": (0, 3, 5),
    "wash": (0, 1, 3, 7),
    "dress": (0, 3, 5),
    "toilet": (0, 1, 5, 10),
    "activity": (0, 1, 5, 10),
}
"""The printed form has no mild level for eating and dressing."""
BANDS: Final = ((4, 9, 19), ("independent", "mild", "moderate", "unable"))


def self_care(scores: Sequence[object], name_of: NameOf = PLACES) -> Result:
    """Add the five items in the order of `SELECTABLE`."""
    wrong = faults(scores, tuple(SELECTABLE.values()), name_of)
    if wrong:
        return Result(CARD, not_computed=wrong)
    points = dict(zip(SELECTABLE, whole(scores), strict=True))
    total = sum(points.values())
    return Result(CARD, total, band(total, *BANDS), points)
