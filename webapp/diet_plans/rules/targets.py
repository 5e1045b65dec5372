"""What a day should hold (D2): energy by age, sex and activity, and what follows from it.

Energy is the estimated energy requirement of 2013 (WS/T 578.1-2017, `data/dri_energy.json`).
It is a suggestion: the nutritionist may type another range, which then rules.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import Any

from webapp.diet_plans.rules.foods import Nutrient
from webapp.diet_plans.rules.nutrition import Band
from webapp.diet_plans.rules.rounding import to_step
from webapp.toolbox.packaged import bilingual, data
from webapp.toolbox.words import Bilingual

_STEP = Decimal(50)
_KCAL_PER_GRAM = {
    Nutrient.PROTEIN: Decimal(4),
    Nutrient.FAT: Decimal(9),
    Nutrient.CARBOHYDRATE: Decimal(4),
}


class Activity(StrEnum):
    """Physical activity level, in the order of the table's columns."""

    LIGHT = "LIGHT"
    MODERATE = "MODERATE"
    HEAVY = "HEAVY"


class Goal(StrEnum):
    """What the weight is to do."""

    LOSE = "LOSE"
    KEEP = "KEEP"
    GAIN = "GAIN"


class Condition(StrEnum):
    """What a guide has ranges for. How much protein kidney disease allows is a doctor's decision, so it is not here."""

    DIABETES = "DIABETES"
    HYPERTENSION = "HYPERTENSION"
    OBESITY = "OBESITY"
    DYSLIPIDAEMIA = "DYSLIPIDAEMIA"
    GOUT = "GOUT"


@dataclass(frozen=True, slots=True)
class Need:
    """The energy a person needs in a day, in kcal, with where it comes from; `sex` is MALE or FEMALE."""

    kcal: Decimal
    source: str
    verified: bool
    sex: str = ""

    def aiming(self, goal: Goal) -> Need:
        """Give what to eat for a goal: less or more by a stated step, but never less than the guide's least."""
        raw = data("diet_plans", "targets")["goals"][goal]
        least = Decimal(raw.get("least", {}).get(self.sex, "0"))
        return replace(self, kcal=max(self.kcal + Decimal(raw["kcal"]), min(least, self.kcal)))


def energy_need(*, age: int, sex: str, activity: Activity) -> Need | None:
    """Give the daily energy requirement; `sex` is MALE or FEMALE, age in years.

    None under 18 and where the table has no figure (heavy work from 65): then a person decides.
    """
    edition = data("diet_plans", "dri_energy")["editions"][0]
    row = next((row for row in edition["rows"] if _covers(row["age"], age)), None)
    if row is None or sex not in {"MALE", "FEMALE"}:
        return None
    kcal = row[sex[0]][list(Activity).index(activity)]
    return None if kcal is None else Need(Decimal(kcal), edition["edition"], bool(row["verified"]), sex)


def _covers(span: str, age: int) -> bool:
    low, _, high = span.removesuffix("+").partition("-")
    return int(low) <= age <= (int(high) if high else 150)


def energy_band(need: Need) -> Band:
    """Give 5 % to either side of the need, to the next 50 kcal. Ours: plans are not pharmacies."""
    return Band(to_step(need.kcal * Decimal("0.95"), _STEP), to_step(need.kcal * Decimal("1.05"), _STEP))


def bands(energy: Band, conditions: Iterable[Condition] = ()) -> dict[Nutrient, Band]:
    """Give the day's targets: protein, fat and carbohydrate as shares of energy, fibre and sodium fixed.

    What a guide says about a condition takes the place of what holds for everybody; of two guides the
    stricter end counts. Shares and fixed figures with their sources: `data/targets.json`.
    """
    raw = data("diet_plans", "targets")
    presets = [raw["presets"][one] for one in sorted(conditions)]
    shares = {
        Nutrient(name): _share(Nutrient(name), _strictest(presets, "energy_share", name, share), energy)
        for name, share in raw["energy_share"].items()
    }
    fixed = {Nutrient(name): _strictest(presets, "fixed", name, band) for name, band in raw["fixed"].items()}
    return {Nutrient.ENERGY: energy, **shares, **fixed}


def advice(conditions: Iterable[Condition]) -> list[tuple[Condition, str, Bilingual]]:
    """Give what guides say of food groups where no figure says it: condition, group, words (`data/targets.json`)."""
    presets = data("diet_plans", "targets")["presets"]
    return [
        (one, line["group"], bilingual(line))
        for one in sorted(conditions)
        for line in presets[one].get("advice", ())
    ]


def _strictest(presets: list[dict[str, Any]], kind: str, name: str, usual: dict[str, Any]) -> Band:
    """Give the range that all guides share; without one, the usual range."""
    found = [preset[kind][name] for preset in presets if name in preset[kind]] or [usual]
    lows = [end for band in found if (end := _end(band, "low")) is not None]
    highs = [end for band in found if (end := _end(band, "high")) is not None]
    return Band(max(lows, default=None), min(highs, default=None))


def _share(nutrient: Nutrient, percent: Band, energy: Band) -> Band:
    per_gram = _KCAL_PER_GRAM[nutrient]
    low = None if energy.low is None or percent.low is None else energy.low * percent.low / 100 / per_gram
    high = (
        None if energy.high is None or percent.high is None else energy.high * percent.high / 100 / per_gram
    )
    return Band(low, high)


def _end(band: dict[str, Any], name: str) -> Decimal | None:
    return None if band.get(name) is None else Decimal(band[name])
