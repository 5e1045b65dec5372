"""Which foods a nutritionist uses, so that her search offers them first (D5)."""

from __future__ import annotations

from sqlalchemy import update

from webapp.diet_plans.models import DietFoodUse
from webapp.kernel import clock
from webapp.kernel.db import changed
from webapp.kernel.inserting import insert_new


def note_use(*, staff_id: str, code: str, branch_id: str | None) -> None:
    """Keep when a nutritionist put a food into a meal; only the last time counts."""
    now = clock.now()
    hers = update(DietFoodUse).where(DietFoodUse.staff_id == staff_id, DietFoodUse.code == code)
    if not changed(hers.values(used_at=now)):
        insert_new(DietFoodUse, staff_id=staff_id, code=code, branch_id=branch_id, used_at=now)
