"""Framingham general cardiovascular risk 2008, with lipids or with BMI; shown for reference only."""

from __future__ import annotations

from math import exp, log
from typing import Final

from webapp.assessments.rules.facts import Facts, Sex
from webapp.assessments.rules.models import model
from webapp.toolbox.results import Figure, ModelCard

_CITATION: Final = "D'Agostino RB Sr et al. Circulation 2008;117:743-753"
LAB_CARD: Final = ModelCard(
    code="framingham_cvd_2008_lab",
    name="Framingham General CVD 2008 (lipids)",
    version="2008",
    citation=_CITATION,
    unit="percent",
    source="two independent implementations agree",
)
BMI_CARD: Final = ModelCard(
    code="framingham_cvd_2008_bmi",
    name="Framingham General CVD 2008 (BMI)",
    version="2008",
    citation=_CITATION,
    unit="percent",
    source="one independent implementation",
)
AGES: Final = (30, 74)
LAB: Final[dict[Sex, dict[str, float]]] = {
    "male": {
        "ln_age": 3.06117,
        "ln_tc": 1.1237,
        "ln_hdl": -0.93263,
        "ln_sbp_untreated": 1.93303,
        "ln_sbp_treated": 1.99881,
        "smoker": 0.65451,
        "diabetes": 0.57367,
        "mean": 23.9802,
        "S0": 0.88936,
    },
    "female": {
        "ln_age": 2.32888,
        "ln_tc": 1.20904,
        "ln_hdl": -0.70833,
        "ln_sbp_untreated": 2.76157,
        "ln_sbp_treated": 2.82263,
        "smoker": 0.52873,
        "diabetes": 0.69154,
        "mean": 26.1931,
        "S0": 0.95012,
    },
}
BMI: Final[dict[Sex, dict[str, float]]] = {
    "male": {
        "ln_age": 3.11296,
        "ln_bmi": 0.79277,
        "ln_sbp_untreated": 1.85508,
        "ln_sbp_treated": 1.92672,
        "smoker": 0.70953,
        "diabetes": 0.5316,
        "mean": 23.9388,
        "S0": 0.88431,
    },
    "female": {
        "ln_age": 2.72107,
        "ln_bmi": 0.51125,
        "ln_sbp_untreated": 2.81291,
        "ln_sbp_treated": 2.88267,
        "smoker": 0.61868,
        "diabetes": 0.77763,
        "mean": 26.0145,
        "S0": 0.94833,
    },
}


def _read(person: Facts, *keys: str) -> None:
    person.refuse_known("known_ascvd", "chd", "mi", "stroke")
    person.require("sex", "age", "sbp_mmHg", "bp_treated", *keys, "smoker", "diabetes")
    person.within("age", *AGES)


def _percent(person: Facts, c: dict[str, float], body: float) -> float:
    """Give the risk in percent, unrounded; `body` is the part of lipids or BMI."""
    taking = "treated" if person.flag("bp_treated") else "untreated"
    total = (
        c["ln_age"] * log(person.number("age"))
        + body
        + c[f"ln_sbp_{taking}"] * log(person.number("sbp_mmHg"))
        + c["smoker"] * person.flag("smoker")
        + c["diabetes"] * person.flag("diabetes")
    )
    risk: float = 1 - c["S0"] ** exp(total - c["mean"])
    return 100 * risk


@model(LAB_CARD)
def framingham_cvd_2008_lab(person: Facts) -> Figure:
    """Give the ten-year risk from lipids."""
    _read(person, "tc", "hdl")
    c = LAB[person.sex]
    lipids = c["ln_tc"] * log(person.mgdl("tc")) + c["ln_hdl"] * log(person.mgdl("hdl"))
    return Figure(_percent(person, c, lipids))


@model(BMI_CARD)
def framingham_cvd_2008_bmi(person: Facts) -> Figure:
    """Give the ten-year risk from BMI."""
    _read(person, "bmi")
    c = BMI[person.sex]
    return Figure(_percent(person, c, c["ln_bmi"] * log(person.number("bmi"))))
