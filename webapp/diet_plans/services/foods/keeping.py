"""Keeping foods: the row, its revision, the ways to find it, and the state of the table."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import delete, insert, update

from webapp.diet_plans.models import DietFood, DietFoodKey, DietFoodRevision, DietFoodTable, FoodChange
from webapp.diet_plans.rules.foods import Food, edition
from webapp.diet_plans.rules.foods.finding import keys
from webapp.diet_plans.rules.foods.rows import as_text
from webapp.kernel import clock, ids
from webapp.kernel.db import changed, db
from webapp.kernel.inserting import insert_into


@dataclass(frozen=True, slots=True)
class Kept:
    """A food as it shall stand in the database: the food, whose it is, which row, after which change."""

    food: Food
    id: str
    branch_id: str | None
    revision: int
    change: FoodChange


def add(kept: Sequence[Kept], *, actor_id: str | None) -> None:
    """Write new foods, many at once."""
    if not kept:
        return
    now = clock.now()
    db.session.execute(
        insert(DietFood),
        [
            {"id": one.id, "branch_id": one.branch_id, "revision": one.revision, "changed_at": now}
            | columns(one.food)
            for one in kept
        ],
    )
    note(kept, actor_id=actor_id)
    find_by(kept)


def columns(food: Food) -> dict[str, Any]:
    """Give what the row says, and the columns that lists and searches are made of."""
    return {
        "code": food.code,
        "name_zh": food.name.zh,
        "name_en": food.name.en,
        "food_group": food.group,
        "exchange_group": food.exchange_group,
        "row": as_text(food),
    }


def note(kept: Iterable[Kept], *, actor_id: str | None) -> None:
    """Write down what foods say after a change."""
    now = clock.now()
    rows = [
        {
            "id": ids.new_id(),
            "branch_id": one.branch_id,
            "food_id": one.id,
            "revision": one.revision,
            "change": one.change,
            "row": as_text(one.food),
            "changed_by": actor_id or None,
            "changed_at": now,
        }
        for one in kept
    ]
    db.session.execute(insert(DietFoodRevision), rows)


def find_by(kept: Sequence[Kept]) -> None:
    """Let foods be found by what they say now."""
    if not kept:
        return
    forget([one.id for one in kept])
    rows = [
        {
            "food_id": one.id,
            "key": key.text,
            "branch_id": one.branch_id,
            "whole": key.whole,
            "begun": key.begun,
            "size": len(one.food.name.zh),
        }
        for one in kept
        for key in keys(one.food).values()
    ]
    db.session.execute(insert(DietFoodKey), rows)


def forget(food_ids: Sequence[str]) -> None:
    """Let foods be found no more."""
    for start in range(0, len(food_ids), 500):
        changed(delete(DietFoodKey).where(DietFoodKey.food_id.in_(food_ids[start : start + 500])))


def table_changed(*, by: int, filled_from: str = "") -> None:
    """Put the table into another state. Whoever changes foods does this last, one after another."""
    values = {"changes": DietFoodTable.changes + by} | ({"edition": filled_from} if filled_from else {})
    if not changed(update(DietFoodTable).values(values)):
        first = insert_into(DietFoodTable).values(id="FOODS", edition=filled_from or edition(), changes=by)
        db.session.execute(
            first.on_conflict_do_update(index_elements=["id"], set_={"changes": DietFoodTable.changes + by})
        )


def with_sounds(food: Food) -> Food:
    """Give a food with its pinyin and initials, as far as nobody wrote them."""
    names = [food.name.zh.partition("（")[0], *food.aliases]
    return replace(
        food,
        initials=food.initials or tuple(_sounds(name, initials=True) for name in names),
        sounds=food.sounds or tuple(_sounds(name) for name in names),
    )


def _sounds(name: str, *, initials: bool = False) -> str:
    # Imported here and without its dictionary of phrases: 45 MB that names do not need.
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
    from pypinyin import Style, lazy_pinyin

    said = lazy_pinyin(name, style=Style.FIRST_LETTER if initials else Style.NORMAL, errors="ignore")
    return "".join(said)
