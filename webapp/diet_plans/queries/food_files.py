"""Files with foods: which came in, and what one would change."""

from __future__ import annotations

from sqlalchemy import desc, select

from webapp.clients.rules import IN_FOOD
from webapp.diet_plans.models import DietFood, DietFoodFile
from webapp.diet_plans.rules.foods import Table
from webapp.diet_plans.rules.foods.files import Read, Words, read
from webapp.diet_plans.rules.foods.rows import from_text
from webapp.diet_plans.rules.pagoda import group_names
from webapp.kernel import paging
from webapp.kernel.db import db
from webapp.kernel.errors import NotYours
from webapp.kernel.sheets.opening import tables_of
from webapp.kernel.sheets.packing import unpacked
from webapp.toolbox.packaged import data


def food_file(file_id: str) -> DietFoodFile:
    """Give a file that came in. Raises NotYours."""
    found = db.session.get(DietFoodFile, file_id)
    if found is None:
        raise NotYours
    return found


def food_files(*, after: str = "") -> paging.Page:
    """Give the files that came in, the newest first."""
    return paging.page(select(DietFoodFile), (desc(DietFoodFile.made_at), desc(DietFoodFile.id)), after)


def headquarters_foods() -> Table:
    """Give every food of headquarters by code, in one statement: for files."""
    rows = db.session.execute(
        select(DietFood.code, DietFood.row).where(DietFood.branch_id.is_(None)).order_by(DietFood.id)
    )
    return {code: from_text(row) for code, row in rows}


def compared(row: DietFoodFile) -> list[Read]:
    """Give what each row of a file would do to the table as it is now; nothing once it has ended."""
    return read_foods(unpacked(row.content), headquarters_foods()) if row.content else []


def read_foods(content: bytes, known: Table) -> list[Read]:
    """Read a file against the foods that are known. Raises Unreadable."""
    return read(tables_of(content)[0][1], known, food_words())


def food_words() -> Words:
    """Give the codes a file may use: of groups, of exchange groups, of allergens."""
    exchanges = frozenset(group["key"] for group in data("diet_plans", "exchanges")["groups"])
    return Words(frozenset(group_names()), exchanges, frozenset(one.value for one in IN_FOOD))
