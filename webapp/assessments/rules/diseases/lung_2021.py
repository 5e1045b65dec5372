"""The Chinese lung-cancer screening criteria of 2021: who is at high risk, and by which criterion."""

from __future__ import annotations

from typing import Final

from webapp.assessments.rules.diseases.smoking import SmokingPast, smoking_keys, smoking_past
from webapp.assessments.rules.facts import Facts
from webapp.assessments.rules.models import model
from webapp.toolbox.packaged import data
from webapp.toolbox.results import Figure, ModelCard

CARD: Final = ModelCard(**data("assessments", "cards")["lung_2021"])
AGES: Final = (50, 74)
PACK_YEARS: Final = 30
QUIT_YEARS: Final = 15
PASSIVE_YEARS: Final = 20
EXPOSED_YEARS: Final = 1


def _smoked_enough(past: SmokingPast) -> bool:
    return past.pack_years >= PACK_YEARS and (past.current or past.quit_years < QUIT_YEARS)


@model(CARD)
def lung_2021(person: Facts) -> Figure:
    """Say yes or no in `parts.meets`, with the criteria met; outside 50 to 74 years the answer is no."""
    person.refuse_known("known_lung_cancer", "lung_cancer")
    exposures = ("passive_smoking_years", "occupational_exposure_years")
    person.require("age", *smoking_keys(person), *exposures, "copd", "family_lung_cancer")
    found = {
        "smoking": _smoked_enough(smoking_past(person)),
        "passive_smoking": person.number("passive_smoking_years") > PASSIVE_YEARS,
        "copd": person.flag("copd"),
        "occupational_exposure": person.number("occupational_exposure_years") >= EXPOSED_YEARS,
        "family_lung_cancer": person.flag("family_lung_cancer"),
    }
    criteria = [name for name, met in found.items() if met]
    in_age = AGES[0] <= person.years <= AGES[1]
    return Figure(parts={"meets": in_age and bool(criteria), "age_in_range": in_age, "criteria": criteria})
