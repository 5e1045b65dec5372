"""PHQ-9, low mood in the last two weeks: 0 to 27 points."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from webapp.questionnaires.rules.scores.answers import NameOf, faults, indexed, whole
from webapp.toolbox.bands import band
from webapp.toolbox.results import ModelCard, Result

CARD: Final = ModelCard(
    code="phq9",
    name="PHQ-9",
    version="2001",
    citation="Kroenke K, Spitzer RL, Williams JBW. J Gen Intern Med 2001;16:606-613",
    unit="points",
)
PLACES: Final = indexed("responses")
CHOICES: Final = (range(4),) * 9
BANDS: Final = ((5, 10, 15, 20), ("none-minimal", "mild", "moderate", "moderately-severe", "severe"))
ITEM_ON_SELF_HARM: Final = 9


def phq9(responses: Sequence[object], name_of: NameOf = PLACES) -> Result:
    """Add nine answers of 0 to 3; the ninth above 0 asks for a human (`parts.human_follow_up`)."""
    wrong = faults(responses, CHOICES, name_of)
    if wrong:
        return Result(CARD, not_computed=wrong)
    points = whole(responses)
    item = points[ITEM_ON_SELF_HARM - 1]
    parts = {"item_9": item, "human_follow_up": item > 0}
    return Result(CARD, sum(points), band(sum(points), *BANDS), parts)
