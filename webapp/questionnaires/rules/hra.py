"""What the standard health questionnaire `hra` tells the risk models (product page §7).

Keys, types and units of `clinical_inputs` are those of the clinical `inputs.json`. What was not answered, or
answered with “not sure”, stays absent: unknown is never taken for “no” or zero.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from webapp.questionnaires.rules.answers import by_link_id, code_of, codes_of, points_of

Answers = Mapping[str, list[Any]]
Inputs = dict[str, Any]

NORTH_AND_SOUTH = {"north": True, "south": False}
URBAN = {"city": True, "town": True, "village": False}
YES_AND_NO = {"yes": True, "no": False}
EXPOSED_TO_NOTHING = ["none"]


def _coded(link_id: str, key: str, meaning: Mapping[str, Any]) -> Callable[[Answers], Inputs]:
    """Read one coded answer; a code without a meaning (“not sure”) gives nothing."""

    def read(answers: Answers) -> Inputs:
        code = code_of(answers[link_id][0])
        return {key: meaning[code]} if code is not None and code in meaning else {}

    return read


def _plain(link_id: str, *keys: str) -> Callable[[Answers], Inputs]:
    """Read one yes-or-no or number as it stands, under each of `keys`."""
    return lambda answers: dict.fromkeys(keys, answers[link_id][0])


def _education(answers: Answers) -> Inputs:
    """Read the level of schooling, 1 to 6 (PLCOm2012)."""
    code = code_of(answers["education"][0])
    return {"education_level": int(code)} if code in {"1", "2", "3", "4", "5", "6"} else {}


def _conditions(answers: Answers) -> Inputs:
    """Read the list of known diseases, and the three that models ask for by name."""
    known = [code for code in codes_of(answers["conditions"]) if code != "none"]
    return {
        "history": known,
        "diabetes": "diabetes" in known,
        "copd": "copd" in known,
        "personal_cancer": "cancer" in known or "lung_cancer" in known,
    }


def _smoking(answers: Answers) -> Inputs:
    """Read whether the person smokes; who never smoked has smoked nothing, who smokes has quit for 0 years."""
    status = code_of(answers["smoking"][0])
    now = {"smoker": status == "current", "current_smoker": status == "current"}
    if status == "never":
        return {**now, "cigs_per_day": 0, "years_smoked": 0}
    if status == "current":
        return {**now, "years_quit": 0}
    return now if status == "former" else {}


def _years_unless(gate: str, key: str, nothing: Callable[[list[Any]], bool]) -> Callable[[Answers], Inputs]:
    """Read “never exposed” as 0 years; the years themselves are an item of their own."""
    return lambda answers: {key: 0} if nothing(answers[gate]) else {}


def _said_no(values: list[Any]) -> bool:
    return values == [False]


def _no_exposure(values: list[Any]) -> bool:
    return codes_of(values) == EXPOSED_TO_NOTHING


_READERS: dict[str, tuple[tuple[str, ...], Callable[[Answers], Inputs]]] = {
    "living-area": (("urban",), _coded("living-area", "urban", URBAN)),
    "living-north": (("north",), _coded("living-north", "north", NORTH_AND_SOUTH)),
    "education": (("education_level",), _education),
    "conditions": (("history", "diabetes", "copd", "personal_cancer"), _conditions),
    "high-glucose": (("high_blood_glucose_history",), _plain("high-glucose", "high_blood_glucose_history")),
    "bp-medicine": (
        ("bp_treated", "antihypertensive_medication"),
        _plain("bp-medicine", "bp_treated", "antihypertensive_medication"),
    ),
    "statin": (("statin",), _plain("statin", "statin")),
    "family-cvd": (("family_history_cvd",), _coded("family-cvd", "family_history_cvd", YES_AND_NO)),
    "family-stroke": (
        ("family_history_stroke",),
        _coded("family-stroke", "family_history_stroke", YES_AND_NO),
    ),
    "family-diabetes": (
        ("family_history_diabetes",),
        _coded(
            "family-diabetes",
            "family_history_diabetes",
            {word: word for word in ("none", "second_degree", "first_degree")},
        ),
    ),
    "family-lung-cancer": (
        ("family_lung_cancer",),
        _coded("family-lung-cancer", "family_lung_cancer", YES_AND_NO),
    ),
    "passive-smoking": (
        ("passive_smoking_years",),
        _years_unless("passive-smoking", "passive_smoking_years", _said_no),
    ),
    "passive-smoking-years": (
        ("passive_smoking_years",),
        _plain("passive-smoking-years", "passive_smoking_years"),
    ),
    "work-exposure": (
        ("occupational_exposure_years",),
        _years_unless("work-exposure", "occupational_exposure_years", _no_exposure),
    ),
    "work-exposure-years": (
        ("occupational_exposure_years",),
        _plain("work-exposure-years", "occupational_exposure_years"),
    ),
    "cooking-fumes": (
        ("cooking_fume_years",),
        _years_unless("cooking-fumes", "cooking_fume_years", _said_no),
    ),
    "cooking-fumes-years": (("cooking_fume_years",), _plain("cooking-fumes-years", "cooking_fume_years")),
    "smoking": (("smoker", "current_smoker", "cigs_per_day", "years_smoked", "years_quit"), _smoking),
    "smoking-amount": (("cigs_per_day",), _plain("smoking-amount", "cigs_per_day")),
    "smoking-years": (("years_smoked",), _plain("smoking-years", "years_smoked")),
    "smoking-quit-years": (("years_quit",), _plain("smoking-quit-years", "years_quit")),
    "diet-daily-greens": (("daily_vegetables_fruit",), _plain("diet-daily-greens", "daily_vegetables_fruit")),
    "exercise-regular": (("active_3x30_per_week",), _plain("exercise-regular", "active_3x30_per_week")),
    "exercise-daily": (("physically_active",), _plain("exercise-daily", "physically_active")),
}

FEEDS: dict[str, tuple[str, ...]] = {link_id: keys for link_id, (keys, _) in _READERS.items()}
"""Which input keys each item may decide; a key with two items is decided by the one that was asked."""

_GATES: dict[str, str] = {
    "passive-smoking-years": "passive-smoking",
    "work-exposure-years": "work-exposure",
    "cooking-fumes-years": "cooking-fumes",
    "smoking-amount": "smoking",
    "smoking-years": "smoking",
    "smoking-quit-years": "smoking",
}
"""Items that are asked only after another was answered: without that answer they are hidden and do not count."""

SCALES: dict[str, int] = {"phq9": 9, "gad7": 7, "pss10": 10, "auditc": 3}
"""The scales inside `hra`: name → number of items; their linkIds are `NAME-1` … `NAME-n`."""

_IMPLIED_ZEROS: dict[str, tuple[str, ...]] = {
    "auditc-1": ("auditc-2", "auditc-3"),
    "ipaq-vigorous-days": ("ipaq-vigorous-minutes",),
    "ipaq-moderate-days": ("ipaq-moderate-minutes",),
    "ipaq-walking-days": ("ipaq-walking-minutes",),
}


def clinical_inputs(response: Mapping[str, Any]) -> Inputs:
    """Give the input keys of the risk models that a submitted `hra` response answers.

    Age, sex and everything measured come from elsewhere. The response is taken as validated.
    """
    answers = by_link_id(response)
    inputs: Inputs = {}
    for link_id, (_, read) in _READERS.items():
        if link_id in answers and _GATES.get(link_id, link_id) in answers:
            inputs.update(read(answers))
    return inputs


def lifestyle(response: Mapping[str, Any]) -> Inputs:
    """Give every answer as `answers_hra`: linkId → plain value.

    Codings of a scale become their points, other codings their code, several answers a list; numbers keep the
    unit of the question (g, ml, minutes, days, hours, years). “Never drinks” and “no such day” imply zeros for
    the questions that were then not asked.
    """
    answers = by_link_id(response)
    plain = {link_id: _plain_answer(link_id, values) for link_id, values in answers.items()}
    for gate, implied in _IMPLIED_ZEROS.items():
        if plain.get(gate) == 0:
            plain.update(dict.fromkeys(implied, 0))
    return plain


LISTS = frozenset({"living-with", "conditions", "work-exposure", "diet-known", "diet-cooking"})
"""The items that take several answers: always a list in `lifestyle`."""


def _plain_answer(link_id: str, values: list[Any]) -> Any:
    plain = [_plain_value(link_id, value) for value in values]
    return plain if link_id in LISTS else plain[0]


def _plain_value(link_id: str, value: Any) -> Any:
    code = code_of(value)
    points = points_of(value) if link_id.split("-")[0] in SCALES else None
    if points is not None:
        return points
    return value if code is None else code
