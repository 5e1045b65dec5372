"""Part 3: what this means for heart disease, stroke and diabetes; known disease is never predicted."""

from __future__ import annotations

from collections.abc import Mapping

from webapp.assessments.rules.facts import Facts
from webapp.assessments.rules.report.findings import Finding, found, unknown
from webapp.assessments.rules.thresholds import fpg_class
from webapp.toolbox.results import NotComputed, Result

_GLUCOSE_KEYS = ("fpg_mmol", "glucose_2h_mmol", "hba1c_percent")
_OGTT_DIABETES = 11.1
_HBA1C_DIABETES = 6.5


def chronic_diseases(person: Facts, results: Mapping[str, Result]) -> list[Finding]:
    """Say of each disease: known, or how the primary model stands, or what is missing."""
    return [_heart(person, results), _stroke(person, results), _diabetes(person, results)]


def _missing(result: Result) -> NotComputed:
    if result.not_computed is None:
        raise ValueError("a figure is there")
    return result.not_computed


def _heart(person: Facts, results: Mapping[str, Result]) -> Finding:
    if person.has("chd", "mi"):
        return found("chd", "known")
    result = results["china_par_10y"]
    return found("chd", result.category) if result.category else unknown("chd", _missing(result))


def _stroke(person: Facts, results: Mapping[str, Result]) -> Finding:
    if person.has("stroke", "tia"):
        return found("stroke", "known")
    result = results["stroke_8plus2"]
    level = result.parts.get("level")
    return found("stroke", level) if level else unknown("stroke", _missing(result))


def _diabetes(person: Facts, results: Mapping[str, Result]) -> Finding:
    if person.known_diabetes:
        return found("diabetes", "known")
    glucose, result = _glucose_class(person), results["cdrs"]
    if glucose == "diabetes_range" or (glucose == "ifg" and result.category != "high"):
        return found("diabetes", glucose)
    if result.category is None:
        return unknown("diabetes", _missing(result))
    unmeasured = result.category == "low" and not any(person.values.get(key) for key in _GLUCOSE_KEYS)
    return found("diabetes", result.category, style="low_unmeasured" if unmeasured else "")


def _glucose_class(person: Facts) -> str:
    """The worst that fasting glucose, the two-hour value and HbA1c say."""
    two_hours, long_term = person.values.get("glucose_2h_mmol", 0), person.values.get("hba1c_percent", 0)
    if two_hours >= _OGTT_DIABETES or long_term >= _HBA1C_DIABETES:
        return "diabetes_range"
    return fpg_class(person.values.get("fpg_mmol", 0))
