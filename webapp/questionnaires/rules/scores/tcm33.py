"""TCM constitution of older people, 33 questions: nine scores, nine results, the main one (T1).

Ties are left to a practitioner; yin and yang deficiency together ask for a second look.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from webapp.questionnaires.rules.scores.answers import NameOf, faults, indexed, whole
from webapp.toolbox.bands import band
from webapp.toolbox.packaged import data
from webapp.toolbox.results import ModelCard, Result

CARD: Final = ModelCard(**data("questionnaires", "cards")["tcm33"])
PLACES: Final = indexed("answers")
CHOICES: Final = (range(1, 6),) * 33
BALANCED: Final = "balanced"
BIASED: Final[dict[str, tuple[int, ...]]] = {
    "qi_deficiency": (2, 3, 4, 14),
    "yang_deficiency": (11, 12, 13, 29),
    "yin_deficiency": (10, 21, 26, 31),
    "phlegm_dampness": (9, 16, 28, 32),
    "damp_heat": (23, 25, 27, 30),
    "blood_stasis": (19, 22, 24, 33),
    "qi_stagnation": (5, 6, 7, 8),
    "special_diathesis": (15, 17, 18, 20),
}
"""Questions of each constitution, in the order of the printed form; balanced comes last."""
BALANCED_PLAIN: Final = 1
BALANCED_REVERSED: Final = (2, 4, 5, 13)
BANDS: Final = ((9, 11), ("no", "tendency", "yes"))
BALANCED_FROM: Final = 17


def scores_of(answers: Sequence[int]) -> dict[str, int]:
    """Give the nine sums; a reversed question counts 6 minus its answer, for balanced only."""
    sums = {name: sum(answers[no - 1] for no in questions) for name, questions in BIASED.items()}
    reversed_sum = sum(6 - answers[no - 1] for no in BALANCED_REVERSED)
    return {**sums, BALANCED: answers[BALANCED_PLAIN - 1] + reversed_sum}


def results_of(scores: Mapping[str, int]) -> dict[str, str]:
    """Judge each constitution; balanced looks at all the others first."""
    results = {name: band(scores[name], *BANDS) for name in BIASED}
    return {**results, BALANCED: _balanced(scores[BALANCED], set(results.values()))}


def _balanced(score: int, others: set[str]) -> str:
    if score < BALANCED_FROM or "yes" in others:
        return "no"
    return "basically_yes" if "tendency" in others else "yes"


def _highest(scores: Mapping[str, int], names: Sequence[str]) -> list[str]:
    top = max((scores[name] for name in names), default=0)
    return [name for name in names if scores[name] == top]


def tcm33(answers: Sequence[object], name_of: NameOf = PLACES) -> Result:
    """Score 33 answers of 1 to 5; one blank or strange answer and there is no score at all."""
    wrong = faults(answers, CHOICES, name_of)
    if wrong:
        return Result(CARD, not_computed=wrong)
    scores = scores_of(whole(answers))
    results = results_of(scores)
    yes = [name for name in BIASED if results[name] == "yes"]
    tendencies = [name for name in BIASED if results[name] == "tendency"]
    leading = [BALANCED] if results[BALANCED] != "no" else _highest(scores, yes or tendencies)
    primary = leading[0] if len(leading) == 1 else None
    parts = {
        "scores": scores,
        "results": results,
        "primary": primary,
        "also_yes": [name for name in yes if name != primary],
        "tendencies": tendencies,
        "flags": _flags(results, yes, tendencies, leading),
    }
    return Result(CARD, parts=parts)


def _flags(
    results: Mapping[str, str], yes: Sequence[str], tendencies: Sequence[str], leading: Sequence[str]
) -> list[str]:
    balanced = results[BALANCED] != "no"
    raised = {
        "mixed": len(yes) >= 2,
        "tie": len(leading) > 1,
        "contradiction_yin_yang": {"yin_deficiency", "yang_deficiency"} <= set(yes),
        "none_recheck": not (balanced or yes or tendencies),
        "tendency_only": bool(tendencies) and not yes and not balanced,
    }
    return [name for name, up in raised.items() if up]
