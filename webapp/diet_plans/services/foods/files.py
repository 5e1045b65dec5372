"""A file with foods is taken in, compared, and confirmed once; nothing is written before."""

from __future__ import annotations

import hashlib

from sqlalchemy import select, update

from webapp.diet_plans import queries
from webapp.diet_plans.models import DietFoodFile
from webapp.diet_plans.refusals import FoodsMoved
from webapp.diet_plans.services.foods.filling import Filled, import_foods
from webapp.kernel import ids
from webapp.kernel.db import changed, db
from webapp.kernel.sheets.packing import packed
from webapp.toolbox.sheets import FileFault, ImportStatus, Unreadable


def look_at_foods(content: bytes) -> None:
    """Read a whole file without keeping anything. Raises Unreadable."""
    if not queries.read_foods(content, {}):
        raise Unreadable(FileFault.EMPTY)


def take_in_food_file(*, name: str, content: bytes, actor_id: str) -> str:
    """Keep a file that was looked at; the same file, while it waits, is the same row. Gives its id."""
    digest = hashlib.sha256(content).hexdigest()
    waits = select(DietFoodFile.id).where(
        DietFoodFile.digest == digest, DietFoodFile.status == ImportStatus.SHOWN
    )
    if known := db.session.scalars(waits).first():
        return known
    row = DietFoodFile(
        id=ids.new_id(), account_id=actor_id, name=name[:80], digest=digest, content=packed(content)
    )
    db.session.add(row)
    db.session.flush()
    return row.id


def confirm_food_file(row: DietFoodFile, *, table: str, actor_id: str) -> Filled:
    """Write what was shown, once. `table` is the state of the food table that the comparison was made with.

    Rows with a fault are left out. Raises FoodsMoved when the table is another one by now, or somebody confirmed
    the file before.
    """
    if table != queries.food_table_version():
        raise FoodsMoved
    meant = [one.food for one in queries.compared(row) if one.food]
    _end(row, ImportStatus.DONE)
    filled = import_foods(meant, actor_id=actor_id)
    values = {"added": filled.added, "changed": filled.changed}
    changed(update(DietFoodFile).where(DietFoodFile.id == row.id).values(values))
    return filled


def drop_food_file(row: DietFoodFile) -> None:
    """Throw a file away before it is confirmed. Raises FoodsMoved when it has ended."""
    _end(row, ImportStatus.DROPPED)


def _end(row: DietFoodFile, status: ImportStatus) -> None:
    waits = (DietFoodFile.id == row.id, DietFoodFile.status == ImportStatus.SHOWN)
    if not changed(update(DietFoodFile).where(*waits).values(status=status, content=None)):
        raise FoodsMoved
