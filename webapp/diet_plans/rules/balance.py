"""What to look at twice before a plan is published: days and food groups far from their targets (D2)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from webapp.diet_plans.rules.content import DAYS, Content, day_portions
from webapp.diet_plans.rules.foods import Nutrient, Table
from webapp.diet_plans.rules.nutrition import Band, Total, far_off, total
from webapp.diet_plans.rules.pagoda import compare
from webapp.diet_plans.rules.stepwise import alone
from webapp.toolbox.words import Bilingual


@dataclass(frozen=True, slots=True)
class FarDay:
    """A weekday (0 is Monday) of a phase whose energy, in kcal, is far from the target."""

    day: int
    energy: Total
    band: Band
    phase: int = 0

    @property
    def above(self) -> bool:
        """Tell on which side of the target it lies."""
        return self.band.high is not None and self.energy.known > self.band.high


@dataclass(frozen=True, slots=True)
class Lack:
    """The food groups that no day of a phase holds."""

    phase: int
    groups: tuple[Bilingual, ...]


@dataclass(frozen=True, slots=True)
class Doubts:
    """All that asks for a second look; empty for a plan of texts alone.

    `bare`: phases without a menu in a plan that has menus.
    """

    days: tuple[FarDay, ...] = ()
    lacks: tuple[Lack, ...] = ()
    bare: tuple[int, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.days or self.lacks or self.bare)


def doubts(content: Content, table: Table, targets: Mapping[Nutrient, Band]) -> Doubts:
    """Give, phase by phase, the days far from the energy target and the food groups no day holds."""
    each = [
        _of_phase(number, alone(content, number), table, targets[Nutrient.ENERGY])
        for number, _phase in enumerate(content.phases)
    ]
    bare = tuple(number for number, phase in enumerate(content.phases) if not any(phase.days))
    return Doubts(
        tuple(far for one in each for far in one.days),
        tuple(lack for one in each for lack in one.lacks),
        bare if len(bare) < len(content.phases) else (),
    )


def _of_phase(number: int, phase: Content, table: Table, band: Band) -> Doubts:
    eaten = {day: day_portions(phase, day, table) for day in range(DAYS)}
    energy = {day: total(portions, Nutrient.ENERGY) for day, portions in eaten.items() if portions}
    week = compare([portion for portions in eaten.values() for portion in portions])
    groups = tuple(layer.name for layer in week if layer.band.low != Decimal(0) and not layer.grams.foods)
    return Doubts(
        tuple(FarDay(day, found, band, number) for day, found in energy.items() if far_off(found, band)),
        (Lack(number, groups),) if energy and groups else (),
    )
