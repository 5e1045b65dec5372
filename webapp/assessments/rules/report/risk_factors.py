"""Part 2: risk factors that were measured: weight, waist, blood pressure, blood fats, glucose."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from webapp.assessments.rules import thresholds
from webapp.assessments.rules.facts import Facts
from webapp.assessments.rules.reasons import CannotCompute
from webapp.assessments.rules.report.findings import Finding, found, plain, unknown
from webapp.toolbox.bands import settled

_OLD = 80


def risk_factors(person: Facts) -> list[Finding]:
    """Judge each measured factor by the Chinese thresholds; what is missing is named."""
    return [_judged(topic, judge, person) for topic, judge in _JUDGES.items()]


def _judged(topic: str, judge: Callable[[Facts], Finding], person: Facts) -> Finding:
    try:
        return judge(person)
    except CannotCompute as cannot:
        return unknown(topic, cannot.why)


def _told(value: float, places: int, class_of: Callable[[float], str]) -> str:
    """Write a figure as briefly as its class allows: 6.96 is no 7.0 while it is below the line."""
    fitting = (n for n in range(places, 6) if class_of(round(value, n)) == class_of(value))
    return plain(value, next(fitting, 6))


def _bmi(person: Facts) -> Finding:
    person.require("bmi")
    bmi = person.number("bmi")
    low, high = thresholds.SUITABLE_BMI_FROM_80
    old = person.values.get("age", 0) >= _OLD and low <= settled(bmi) <= high
    style = "suitable_from_80" if old else ""
    return found(
        "bmi", thresholds.bmi_class(bmi), bmi, shown=_told(bmi, 1, thresholds.bmi_class), style=style
    )


def _waist(person: Facts) -> Finding:
    person.require("sex", "waist_cm")
    waist = person.number("waist_cm")
    sex = person.sex
    shown = _told(waist, 1, lambda value: thresholds.waist_class(value, sex))
    return found("waist", thresholds.waist_class(waist, sex), waist, shown=shown)


def _bp(person: Facts) -> Finding:
    person.require("sbp_mmHg", "dbp_mmHg")
    sbp, dbp = person.number("sbp_mmHg"), person.number("dbp_mmHg")
    category, alone = thresholds.bp_class(sbp, dbp), thresholds.raised_alone(sbp, dbp)
    style = f"{category}_{alone}" if alone else ""
    return found("bp", category, [sbp, dbp], shown=f"{plain(sbp)}/{plain(dbp)}", style=style)


def _total(person: Facts) -> Finding:
    person.require("tc")
    return _lipid("tc", "TC", person.mmol("tc"))


def _told_lipid(topic: str, kind: str, person: Facts) -> Finding:
    person.require(f"{topic}_mmol")
    return _lipid(topic, kind, person.number(f"{topic}_mmol"))


def _non_hdl(person: Facts) -> Finding:
    person.require("tc", "hdl")
    return _lipid("non_hdl", "nonHDL", settled(person.mmol("tc") - person.mmol("hdl")))


def _hdl(person: Facts) -> Finding:
    person.require("hdl")
    hdl = settled(person.mmol("hdl"))
    return found("hdl", "low" if hdl < thresholds.LOW_HDL else "appropriate", hdl, shown=plain(hdl, 2))


def _lipid(topic: str, kind: str, value: float) -> Finding:
    return found(
        topic,
        thresholds.lipid_class(kind, value),
        value,
        shown=_told(value, 2, partial(thresholds.lipid_class, kind)),
    )


def _glucose(person: Facts) -> Finding:
    person.require("fpg_mmol")
    glucose = person.number("fpg_mmol")
    return found(
        "glucose", thresholds.fpg_class(glucose), glucose, shown=_told(glucose, 1, thresholds.fpg_class)
    )


_JUDGES: dict[str, Callable[[Facts], Finding]] = {
    "bmi": _bmi,
    "waist": _waist,
    "bp": _bp,
    "tc": _total,
    "ldl": partial(_told_lipid, "ldl", "LDL"),
    "tg": partial(_told_lipid, "tg", "TG"),
    "non_hdl": _non_hdl,
    "hdl": _hdl,
    "glucose": _glucose,
}
