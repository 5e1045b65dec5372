"""What is known about one person, asked for by name; what is missing is named, never imputed."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Final, Literal

from webapp.assessments.rules import reasons
from webapp.toolbox.bands import settled
from webapp.toolbox.results import NotComputed

Sex = Literal["male", "female"]
Values = Mapping[str, Any]
CHOLESTEROL_MGDL_PER_MMOL: Final = 38.67
CREATININE_UMOL_PER_MGDL: Final = 88.4
DIABETES_FPG_MMOL: Final = 7.0


@dataclass(frozen=True, slots=True)
class Facts:
    """One person's inputs (keys and units of `data/inputs.json`), already checked for type.

    `for_report` reads the three family histories of the report instead of the one of `risk`.
    """

    values: Values
    for_report: bool = False

    def get(self, key: str) -> Any:
        """Give a fact as told, else as it follows from other facts, else None."""
        told = self.values.get(key)
        if told is not None or key not in _FOLLOWS:
            return told
        return _FOLLOWS[key](self)

    def number(self, key: str) -> float:
        """Give a number that `require` has found present."""
        return float(self.get(key))

    def flag(self, key: str) -> bool:
        """Give a yes or no that `require` has found present."""
        return bool(self.get(key))

    @property
    def sex(self) -> Sex:
        """Give the sex; `require` it first."""
        return "male" if self.values["sex"] == "male" else "female"

    @property
    def years(self) -> int:
        """Give the age in completed years."""
        return math.floor(self.number("age"))

    def has(self, *diseases: str) -> bool:
        """Tell whether any of these diseases is known."""
        return any(disease in (self.values.get("history") or ()) for disease in diseases)

    def mgdl(self, lipid: str, per_mmol: float = CHOLESTEROL_MGDL_PER_MMOL) -> float:
        """Give `tc` or `hdl` in mg/dL by the model's own factor."""
        told = self.values.get(f"{lipid}_mgdl")
        return float(told) if told is not None else float(self.values[f"{lipid}_mmol"]) * per_mmol

    def mmol(self, lipid: str) -> float:
        """Give `tc` or `hdl` in mmol/L."""
        told = self.values.get(f"{lipid}_mmol")
        if told is not None:
            return float(told)
        return float(self.values[f"{lipid}_mgdl"]) / CHOLESTEROL_MGDL_PER_MMOL

    def family(self, kind: str) -> str:
        """Give the key that holds this model's family history: `risk` has one key, the report three."""
        one, own = "family_history", f"family_history_{kind}"
        return own if self.for_report or (one not in self.values and own in self.values) else one

    def require(self, *keys: str) -> None:
        """Raise `CannotCompute` naming every key that is missing, else the first that cannot be true."""
        missing = [name for key in keys for name in self._missing(key)]
        if missing:
            raise reasons.CannotCompute(reasons.insufficient(dict.fromkeys(missing)))
        for key in keys:
            for source in _SOURCES.get(key, (key,)):
                self._possible(source)

    def within(self, key: str, low: float, high: float, *, below: bool = False) -> None:
        """Raise `CannotCompute` when a number lies outside the model's range (`below`: high itself is out)."""
        value = self.number(key)
        held = settled(value)
        if not low <= held <= high or (below and held == high):
            limits = f"{low:g}–<{high:g}" if below else f"{low:g}–{high:g}"
            raise reasons.CannotCompute(reasons.out_of_range(key, value, limits))

    def at_least(self, key: str, low: float) -> None:
        """Raise `CannotCompute` when a number lies below the model's range."""
        if self.number(key) < low:
            raise reasons.CannotCompute(reasons.out_of_range(key, self.number(key), f"≥{low:g}"))

    def years_within(self, low: int, high: int) -> None:
        """Raise `CannotCompute` when the completed years lie outside the model's ages."""
        if not low <= self.years <= high:
            limits = f"{low}–{high}"
            raise reasons.CannotCompute(reasons.out_of_range("age", self.number("age"), limits))

    def refuse_known(self, reason: str, *diseases: str) -> None:
        """Raise `CannotCompute` for who already has the disease: words, no number."""
        if self.has(*diseases):
            raise reasons.CannotCompute(NotComputed(reasons.sentence(reason), ("history",)))

    @property
    def known_diabetes(self) -> bool:
        """Tell whether a doctor has found diabetes: one fasting glucose of 7.0 alone does not make it known."""
        history, glucose = self.values.get("history"), self.values.get("fpg_mmol") or 0
        only_measured = history is not None and glucose >= DIABETES_FPG_MMOL
        return self.has("diabetes") or (self.values.get("diabetes") is True and not only_measured)

    def refuse_known_diabetes(self) -> None:
        """Raise `CannotCompute` for known diabetes, told as a flag or in the history."""
        if self.values.get("diabetes") is True:
            reason = "known_diabetes" if self.known_diabetes else "diabetic_glucose"
            raise reasons.CannotCompute(NotComputed(reasons.sentence(reason), ("diabetes",)))
        self.refuse_known("known_diabetes", "diabetes")

    def _missing(self, key: str) -> list[str]:
        if key in ("tc", "hdl"):
            told = any(self.values.get(f"{key}_{unit}") is not None for unit in ("mgdl", "mmol"))
            return [] if told else [f"{key}_mgdl"]
        if self.get(key) is not None:
            return []
        parts = _PARTS.get(key, (key,))
        absent = [part for part in parts if self.values.get(part) is None]
        if len(absent) == len(parts):
            return [_SAME_FACT.get(key, key) if self.for_report else key]
        return absent

    def _possible(self, key: str) -> None:
        value = self.values.get(key)
        if not isinstance(value, int | float) or isinstance(value, bool):
            return
        if not reasons.possible(key, value):
            raise reasons.CannotCompute(reasons.impossible(key, value))


def _bmi(facts: Facts) -> float | None:
    height, weight = facts.values.get("height_cm"), facts.values.get("weight_kg")
    if height is None or weight is None:
        return None
    possible = reasons.possible("height_cm", height) and reasons.possible("weight_kg", weight)
    return float(weight) / (float(height) / 100) ** 2 if possible else math.nan


def _creatinine_mgdl(facts: Facts) -> float | None:
    amount, unit = facts.values.get("creatinine"), facts.values.get("creatinine_unit")
    if amount is None or unit is None:
        return None
    return float(amount) / CREATININE_UMOL_PER_MGDL if unit == "umol/L" else float(amount)


def _egfr(facts: Facts) -> float | None:
    # The formula is a model of its own and stands on this module.
    from webapp.assessments.rules.diseases.egfr_ckdepi2021 import filtration

    creatinine, age, sex = facts.get("creatinine_mgdl"), facts.values.get("age"), facts.values.get("sex")
    if creatinine is None or age is None or sex is None:
        return None
    possible = reasons.possible("creatinine", facts.values["creatinine"]) and reasons.possible("age", age)
    return filtration(creatinine, float(age), facts.sex) if possible else math.nan


def _diabetes(facts: Facts) -> bool | None:
    glucose = facts.values.get("fpg_mmol")
    if facts.has("diabetes") or (glucose is not None and glucose >= DIABETES_FPG_MMOL):
        return True
    return False if facts.values.get("history") is not None else None


def _told(key: str, facts: Facts) -> Any:
    return facts.values.get(key)


def _in_history(diseases: tuple[str, ...], facts: Facts) -> bool | None:
    """A list of known diseases answers for each of its words; no list answers nothing."""
    return None if facts.values.get("history") is None else facts.has(*diseases)


def _known_high_glucose(facts: Facts) -> bool | None:
    return True if facts.has("diabetes", "gestational_diabetes") else None


_FOLLOWS: Final[dict[str, Callable[[Facts], Any]]] = {
    "bmi": _bmi,
    "creatinine_mgdl": _creatinine_mgdl,
    "egfr": _egfr,
    "diabetes": _diabetes,
    "smoker": partial(_told, "current_smoker"),
    "current_smoker": partial(_told, "smoker"),
    "bp_treated": partial(_told, "antihypertensive_medication"),
    "antihypertensive_medication": partial(_told, "bp_treated"),
    "physically_active": partial(_told, "active_3x30_per_week"),
    "high_blood_glucose_history": _known_high_glucose,
    "copd": partial(_in_history, ("copd",)),
    "personal_cancer": partial(_in_history, ("cancer", "lung_cancer")),
}
_SAME_FACT: Final = {"current_smoker": "smoker", "antihypertensive_medication": "bp_treated"}
"""The report takes either key for one fact and names it by one of them."""
_PARTS: Final[dict[str, tuple[str, ...]]] = {
    "bmi": ("height_cm", "weight_kg"),
    "egfr": ("creatinine", "creatinine_unit"),
}
"""What a computed fact is made of: when some of it is there, the rest is named as missing."""
_SOURCES: Final[dict[str, tuple[str, ...]]] = {
    "bmi": ("bmi", "height_cm", "weight_kg"),
    "egfr": ("egfr", "creatinine"),
    "tc": ("tc_mgdl", "tc_mmol"),
    "hdl": ("hdl_mgdl", "hdl_mmol"),
}
