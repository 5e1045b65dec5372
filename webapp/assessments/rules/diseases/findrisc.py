"""FINDRISC, the Finnish diabetes score with family history: 0 to 26 points; beside CDRS for reference."""

from __future__ import annotations

from typing import Final

from webapp.assessments.rules.facts import Facts, Sex
from webapp.assessments.rules.models import model
from webapp.toolbox.bands import band, band_keeping_edges
from webapp.toolbox.results import Figure, ModelCard

CARD: Final = ModelCard(
    code="findrisc",
    name="FINDRISC",
    version="2003",
    citation="Lindstrom & Tuomilehto Diabetes Care 2003;26:725-731 (8-item form with family history)",
    unit="points",
    source="one published calculator agrees",
)
ADULT: Final = 18
AGE: Final = ((45, 55, 65), (0, 2, 3, 4))
BMI: Final = (25.0, 30.0)
WAIST: Final[dict[Sex, tuple[float, float]]] = {"male": (94, 102), "female": (80, 88)}
FAMILY: Final = {"none": 0, "second_degree": 3, "first_degree": 5}
BANDS: Final = ((7, 12, 15, 21), ("low", "slightly_elevated", "moderate", "high", "very_high"))


def _three(value: float, edges: tuple[float, float], points: tuple[int, int, int]) -> int:
    """The middle class is printed with both its ends (25-30): the lower edge counts up, the upper does not."""
    return points[0] if value < edges[0] else band_keeping_edges(value, edges[1:], points[1:])


@model(CARD)
def findrisc(person: Facts) -> Figure:
    """Give the points and the printed band."""
    person.refuse_known_diabetes()
    family = person.family("diabetes")
    habits = ("physically_active", "daily_vegetables_fruit", "antihypertensive_medication")
    person.require("sex", "age", "bmi", "waist_cm", *habits, "high_blood_glucose_history", family)
    person.at_least("age", ADULT)
    points = {
        "age": band(person.number("age"), *AGE),
        "bmi": _three(person.number("bmi"), BMI, (0, 1, 3)),
        "waist_cm": _three(person.number("waist_cm"), WAIST[person.sex], (0, 3, 4)),
        "physically_active": 0 if person.flag("physically_active") else 2,
        "daily_vegetables_fruit": 0 if person.flag("daily_vegetables_fruit") else 1,
        "antihypertensive_medication": 2 * person.flag("antihypertensive_medication"),
        "high_blood_glucose_history": 5 * person.flag("high_blood_glucose_history"),
        "family_history": FAMILY[person.get(family)],
    }
    total = sum(points.values())
    return Figure(total, band(total, *BANDS), points)
