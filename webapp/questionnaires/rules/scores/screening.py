"""The short questionnaire `screening`: who is invited to an assessment, and the health level (§7, P2).

Invited is who has a known disease, at least two risk factors, or the wish. Where what is not known could make two,
a person decides: unknown is neither no nor zero.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from webapp.questionnaires.rules.answers import codes_of
from webapp.questionnaires.rules.scores.answers import refusal
from webapp.toolbox.packaged import bilingual, data
from webapp.toolbox.results import ModelCard, Result
from webapp.toolbox.words import Bilingual

CARD: Final = ModelCard(**data("questionnaires", "cards")["screening"])
NEEDED: Final = (
    "rating",
    "conditions",
    "raised",
    "family",
    "smoking",
    "drinking",
    "active",
    "strain",
    "wish",
)
FACTORS_TO_INVITE: Final = 2
FACTORS_OF_LEVEL_3: Final = 5
AGE_FROM: Final = 40
BMI_FROM: Final = 24
WAIST_FROM: Final = {"male": 90, "female": 85}

Answers = Mapping[str, Sequence[Any]]
_SIGNS: Final[dict[str, tuple[str, frozenset[str]]]] = {
    "poor_health": ("rating", frozenset({"poor"})),
    "raised_values": ("raised", frozenset({"yes"})),
    "family": ("family", frozenset({"early_heart", "diabetes", "hypertension"})),
    "smoking": ("smoking", frozenset({"current"})),
    "drinking": ("drinking", frozenset({"daily"})),
    "inactive": ("active", frozenset({"no"})),
    "strain": ("strain", frozenset({"often"})),
}
"""Risk factor → the question that tells it and the answers that mean it."""


def screening(answers: Answers, *, sex: str | None = None, age: int | None = None) -> Result:
    """Decide from the answers by linkId; `sex` is `male` or `female`, `age` in completed years.

    Category `invited`, `not_needed` or `undecided`; the value counts the risk factors that are known.
    """
    missing = [link_id for link_id in NEEDED if not answers.get(link_id)]
    if missing:
        return Result(CARD, not_computed=refusal(missing))
    signs = _told(answers) | _measured(answers, sex) | {"age": None if age is None else age >= AGE_FROM}
    factors = [name for name, is_so in signs.items() if is_so]
    unknown = [name for name, is_so in signs.items() if is_so is None]
    ill = set(codes_of(answers["conditions"])) != {"none"}
    level = health_level(ill=ill, factors=len(factors))
    wishes = answers["wish"][0] is True
    reasons = ["disease"] * ill + factors + ["wish"] * wishes
    decided = decision(level=level, wishes=wishes, factors=len(factors), unknown=len(unknown))
    return Result(
        CARD, len(factors), decided, {"health_level": level, "reasons": reasons, "unknown": unknown}
    )


def health_level(*, ill: bool, factors: int) -> int:
    """Give 1 (well), 2 (some risk) or 3 (a known disease, or many risk factors) (P2)."""
    if ill or factors >= FACTORS_OF_LEVEL_3:
        return 3
    return 2 if factors >= FACTORS_TO_INVITE else 1


def decision(*, level: int, wishes: bool, factors: int, unknown: int) -> str:
    """Say who gets an assessment; it stays voluntary either way."""
    if level > 1 or wishes:
        return "invited"
    return "undecided" if factors + unknown >= FACTORS_TO_INVITE else "not_needed"


def reason_in_words(code: str) -> Bilingual:
    """Say a risk factor, a disease or the wish in plain words."""
    return bilingual(data("questionnaires", "score_words")["reasons"][code])


def unknown_in_words(code: str) -> Bilingual:
    """Name what is not known, without judging it."""
    return bilingual(data("questionnaires", "score_words")["unknown"][code])


def _told(answers: Answers) -> dict[str, bool | None]:
    return {name: _tells(answers[link_id], meant) for name, (link_id, meant) in _SIGNS.items()}


def _tells(values: Sequence[Any], meant: frozenset[str]) -> bool | None:
    codes = set(codes_of(values))
    return None if "unsure" in codes else bool(codes & meant)


def _measured(answers: Answers, sex: str | None) -> dict[str, bool | None]:
    height, weight, waist = (_figure(answers.get(name, ())) for name in ("height", "weight", "waist"))
    edge = WAIST_FROM.get(sex or "")
    return {
        "overweight": None if height is None or weight is None else weight / (height / 100) ** 2 >= BMI_FROM,
        "waist": None if waist is None or edge is None else waist >= edge,
    }


def _figure(values: Sequence[Any]) -> float | None:
    value = next(iter(values), None)
    usable = isinstance(value, int | float) and not isinstance(value, bool) and value > 0
    return float(value) if usable and value is not None else None
