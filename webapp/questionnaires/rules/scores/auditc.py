"""AUDIT-C, drinking: 0 to 12 points; positive from 4 for men and from 3 for women."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from webapp.questionnaires.rules.scores.answers import REASONS, NameOf, faults, indexed, whole
from webapp.toolbox.packaged import bilingual
from webapp.toolbox.results import ModelCard, Result

CARD: Final = ModelCard(
    code="auditc",
    name="AUDIT-C",
    version="1998",
    citation="Bush K, Kivlahan DR, McDonell MB, et al. Arch Intern Med 1998;158:1789-1795",
    unit="points",
)
PLACES: Final = indexed("responses")
CHOICES: Final = (range(5),) * 3
POSITIVE_FROM: Final = {"male": 4, "female": 3}


def auditc(responses: Sequence[object], sex: str | None, name_of: NameOf = PLACES) -> Result:
    """Add three answers of 0 to 4; the cut-off needs the sex."""
    wrong = faults(responses, CHOICES, name_of)
    if wrong:
        return Result(CARD, not_computed=wrong)
    if sex not in POSITIVE_FROM:
        return Result.without(CARD, bilingual(REASONS["needs_sex"]), "sex")
    total = sum(whole(responses))
    return Result(CARD, total, "positive" if total >= POSITIVE_FROM[sex] else "negative")
