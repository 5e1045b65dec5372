"""What stands against publishing a plan (D1, D3)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from webapp.diet_plans.rules.allergies import carried
from webapp.diet_plans.rules.balance import Doubts
from webapp.diet_plans.rules.content import NOTHING, Content, Item, Meal
from webapp.diet_plans.rules.foods import Table


class Obstacle(StrEnum):
    """Why a plan cannot be published yet."""

    BLANK = "BLANK"
    ALLERGEN = "ALLERGEN"
    FAR_OFF = "FAR_OFF"


@dataclass(frozen=True, slots=True)
class Hit:
    """An item that carries an allergen of the client: where it stands."""

    day: int
    meal: Meal
    item: Item
    phase: int = 0


def allergen_hits(content: Content, table: Table, avoid: frozenset[str]) -> list[Hit]:
    """Give every item the allergy gate stops, in the order of phases and week (D3)."""
    return [
        Hit(number, meal, item, turn)
        for turn, phase in enumerate(content.phases)
        for number, day in enumerate(phase.days)
        for meal, menu in day.items()
        for item in menu.items
        if carried(table[item.food], avoid)
    ]


def obstacles(
    content: Content, table: Table, avoid: frozenset[str], *, doubts: Doubts | None = None
) -> list[Obstacle]:
    """Give what stands against publishing.

    Content is not fixed: one section, text or menu, is enough, none is not (D1). An allergen needs
    a written reason (D3). `doubts` are days far from their target that nobody has looked at twice (D2).
    """
    found = []
    if content.blank:
        found.append(Obstacle.BLANK)
    if content.allergy_reason == NOTHING and allergen_hits(content, table, avoid):
        found.append(Obstacle.ALLERGEN)
    if doubts:
        found.append(Obstacle.FAR_OFF)
    return found
