"""SCORE2 Asia-Pacific: ten-year cardiovascular risk by region; shown for reference only. China counts as High."""

from __future__ import annotations

from math import exp, log
from typing import Final

from webapp.assessments.rules.facts import Facts, Sex
from webapp.assessments.rules.models import model
from webapp.assessments.rules.reasons import CannotCompute, sentence
from webapp.toolbox.results import Figure, ModelCard, NotComputed

CARD: Final = ModelCard(
    code="score2_asia_pacific",
    name="SCORE2 Asia-Pacific",
    version="2024",
    citation="SCORE2 Asia-Pacific writing group, Eur Heart J 2025;46:702 doi:10.1093/eurheartj/ehae609",
    unit="percent",
    source="one independent implementation; China's region from a 2023 conference report",
)
REGION_OF_CHINA: Final = "High"
AGES: Final = (40, 69)
COEFFICIENTS: Final[dict[Sex, dict[str, float]]] = {
    "male": {
        "age": 0.3742,
        "smk": 0.6012,
        "sbp": 0.2777,
        "tc": 0.1458,
        "hdl": -0.2698,
        "a_smk": -0.0755,
        "a_sbp": -0.0255,
        "a_tc": -0.0281,
        "a_hdl": 0.0426,
        "S0": 0.9605,
    },
    "female": {
        "age": 0.4648,
        "smk": 0.7744,
        "sbp": 0.3131,
        "tc": 0.1002,
        "hdl": -0.2606,
        "a_smk": -0.1088,
        "a_sbp": -0.0277,
        "a_tc": -0.0226,
        "a_hdl": 0.0613,
        "S0": 0.9776,
    },
}
SCALES: Final[dict[str, dict[Sex, tuple[float, float]]]] = {
    "Low": {"male": (-0.375229965, 0.62020875), "female": (-0.986572446, 0.536743779)},
    "Moderate": {"male": (0.284885676, 0.778128607), "female": (0.08278687, 0.718980326)},
    "High": {"male": (0.778231091, 0.844985356), "female": (0.611474287, 0.703624072)},
    "Very high": {"male": (0.608975204, 0.679014197), "female": (0.502751798, 0.555577072)},
}


def _predictor(person: Facts) -> float:
    """Give the linear predictor: each factor once plain and once times the age term; diabetes is always 0."""
    c, age = COEFFICIENTS[person.sex], (person.number("age") - 60) / 5
    terms = {
        "smk": float(person.flag("smoker")),
        "sbp": (person.number("sbp_mmHg") - 120) / 20,
        "tc": person.mmol("tc") - 6,
        "hdl": (person.mmol("hdl") - 1.3) / 0.5,
    }
    return c["age"] * age + sum((c[name] + c[f"a_{name}"] * age) * x for name, x in terms.items())


@model(CARD)
def score2_asia_pacific(person: Facts) -> Figure:
    """Give the recalibrated ten-year risk in percent, unrounded; the model excludes people with diabetes."""
    person.refuse_known("known_ascvd", "chd", "mi", "stroke")
    if person.get("diabetes"):
        raise CannotCompute(NotComputed(sentence("score2_diabetes"), ("diabetes",)))
    person.require("region", "sex", "age", "smoker", "sbp_mmHg", "tc", "hdl", "diabetes")
    person.within("age", *AGES)
    scale1, scale2 = SCALES[person.values["region"]][person.sex]
    # ln(-ln(1-u)) with u = 1 - S0^exp(z) is ln(-ln S0) + z.
    uncalibrated = log(-log(COEFFICIENTS[person.sex]["S0"])) + _predictor(person)
    risk = 1 - exp(-exp(scale1 + scale2 * uncalibrated))
    return Figure(100 * risk)
