"""What a group buys: people, packages by health level or one for all, lectures, newsletters (P2, P5)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from webapp.plans.rules import NO_CHANGE, Delivery, ItemChange

HEALTH_LEVELS: Final = (1, 2, 3)
MOST_NEWSLETTERS: Final = 12
USUAL_NEWSLETTERS: Final = 4


class PackageRule(StrEnum):
    """How a member's package is found (P2)."""

    HEALTH_LEVEL = "HEALTH_LEVEL"
    CHOSEN = "CHOSEN"


CHOOSABLE: Final = ("STANDARD", "COMPREHENSIVE", "DELUXE")
"""What a group may choose for everybody, as far as its plan has it: never the economy package (P2)."""


@dataclass(frozen=True, slots=True)
class Packages:
    """Health level → package level; `unanswered` holds until somebody's level is known (P2)."""

    rule: PackageRule
    unanswered: str
    levels: tuple[str, str, str]

    def of(self, health_level: int | None) -> str:
        """Give the package level of somebody with this health level; None: not answered yet."""
        return self.levels[health_level - 1] if health_level in HEALTH_LEVELS else self.unanswered

    @property
    def used(self) -> frozenset[str]:
        """The package levels that somebody may get."""
        return frozenset((self.unanswered, *self.levels))


def chosen(level: str) -> Packages:
    """Give one package level for everybody, whatever their health level."""
    return Packages(PackageRule.CHOSEN, level, (level, level, level))


BY_HEALTH_LEVEL: Final = Packages(
    PackageRule.HEALTH_LEVEL, "ECONOMY", ("ECONOMY", "STANDARD", "COMPREHENSIVE")
)


@dataclass(frozen=True, slots=True)
class Terms:
    """What was agreed: people, packages with items added or left out, lectures and newsletters a year (P5)."""

    headcount: int
    lectures: int
    newsletters: int = USUAL_NEWSLETTERS
    delivery: Delivery = Delivery.ELECTRONIC
    copies: int | None = None
    packages: Packages = BY_HEALTH_LEVEL
    change: ItemChange = NO_CHANGE


def packages_fit(packages: Packages, allowed: Collection[str]) -> bool:
    """Tell whether the plan's right for groups has every package that somebody may get (P2)."""
    if packages.rule is PackageRule.CHOSEN and packages.unanswered not in CHOOSABLE:
        return False
    return packages.used <= frozenset(allowed)


def own_change(change: ItemChange, *, items: Collection[str], addable: Collection[str]) -> ItemChange:
    """Give what the group's change means for one member: items of the other sex, or there already, fall away."""
    added = tuple(code for code in change.added if code in addable and code not in items)
    left_out = tuple(code for code in change.left_out if code in items)
    return ItemChange(added, left_out, change.reason) if added or left_out else NO_CHANGE
