"""PSS-10, felt stress in the last month: 0 to 40 points; four items count backwards."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from webapp.questionnaires.rules.scores.answers import NameOf, faults, indexed, whole
from webapp.toolbox.bands import band
from webapp.toolbox.results import ModelCard, Result

CARD: Final = ModelCard(
    code="pss10",
    name="PSS-10",
    version="1988",
    citation="Cohen S, Kamarck T, Mermelstein R. J Health Soc Behav 1983;24:385-396; bands: PMC4481047 table 2",
    unit="points",
)
HIGHEST: Final = 4
PLACES: Final = indexed("responses")
CHOICES: Final = (range(HIGHEST + 1),) * 10
REVERSED: Final = frozenset({4, 5, 7, 8})
BANDS: Final = ((14, 27), ("low", "moderate", "high"))


def pss10(responses: Sequence[object], name_of: NameOf = PLACES) -> Result:
    """Add ten answers of 0 to 4, items 4, 5, 7 and 8 as 4 minus the answer."""
    wrong = faults(responses, CHOICES, name_of)
    if wrong:
        return Result(CARD, not_computed=wrong)
    total = sum(HIGHEST - p if no in REVERSED else p for no, p in enumerate(whole(responses), start=1))
    return Result(CARD, total, band(total, *BANDS))
