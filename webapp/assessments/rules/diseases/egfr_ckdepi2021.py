"""Kidney filtration rate from creatinine: CKD-EPI 2021, without race; PREVENT needs it."""

from __future__ import annotations

from typing import Final

from webapp.assessments.rules.facts import Facts, Sex
from webapp.assessments.rules.models import model
from webapp.toolbox.results import Figure, ModelCard

CARD: Final = ModelCard(
    code="egfr_ckdepi2021",
    name="CKD-EPI 2021 creatinine eGFR",
    version="2021",
    citation="Inker LA et al. N Engl J Med 2021;385:1737-1749",
    unit="mL/min/1.73m2",
    source="formula as published",
)
KAPPA: Final[dict[Sex, float]] = {"female": 0.7, "male": 0.9}
ALPHA: Final[dict[Sex, float]] = {"female": -0.241, "male": -0.302}
WOMEN: Final = 1.012
ADULT: Final = 18


def filtration(creatinine_mgdl: float, age: float, sex: Sex) -> float:
    """Give mL/min/1.73 m², unrounded, from creatinine in mg/dL and age in years."""
    ratio = creatinine_mgdl / KAPPA[sex]
    rate: float = 142 * min(ratio, 1.0) ** ALPHA[sex] * max(ratio, 1.0) ** -1.200 * 0.9938**age
    return rate * WOMEN if sex == "female" else rate


@model(CARD)
def egfr_ckdepi2021(person: Facts) -> Figure:
    """Give the filtration rate of an adult."""
    person.require("sex", "age", "creatinine", "creatinine_unit")
    person.at_least("age", ADULT)
    return Figure(filtration(person.number("creatinine_mgdl"), person.number("age"), person.sex))
