"""AHA PREVENT base equations: ten and thirty years, five outcomes; shown for reference only."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp
from typing import Any, Final

from webapp.assessments.rules.facts import Facts, Sex
from webapp.assessments.rules.models import model
from webapp.assessments.rules.reasons import CannotCompute, out_of_range
from webapp.toolbox.packaged import data
from webapp.toolbox.results import Figure, ModelCard

_TABLE: Final[dict[str, Any]] = data("assessments", "prevent")
CARD: Final = ModelCard(
    code="prevent",
    name=_TABLE["name"],
    version=_TABLE["version"],
    citation=_TABLE["citation"],
    unit="probability",
    source=_TABLE["verification"],
)
MMOL_PER_MGDL: Final = 0.02586
LAST_AGE_OF_30_YEARS: Final = 59
LIPIDS_MGDL: Final = {"tc": (130, 320), "hdl": (20, 100)}


@dataclass(frozen=True, slots=True)
class PreventPerson:
    """The inputs: years, mmHg, mmol/L, kg/m², mL/min/1.73 m²."""

    sex: Sex
    age: float
    sbp: float
    treated: bool
    tc: float
    hdl: float
    statin: bool
    diabetes: bool
    smoker: bool
    bmi: float
    egfr: float

    def terms(self, *, age_squared: bool) -> list[float]:
        """Give the terms in the order of the table; the last one is the constant's."""
        age = (self.age - 55) / 10
        non_hdl, hdl = self.tc - self.hdl - 3.5, (self.hdl - 1.3) / 0.3
        sbp_over = (max(self.sbp, 110) - 130) / 20
        bmi_over = (max(self.bmi, 30) - 30) / 5
        egfr_under = (min(self.egfr, 60) - 60) / -15
        return [
            age,
            *([age**2] if age_squared else []),
            non_hdl,
            hdl,
            (min(self.sbp, 110) - 110) / 20,
            sbp_over,
            self.diabetes,
            self.smoker,
            (min(self.bmi, 30) - 25) / 5,
            bmi_over,
            egfr_under,
            (max(self.egfr, 60) - 90) / -15,
            self.treated,
            self.statin,
            self.treated * sbp_over,
            self.statin * non_hdl,
            age * non_hdl,
            age * hdl,
            age * sbp_over,
            age * self.diabetes,
            age * self.smoker,
            age * bmi_over,
            age * egfr_under,
            1.0,
        ]


def probabilities(who: PreventPerson, horizon: str) -> dict[str, float]:
    """Give the probability of each outcome for `risk_10yr` or `risk_30yr`."""
    terms = who.terms(age_squared=horizon == "risk_30yr")
    return {
        outcome: 1 / (1 + exp(-sum(c * x for c, x in zip(row, terms, strict=True))))
        for outcome, row in _TABLE["coefficients"][horizon][who.sex].items()
    }


def read(person: Facts) -> PreventPerson:
    """Read one person, or raise `CannotCompute`."""
    person.refuse_known("known_ascvd", "chd", "mi", "stroke")
    flags = ("bp_treated", "statin", "diabetes", "smoker")
    person.require("sex", "age", "sbp_mmHg", "tc", "hdl", "bmi", "egfr", *flags)
    person.within("age", 30, 79)
    person.within("sbp_mmHg", 90, 180)
    person.within("bmi", 18.5, 40, below=True)
    tc, hdl = _lipid(person, "tc"), _lipid(person, "hdl")
    return PreventPerson(
        sex=person.sex,
        age=person.number("age"),
        sbp=person.number("sbp_mmHg"),
        treated=person.flag("bp_treated"),
        tc=tc,
        hdl=hdl,
        statin=person.flag("statin"),
        diabetes=person.flag("diabetes"),
        smoker=person.flag("smoker"),
        bmi=person.number("bmi"),
        egfr=person.number("egfr"),
    )


def _lipid(person: Facts, lipid: str) -> float:
    """Give a lipid in mmol/L; its range is printed in mg/dL and converted by the model's own factor."""
    low, high = LIPIDS_MGDL[lipid]
    if person.values.get(f"{lipid}_mgdl") is not None:
        person.within(f"{lipid}_mgdl", low, high)
        return person.number(f"{lipid}_mgdl") * MMOL_PER_MGDL
    value, least, most = person.number(f"{lipid}_mmol"), low * MMOL_PER_MGDL, high * MMOL_PER_MGDL
    if not least <= value <= most:
        raise CannotCompute(out_of_range(f"{lipid}_mmol", value, f"{least:.2f}–{most:.2f}"))
    return value


@model(CARD)
def prevent(person: Facts) -> Figure:
    """Give all outcomes as probabilities; the 30-year equations end at 59."""
    who = read(person)
    long = probabilities(who, "risk_30yr") if who.age <= LAST_AGE_OF_30_YEARS else None
    return Figure(parts={"risk_10yr": probabilities(who, "risk_10yr"), "risk_30yr": long})
