"""GAD-7, worry in the last two weeks: 0 to 21 points."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from webapp.questionnaires.rules.scores.answers import NameOf, faults, indexed, whole
from webapp.toolbox.bands import band
from webapp.toolbox.results import ModelCard, Result

CARD: Final = ModelCard(
    code="gad7",
    name="GAD-7",
    version="2006",
    citation="Spitzer RL, Kroenke K, Williams JBW, Loewe B. Arch Intern Med 2006;166:1092-1097",
    unit="points",
)
PLACES: Final = indexed("responses")
CHOICES: Final = (range(4),) * 7
BANDS: Final = ((5, 10, 15), ("minimal", "mild", "moderate", "severe"))


def gad7(responses: Sequence[object], name_of: NameOf = PLACES) -> Result:
    """Add seven answers of 0 to 3."""
    wrong = faults(responses, CHOICES, name_of)
    if wrong:
        return Result(CARD, not_computed=wrong)
    total = sum(whole(responses))
    return Result(CARD, total, band(total, *BANDS))
