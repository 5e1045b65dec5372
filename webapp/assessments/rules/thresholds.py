"""Thresholds of parts 2 and 4: which class a measured value belongs to.

A value on a boundary belongs to the upper class. Sources: the 2019 Chinese guideline on assessing and managing
cardiovascular risk, the 2024 weight guidance, the 2016 lipid guideline and the Chinese diabetes guideline.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

from webapp.assessments.rules.facts import Facts, Sex
from webapp.assessments.rules.models import model
from webapp.assessments.rules.reasons import CannotCompute, impossible
from webapp.toolbox.bands import band
from webapp.toolbox.packaged import data
from webapp.toolbox.results import Figure, ModelCard

CARD: Final = ModelCard(**data("assessments", "cards")["thresholds"])
BMI: Final = ((18.5, 24.0, 28.0), ("underweight", "normal", "overweight", "obese"))
WAIST: Final[dict[Sex, tuple[float, float]]] = {"male": (85, 90), "female": (80, 85)}
WAIST_CLASSES: Final = ("normal", "pre_central", "central")
SBP: Final = (120, 140, 160, 180)
DBP: Final = (80, 90, 100, 110)
BP_CLASSES: Final = ("normal", "high_normal", "grade1", "grade2", "grade3")
FPG: Final = ((6.1, 7.0), ("normal", "ifg", "diabetes_range"))
LIPID_CLASSES: Final = ("appropriate", "borderline", "high")
LIPIDS: Final = {"TC": (5.2, 6.2), "LDL": (3.4, 4.1), "TG": (1.7, 2.3), "nonHDL": (4.1, 4.9)}
LOW_HDL: Final = 1.0
SUITABLE_BMI_FROM_80: Final = (22.0, 26.9)


def bmi_class(bmi: float) -> str:
    """Class a body mass index in kg/m²."""
    return band(bmi, *BMI)


def waist_class(waist: float, sex: Sex) -> str:
    """Class a waist in cm."""
    return band(waist, WAIST[sex], WAIST_CLASSES)


def bp_class(sbp: float, dbp: float) -> str:
    """Class a blood pressure in mmHg; when the two numbers differ the higher class counts."""
    return max(band(sbp, SBP, BP_CLASSES), band(dbp, DBP, BP_CLASSES), key=BP_CLASSES.index)


def raised_alone(sbp: float, dbp: float) -> str:
    """Name the one number, "upper" or "lower", that alone puts a pressure into its class; "" for both."""
    upper, lower = band(sbp, SBP, BP_CLASSES), band(dbp, DBP, BP_CLASSES)
    if upper == lower:
        return ""
    return "upper" if upper == bp_class(sbp, dbp) else "lower"


def fpg_class(glucose: float) -> str:
    """Class a fasting plasma glucose in mmol/L."""
    return band(glucose, *FPG)


def lipid_class(kind: str, value: float) -> str:
    """Class TC, LDL, TG or nonHDL in mmol/L."""
    return band(value, LIPIDS[kind], LIPID_CLASSES)


_CLASSES: Final[dict[str, Callable[[float], str]]] = {
    "bmi": bmi_class,
    "fpg": fpg_class,
    **{kind: (lambda value, kind=kind: lipid_class(kind, value)) for kind in LIPIDS},  # type: ignore[misc]
}


def _blood_pressure(pair: Sequence[Any]) -> Figure:
    sbp, dbp = float(pair[0]), float(pair[1])
    isolated = sbp >= SBP[1] and dbp < DBP[1]
    parts = {"sbp_mmHg": pair[0], "dbp_mmHg": pair[1], "isolated_systolic": isolated}
    return Figure(category=bp_class(sbp, dbp), parts=parts)


@model(CARD)
def thresholds(person: Facts) -> Figure:
    """Class one value by `kind`; a waist also needs the sex, a blood pressure is a pair."""
    person.require("kind", "value")
    kind, value = person.values["kind"], person.values["value"]
    if kind == "waist":
        person.require("sex")
    for number in value if isinstance(value, list) else [value]:
        if number <= 0:
            raise CannotCompute(impossible("value", number))
    if kind == "bp":
        return _blood_pressure(value)
    category = waist_class(value, person.sex) if kind == "waist" else _CLASSES[kind](value)
    return Figure(value, category)
