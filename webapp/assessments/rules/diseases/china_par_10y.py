"""China-PAR: heart attack, death from heart disease or stroke within ten years.

The coefficients are those that reproduce the official calculator; the paper prints two decimals, which with its
printed baseline survival come out one third too low for women.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import exp, log
from typing import Final

from webapp.assessments.rules.facts import Facts, Sex
from webapp.assessments.rules.models import model, to_tenth
from webapp.assessments.rules.reasons import sentence
from webapp.toolbox.bands import band
from webapp.toolbox.results import Figure, ModelCard

CARD: Final = ModelCard(
    code="china_par_10y",
    name="China-PAR 10-year ASCVD",
    version="2016",
    citation=(
        "Yang X, Li J, Hu D, et al. Circulation 2016;134:1430-1440, doi:10.1161/CIRCULATIONAHA.116.022367; "
        "adopted by 2019 Chinese CVD risk guideline (Chin Circ J 2019;34:4-28)"
    ),
    unit="percent",
    source="coefficients fitted within 0.005 of the printed ones to 848 outputs of the official calculator",
)
COEFFICIENTS: Final[dict[Sex, dict[str, float]]] = {
    "male": {
        "intercept": -144.173957,
        "ln_age": 31.965,
        "ln_sbp_treated": 27.385,
        "ln_sbp_untreated": 26.145,
        "ln_tc": 0.620654,
        "ln_hdl": -0.695,
        "ln_waist": -0.713211,
        "smoker": 3.955,
        "diabetes": 0.358175,
        "north": 0.475,
        "urban": -0.164058,
        "family_history": 6.220373,
        "ln_age_x_ln_sbp_treated": -6.017572,
        "ln_age_x_ln_sbp_untreated": -5.730561,
        "ln_age_x_smoker": -0.939063,
        "ln_age_x_family_history": -1.53385,
    },
    "female": {
        "intercept": -121.458575,
        "ln_age": 24.875,
        "ln_sbp_treated": 20.709853,
        "ln_sbp_untreated": 19.982439,
        "ln_tc": 0.057757,
        "ln_hdl": -0.217225,
        "ln_waist": 1.475,
        "smoker": 0.494617,
        "diabetes": 0.567064,
        "north": 0.544259,
        "urban": 0.0,
        "family_history": 0.0,
        "ln_age_x_ln_sbp_treated": -4.528226,
        "ln_age_x_ln_sbp_untreated": -4.360125,
        "ln_age_x_smoker": 0.0,
        "ln_age_x_family_history": 0.0,
    },
}
MGDL_PER_MMOL: Final = 1 / 0.0259
DERIVED_FROM_AGES: Final = (35, 74)
ACCEPTED_AGES: Final = (20, 85)
LIMITS: Final = {
    "sbp_mmHg": (70, 200),
    "waist_cm": (50, 130),
    "tc_mgdl": (80, 400),
    "tc_mmol": (2, 11),
    "hdl_mgdl": (20, 130),
    "hdl_mmol": (0.5, 4),
}
"""What the official calculator accepts, per unit as typed."""
IDEAL_WAIST: Final[dict[Sex, float]] = {"male": 90, "female": 85}
CLASSES: Final = ("low", "moderate", "high")


@dataclass(frozen=True, slots=True)
class ParPerson:
    """The inputs of both China-PAR equations: completed years, mmHg, mg/dL, cm."""

    sex: Sex
    age: int
    sbp: float
    treated: bool
    tc: float
    hdl: float
    waist: float
    smoker: bool
    diabetes: bool
    north: bool
    urban: bool
    family_history: bool

    def ideal(self) -> ParPerson:
        """Give the same person with every factor that can change at its ideal value."""
        return replace(
            self,
            sbp=120,
            treated=False,
            tc=200,
            hdl=40,
            waist=IDEAL_WAIST[self.sex],
            smoker=False,
            diabetes=False,
            family_history=False,
        )


def read(person: Facts) -> ParPerson:
    """Read one person, or raise `CannotCompute`; town and family history count for men only."""
    person.refuse_known("known_ascvd", "chd", "mi", "stroke")
    family = person.family("cvd")
    person.require(
        "sex", "age", "sbp_mmHg", "bp_treated", "tc", "hdl", "waist_cm", "smoker", "diabetes", "north"
    )
    man = person.sex == "male"
    if man:
        person.require("urban", family)
    for key, (low, high) in LIMITS.items():
        if person.values.get(key) is not None:
            person.within(key, low, high)
    return ParPerson(
        sex=person.sex,
        age=person.years,
        sbp=person.number("sbp_mmHg"),
        treated=person.flag("bp_treated"),
        tc=person.mgdl("tc", MGDL_PER_MMOL),
        hdl=person.mgdl("hdl", MGDL_PER_MMOL),
        waist=person.number("waist_cm"),
        smoker=person.flag("smoker"),
        diabetes=person.flag("diabetes"),
        north=person.flag("north"),
        urban=man and person.flag("urban"),
        family_history=man and person.flag(family),
    )


def percent(who: ParPerson) -> float:
    """Give the ten-year risk in percent, unrounded. The SBP term of the other treatment is 0."""
    c, ln_age, ln_sbp = COEFFICIENTS[who.sex], log(who.age), log(who.sbp)
    taking = "treated" if who.treated else "untreated"
    z = (
        c["intercept"]
        + c["ln_age"] * ln_age
        + c[f"ln_sbp_{taking}"] * ln_sbp
        + c[f"ln_age_x_ln_sbp_{taking}"] * ln_age * ln_sbp
        + c["ln_tc"] * log(who.tc)
        + c["ln_hdl"] * log(who.hdl)
        + c["ln_waist"] * log(who.waist)
        + who.smoker * (c["smoker"] + c["ln_age_x_smoker"] * ln_age)
        + who.diabetes * c["diabetes"]
        + who.north * c["north"]
        + who.urban * c["urban"]
        + who.family_history * (c["family_history"] + c["ln_age_x_family_history"] * ln_age)
    )
    return 100 * (1 - exp(-exp(z)))


@model(CARD)
def china_par_10y(person: Facts) -> Figure:
    """Give the ten-year risk as displayed (0.1 %); the class is taken from the displayed value."""
    who = read(person)
    person.years_within(*ACCEPTED_AGES)
    shown = to_tenth(percent(who))
    parts: dict[str, object] = {"ideal_percent": to_tenth(percent(who.ideal()))}
    low, high = DERIVED_FROM_AGES
    if not low <= who.age <= high:
        parts["caution"] = sentence("outside_derivation", range=f"{low}–{high}").as_json()
    return Figure(shown, band(shown, (5.0, 10.0), CLASSES), parts)
