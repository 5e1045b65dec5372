"""PLCOm2012: lung cancer within six years, for people who have ever smoked."""

from __future__ import annotations

from typing import Final

from webapp.assessments.rules.diseases.smoking import (
    SmokingPast,
    nothing_smoked,
    smoking_keys,
    smoking_past,
)
from webapp.assessments.rules.facts import Facts
from webapp.assessments.rules.models import logistic, model
from webapp.assessments.rules.reasons import CannotCompute, impossible, sentence
from webapp.toolbox.results import Figure, ModelCard, NotComputed

CARD: Final = ModelCard(
    code="plcom2012",
    name="PLCOm2012",
    version="2012",
    citation="Tammemagi MC et al. N Engl J Med 2013;368:728-736 (Table 2)",
    unit="probability",
    source="three independent implementations agree",
)
INTERCEPT: Final = -4.532506
TERMS: Final[dict[str, tuple[float, float]]] = {
    "age": (0.0778868, 62),
    "education_level": (-0.0812744, 4),
    "bmi": (-0.0274194, 27),
    "copd": (0.3553063, 0),
    "personal_cancer": (0.4589971, 0),
    "family_lung_cancer": (0.587185, 0),
}
"""Coefficient and centre of each term."""
CURRENT: Final = 0.2597431
INTENSITY: Final = (-1.822606, 0.4021541613)
DURATION: Final = (0.0317321, 27)
QUIT: Final = (-0.0308572, 10)
RACE: Final = {
    "white": 0.0,
    "black": 0.3944778,
    "hispanic": -0.7434744,
    "asian": -0.466585,
    "american_indian_alaskan_native": 0.0,
    "native_hawaiian_pacific": 1.027152,
}
DERIVED_FROM_AGES: Final = (55, 74)
ADULT: Final = 18


def _from_smoking(past: SmokingPast) -> float:
    return (
        CURRENT * past.current
        + INTENSITY[0] * (10 / past.per_day - INTENSITY[1])
        + DURATION[0] * (past.years - DURATION[1])
        + QUIT[0] * (past.quit_years - QUIT[1])
    )


@model(CARD)
def plcom2012(person: Facts) -> Figure:
    """Give the six-year probability, unrounded; nobody smokes no cigarettes a day, never-smokers get no number."""
    person.refuse_known("known_lung_cancer", "lung_cancer")
    never = nothing_smoked(person)
    if never:
        raise CannotCompute(NotComputed(sentence("never_smoker"), never))
    person.require(*TERMS, *smoking_keys(person))
    person.at_least("age", ADULT)
    past = smoking_past(person)
    if past.per_day == 0:
        raise CannotCompute(impossible("cigs_per_day", 0))
    logit = INTERCEPT + RACE[person.values.get("race") or "asian"] + _from_smoking(past)
    logit += sum(beta * (person.number(key) - centre) for key, (beta, centre) in TERMS.items())
    low, high = DERIVED_FROM_AGES
    caution = {}
    if not low <= person.years <= high:
        caution["caution"] = sentence("outside_derivation", range=f"{low}–{high}").as_json()
    return Figure(logistic(logit), parts=caution)
