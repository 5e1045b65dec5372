"""CDRS, the Chinese diabetes risk score: 0 to 51 points; from 25 an oral glucose test is advised."""

from __future__ import annotations

from typing import Final

from webapp.assessments.rules.facts import Facts, Sex
from webapp.assessments.rules.models import model
from webapp.toolbox.bands import band
from webapp.toolbox.packaged import data
from webapp.toolbox.results import Figure, ModelCard

CARD: Final = ModelCard(**data("assessments", "cards")["cdrs"])
AGES: Final = (20, 74)
HIGH: Final = 25
AGE: Final = ((25, 35, 40, 45, 50, 55, 60, 65), (0, 4, 8, 11, 12, 13, 15, 16, 18))
SBP: Final = ((110, 120, 130, 140, 150, 160), (0, 1, 3, 6, 7, 8, 10))
BMI: Final = ((22.0, 24.0, 30.0), (0, 1, 3, 5))
WAIST: Final[dict[Sex, tuple[tuple[float, ...], tuple[int, ...]]]] = {
    "male": ((75, 80, 85, 90, 95), (0, 3, 5, 7, 8, 10)),
    "female": ((70, 75, 80, 85, 90), (0, 3, 5, 7, 8, 10)),
}
FAMILY: Final = 6
MALE: Final = 2


def _close_relative(person: Facts, key: str) -> bool:
    """The report knows the degree of kinship; only a first-degree relative counts."""
    told = person.get(key)
    return told is True or told == "first_degree"


@model(CARD)
def cdrs(person: Facts) -> Figure:
    """Give the points; each printed band begins at its lower figure, so 119.5 mmHg belongs to 110-119."""
    person.refuse_known_diabetes()
    family = person.family("diabetes")
    person.require("sex", "age", "sbp_mmHg", "bmi", "waist_cm", family)
    person.years_within(*AGES)
    points = {
        "age": band(person.years, *AGE),
        "sbp_mmHg": band(person.number("sbp_mmHg"), *SBP),
        "bmi": band(person.number("bmi"), *BMI),
        "waist_cm": band(person.number("waist_cm"), *WAIST[person.sex]),
        "family_history": FAMILY * _close_relative(person, family),
        "sex": MALE * (person.sex == "male"),
    }
    total = sum(points.values())
    return Figure(total, "high" if total >= HIGH else "low", points)
