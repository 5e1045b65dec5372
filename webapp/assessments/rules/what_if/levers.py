"""What a person can change for the better, how far, and what it makes of the inputs (S3)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import ceil
from typing import Any, Final

from webapp.assessments.rules.facts import DIABETES_FPG_MMOL, Facts, Values
from webapp.toolbox.bands import settled


class Lever(StrEnum):
    """What a person can change."""

    SMOKING = "smoking"
    SBP = "sbp"
    WEIGHT = "weight"
    TC = "tc"
    HDL = "hdl"
    GLUCOSE = "glucose"
    ACTIVITY = "activity"


_VESSELS: Final = (Lever.SMOKING, Lever.SBP, Lever.TC, Lever.HDL, Lever.GLUCOSE)
COUNTS: Final[Mapping[str, tuple[Lever, ...]]] = {
    "china_par_10y": _VESSELS,
    "china_par_lifetime": _VESSELS,
    "stroke_8plus2": (*_VESSELS, Lever.WEIGHT, Lever.ACTIVITY),
    "cdrs": (Lever.SBP, Lever.WEIGHT),
    "plcom2012": (Lever.SMOKING,),
}
"""The models of the report whose figure can be tried, and what each of them counts."""
SBP_FROM, SBP_TO, LEAST_PULSE_PRESSURE = 120, 110, 20
BMI_FROM, BMI_TO = 24.0, 18.5
BMI_FROM_80, BMI_TO_80, OLD = 27.0, 22.0, 80
MOST_OF_WEIGHT: Final = 0.3  # nobody is asked to imagine losing more than that
GLUCOSE_TO: Final = 5.0
TC: Final = {"tc_mmol": (5.2, 4.0, 0.2), "tc_mgdl": (200, 155, 10)}
HDL: Final = {"hdl_mmol": (1.3, 1.5, 0.1), "hdl_mgdl": (50, 58, 5)}
"""Key → offered from (below, for HDL), as far as, step."""


@dataclass(frozen=True, slots=True)
class Step:
    """A lever of one person: the input it moves, from its figure now to its goal. Yes or no: from 1 to 0."""

    lever: Lever
    key: str
    now: float
    goal: float
    step: float = 1

    @property
    def is_choice(self) -> bool:
        """Whether it is done or not, with nothing in between."""
        return self.lever in (Lever.SMOKING, Lever.ACTIVITY)

    def allows(self, value: float) -> bool:
        """Tell whether a value lies between now and the goal."""
        return min(self.now, self.goal) <= value <= max(self.now, self.goal)


def changed(values: Values, moved: list[tuple[Step, float]]) -> Values:
    """Give the inputs with some levers moved; what follows from them is left to the models."""
    new = dict(values)
    for step, value in moved:
        if value != step.now:
            _CHANGES.get(step.lever, _set)(new, step, value)
    return new


def _number(person: Facts, key: str) -> float | None:
    value = person.values.get(key)
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _smoking(person: Facts) -> Step | None:
    return Step(Lever.SMOKING, "smoker", 1, 0) if person.get("smoker") is True else None


def _sbp(person: Facts) -> Step | None:
    sbp, dbp = _number(person, "sbp_mmHg"), _number(person, "dbp_mmHg") or 0
    goal = max(SBP_TO, ceil(dbp + LEAST_PULSE_PRESSURE))
    return (
        Step(Lever.SBP, "sbp_mmHg", sbp, goal, 5) if sbp is not None and sbp >= max(SBP_FROM, goal) else None
    )


def _weight(person: Facts) -> Step | None:
    weight, height, age = (_number(person, key) for key in ("weight_kg", "height_cm", "age"))
    if not weight or not height or age is None or "bmi" in person.values:
        return None
    starts, ends = (BMI_FROM_80, BMI_TO_80) if age >= OLD else (BMI_FROM, BMI_TO)
    if settled(weight / (height / 100) ** 2) < starts:
        return None
    goal = ceil(max(ends * (height / 100) ** 2, weight * (1 - MOST_OF_WEIGHT)))
    return Step(Lever.WEIGHT, "weight_kg", weight, goal)


def _tc(person: Facts) -> Step | None:
    for key, (starts, goal, step) in TC.items():
        if (now := _number(person, key)) is not None:
            return Step(Lever.TC, key, now, goal, step) if now >= starts else None
    return None


def _hdl(person: Facts) -> Step | None:
    for key, (below, goal, step) in HDL.items():
        if (now := _number(person, key)) is not None:
            return Step(Lever.HDL, key, now, goal, step) if now < below else None
    return None


def _glucose(person: Facts) -> Step | None:
    """A found diabetes does not go away with one figure; a single high one may."""
    now = _number(person, "fpg_mmol")
    if now is None or now < DIABETES_FPG_MMOL or person.known_diabetes:
        return None
    return Step(Lever.GLUCOSE, "fpg_mmol", now, GLUCOSE_TO, 0.5)


def _activity(person: Facts) -> Step | None:
    told = person.values.get("active_3x30_per_week")
    return Step(Lever.ACTIVITY, "active_3x30_per_week", 1, 0) if told is False else None


STEPS: Final[tuple[Callable[[Facts], Step | None], ...]] = (
    _smoking,
    _sbp,
    _weight,
    _tc,
    _hdl,
    _glucose,
    _activity,
)


def _set(new: dict[str, Any], step: Step, value: float) -> None:
    new[step.key] = value


def _stop_smoking(new: dict[str, Any], _step: Step, _value: float) -> None:
    """From today on: somebody who has just stopped."""
    for key in ("smoker", "current_smoker"):
        if key in new:
            new[key] = False
    new["years_quit"] = 0


def _be_active(new: dict[str, Any], step: Step, _value: float) -> None:
    new[step.key] = True


def _lower_glucose(new: dict[str, Any], step: Step, value: float) -> None:
    new[step.key] = value
    if value < DIABETES_FPG_MMOL:
        new.pop("diabetes", None)  # it was there because of this figure alone


_CHANGES: Final[Mapping[Lever, Callable[[dict[str, Any], Step, float], None]]] = {
    Lever.SMOKING: _stop_smoking,
    Lever.ACTIVITY: _be_active,
    Lever.GLUCOSE: _lower_glucose,
}
