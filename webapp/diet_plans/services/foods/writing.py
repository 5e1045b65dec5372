"""Writing one food: added, changed, retired, brought back. Each change is a revision; nothing is deleted (D1)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy import update

from webapp.diet_plans.models import DietFood, FoodChange
from webapp.diet_plans.refusals import StaleFood
from webapp.diet_plans.rules.foods import Food
from webapp.diet_plans.rules.foods.rows import from_text
from webapp.diet_plans.services.foods import keeping
from webapp.diet_plans.services.foods.keeping import Kept
from webapp.kernel import audit, clock, ids
from webapp.kernel.db import changed


def add_to_food_table(food: Food, *, branch_id: str | None, actor_id: str) -> str:
    """Add a food of a branch, or of headquarters (None); its code is made here. Gives the row's id."""
    key = ids.new_id()
    named = keeping.with_sounds(replace(food, code=f"FOOD_{key.upper()}"))
    keeping.add([Kept(named, key, branch_id, 1, FoodChange.ADDED)], actor_id=actor_id)
    _changed(key, FoodChange.ADDED, branch_id, actor_id)
    return key


def change_food(row: DietFood, food: Food, *, revision: int, actor_id: str) -> None:
    """Write a food anew over the revision it was read at. Raises StaleFood when somebody was faster."""
    named = keeping.with_sounds(replace(food, code=row.code).after(from_text(row.row)))
    kept = Kept(named, row.id, row.branch_id, revision + 1, FoodChange.EDITED)
    _move(kept, keeping.columns(named), actor_id=actor_id)
    if row.retired_at is None:
        keeping.find_by([kept])


def retire_food(row: DietFood, *, actor_id: str) -> None:
    """Let a food be found no more; drafts and versions that hold it keep it. Twice does no harm."""
    if row.retired_at is None:
        _move(_as_it_is(row, FoodChange.RETIRED), {"retired_at": clock.now()}, actor_id=actor_id)
        keeping.forget([row.id])


def bring_food_back(row: DietFood, *, actor_id: str) -> None:
    """Let a retired food be found again."""
    if row.retired_at is not None:
        kept = _as_it_is(row, FoodChange.BROUGHT_BACK)
        _move(kept, {"retired_at": None}, actor_id=actor_id)
        keeping.find_by([kept])


def _as_it_is(row: DietFood, change: FoodChange) -> Kept:
    return Kept(from_text(row.row), row.id, row.branch_id, row.revision + 1, change)


def _move(kept: Kept, values: dict[str, str | datetime | None], *, actor_id: str) -> None:
    """Compare-and-set the row from the revision before, note what it says, move the table."""
    moved = changed(
        update(DietFood)
        .where(DietFood.id == kept.id, DietFood.revision == kept.revision - 1)
        .values(revision=kept.revision, changed_at=clock.now(), **values)
    )
    if not moved:
        raise StaleFood
    keeping.note([kept], actor_id=actor_id)
    _changed(kept.id, kept.change, kept.branch_id, actor_id)


def _changed(food_id: str, change: FoodChange, branch_id: str | None, actor_id: str) -> None:
    keeping.table_changed(by=1)
    audit.record(
        f"diet_plans.food.{change.value.lower()}",
        subject=("diet_food", food_id),
        branch_id=branch_id or audit.HEADQUARTERS,
        actor_id=actor_id,
    )
