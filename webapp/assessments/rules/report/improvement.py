"""Part 4: what the person can do something about: weight, movement, smoking, drinking, stress, food, cooking."""

from __future__ import annotations

from collections.abc import Sequence

from webapp.assessments.rules.facts import Facts
from webapp.assessments.rules.lifestyle import Lifestyle
from webapp.assessments.rules.report.findings import Finding, found, plain, unknown, untold
from webapp.toolbox.bands import band_keeping_edges
from webapp.toolbox.results import Result

_MEASURED = ("bmi", "waist", "bp", "glucose", "tc", "hdl")
_AMOUNTS = {
    "grains": ("diet-grains", (200, 300)),
    "fruit": ("diet-fruit", (200, 350)),
    "vegetables": ("diet-vegetables", (300, 500)),
    "meat": ("diet-meat", (40, 75)),
}
"""Grams a day by the Chinese Dietary Guidelines 2022; the item of `hra` that tells them."""
_LIMITS = {"oil": ("diet-oil", 30), "salt": ("diet-salt", 5)}


def lifestyle_of(person: Facts) -> Lifestyle:
    """Take the lifestyle answers out of the facts."""
    told = person.values
    return Lifestyle(told.get("answers_hra", {}), told.get("responses"), told.get("sex"))


def improvements(person: Facts, measured: Sequence[Finding]) -> list[Finding]:
    """List every topic of part 4 in its order; the measured ones are those of part 2."""
    life = lifestyle_of(person)
    by_topic = {finding.topic: finding for finding in measured}
    return [
        *(by_topic[topic] for topic in _MEASURED),
        _pressure_goal(person),
        _activity(person, life),
        _smoking(person),
        _alcohol(life),
        *(_scaled(topic, life.scale(scale), scale) for topic, scale in _MIND.items()),
        *(_amount(topic, life) for topic in _AMOUNTS),
        *(_limit(topic, life) for topic in _LIMITS),
        _cooking(life),
    ]


_MIND = {"stress": "pss10", "mood": "phq9", "worry": "gad7"}


def _pressure_goal(person: Facts) -> Finding:
    age = person.values.get("age", 0)
    if age >= 80:
        return found("bp_target", "from_80")
    if person.known_diabetes:
        return found("bp_target", "diabetes")
    return found("bp_target", "from_65" if age >= 65 else "general")


def _activity(person: Facts, life: Lifestyle) -> Finding:
    week = life.activity()
    if week is not None and week.category:
        return found("activity", week.category, week.value, result=week)
    regular = person.values.get("active_3x30_per_week")
    if regular is not None:
        return found("activity", "regular" if regular else "little", result=week)
    if week is not None and week.not_computed:
        return unknown("activity", week.not_computed, week)
    return untold("activity", "active_3x30_per_week")


def _smoking(person: Facts) -> Finding:
    current = person.get("current_smoker")
    if current is None:
        return untold("smoking", "smoker")
    if current:
        return found("smoking", "current")
    smoked = (person.values.get("years_smoked") or 0) > 0 and (person.values.get("cigs_per_day") or 0) > 0
    return found("smoking", "former" if smoked else "never")


def _alcohol(life: Lifestyle) -> Finding:
    result = life.scale("auditc")
    if result is not None and result.value == 0:
        return found("alcohol", "none", 0, result=result)
    return _scaled("alcohol", result, "auditc")


def _scaled(topic: str, result: Result | None, scale: str) -> Finding:
    if result is None:
        return untold(topic, scale)
    if result.not_computed:
        return unknown(topic, result.not_computed, result)
    return found(topic, str(result.category), result.value, result=result)


def _amount(topic: str, life: Lifestyle) -> Finding:
    link_id, (low, high) = _AMOUNTS[topic]
    grams = life.amount(link_id)
    if grams is None:
        return untold(topic, link_id)
    category = "below" if grams < low else "within" if grams <= high else "above"
    return found(topic, category, grams, shown=plain(grams, 0))


def _limit(topic: str, life: Lifestyle) -> Finding:
    link_id, most = _LIMITS[topic]
    grams = life.amount(link_id)
    if grams is None:
        return untold(topic, link_id)
    return found(topic, band_keeping_edges(grams, (most,), ("within", "above")), grams, shown=plain(grams))


def _cooking(life: Lifestyle) -> Finding:
    rough = life.rough_cooking()
    if rough is None:
        return untold("cooking", "diet-cooking")
    return found("cooking", "rough" if rough else "gentle")
