"""What to look at twice before a plan is published: days and food groups far from their targets (D2)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from webapp.diet_plans.rules.content import DAYS, Content, day_portions
from webapp.diet_plans.rules.foods import Nutrient, Table
from webapp.diet_plans.rules.nutrition import Band, Total, far_off, total
from webapp.diet_plans.rules.pagoda import compare
from webapp.toolbox.words import Bilingual


@dataclass(frozen=True, slots=True)
class FarDay:
    """A weekday (0 is Monday) whose energy, in kcal, is far from the target."""

    day: int
    energy: Total
    band: Band

    @property
    def above(self) -> bool:
        """Tell on which side of the target it lies."""
        return self.band.high is not None and self.energy.known > self.band.high


@dataclass(frozen=True, slots=True)
class Doubts:
    """All that asks for a second look; empty for a plan of texts alone."""

    days: tuple[FarDay, ...] = ()
    missing: tuple[Bilingual, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.days or self.missing)


def doubts(content: Content, table: Table, targets: Mapping[Nutrient, Band]) -> Doubts:
    """Give the days far from the energy target, and the food groups no day of the week holds."""
    eaten = {day: day_portions(content, day, table) for day in range(DAYS)}
    energy = {day: total(portions, Nutrient.ENERGY) for day, portions in eaten.items() if portions}
    band = targets[Nutrient.ENERGY]
    week = compare([portion for portions in eaten.values() for portion in portions])
    return Doubts(
        tuple(FarDay(day, found, band) for day, found in energy.items() if far_off(found, band)),
        tuple(layer.name for layer in week if layer.band.low != Decimal(0) and not layer.grams.foods)
        if energy
        else (),
    )
