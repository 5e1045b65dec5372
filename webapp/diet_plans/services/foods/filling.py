"""Filling the table from rows: the shipped ones, or those of a file somebody has confirmed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from sqlalchemy import select, update

from webapp.diet_plans.models import DietFood, FoodChange
from webapp.diet_plans.rules.foods import Food, edition, shipped
from webapp.diet_plans.rules.foods.rows import as_text, from_text
from webapp.diet_plans.services.foods import keeping
from webapp.diet_plans.services.foods.keeping import Kept
from webapp.kernel import audit, clock, ids
from webapp.kernel.db import db


@dataclass(frozen=True, slots=True)
class Filled:
    """What became of the rows: foods that are new, that say something else now, that say the same."""

    added: int
    changed: int
    same: int


def import_shipped(*, actor_id: str = "") -> Filled:
    """Fill the table with the foods that come with the program, or bring those up to date."""
    return import_foods(shipped().values(), filled_from=edition(), actor_id=actor_id)


def import_foods(foods: Iterable[Food], *, filled_from: str = "", actor_id: str = "") -> Filled:
    """Write headquarters' foods, found by their codes. What is not among the rows stays as it is; what was retired
    stays retired; versions that were published keep the rows they have (D1)."""
    listed = [keeping.with_sounds(food) for food in foods]
    known = {
        one.code: one for one in db.session.scalars(select(DietFood).where(DietFood.branch_id.is_(None)))
    }
    new = [food for food in listed if food.code not in known]
    again = [food.after(from_text(known[food.code].row)) for food in listed if food.code in known]
    other = [food for food in again if as_text(food) != known[food.code].row]
    keeping.add([_new(food) for food in new], actor_id=actor_id)
    _rewrite([(known[food.code], food) for food in other], actor_id=actor_id)
    filled = Filled(len(new), len(other), len(listed) - len(new) - len(other))
    if new or other:
        keeping.table_changed(by=len(new) + len(other), filled_from=filled_from)
        _record(filled, filled_from, actor_id)
    return filled


def _new(food: Food) -> Kept:
    """Give a row to a new food; what comes by a person's file gets its code here."""
    key = ids.new_id()
    return Kept(replace(food, code=food.code or f"FOOD_{key.upper()}"), key, None, 1, FoodChange.IMPORTED)


def _rewrite(pairs: list[tuple[DietFood, Food]], *, actor_id: str) -> None:
    if not pairs:
        return
    kept = [Kept(food, row.id, row.branch_id, row.revision + 1, FoodChange.IMPORTED) for row, food in pairs]
    now = clock.now()
    rows = [{"id": k.id, "revision": k.revision, "changed_at": now} | keeping.columns(k.food) for k in kept]
    db.session.execute(update(DietFood), rows)
    keeping.note(kept, actor_id=actor_id)
    keeping.find_by([one for one, (row, _food) in zip(kept, pairs, strict=True) if row.retired_at is None])


def _record(filled: Filled, filled_from: str, actor_id: str) -> None:
    audit.record(
        "diet_plans.foods.imported",
        subject=("diet_food_table", "FOODS"),
        actor_id=actor_id or None,
        details={"from": filled_from, "added": filled.added, "changed": filled.changed},
    )
