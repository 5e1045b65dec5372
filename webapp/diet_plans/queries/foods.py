"""The food table: foods by code, by exchange group, by what was typed (D4, D5)."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from sqlalchemy import ColumnElement, Select, and_, bindparam, case, exists, func, or_, select

from webapp.diet_plans.models import DietFood, DietFoodKey, DietFoodRevision, DietFoodTable, DietFoodUse
from webapp.diet_plans.rules.foods import Food, Table
from webapp.diet_plans.rules.foods.finding import is_short, plain
from webapp.diet_plans.rules.foods.rows import from_text
from webapp.kernel import paging
from webapp.kernel.db import db
from webapp.kernel.errors import NotYours

_LAST = chr(0x10FFFF)


class FoodList(StrEnum):
    """Which foods a list shows: headquarters', the branch's own (for headquarters: all branches'), or retired ones."""

    HEADQUARTERS = "hq"
    OWN = "own"
    RETIRED = "retired"


_OURS = or_(DietFood.branch_id.is_(None), DietFood.branch_id == bindparam("branch_id"))
_BY_CODE = select(DietFood.code, DietFood.row).where(
    DietFood.code.in_(bindparam("codes", expanding=True)), _OURS
)
_WRITTEN = DietFood.code.in_(bindparam("written", expanding=True))
_AS_WRITTEN = select(DietFood.code, DietFood.row).where(_WRITTEN)
_BY_CODE_OR_WRITTEN = select(DietFood.code, DietFood.row).where(
    or_(_WRITTEN, and_(DietFood.code.in_(bindparam("codes", expanding=True)), _OURS))
)
_BY_EXCHANGE = (
    select(DietFood.code, DietFood.row)
    .where(
        DietFood.exchange_group.in_(bindparam("groups", expanding=True)),
        DietFood.retired_at.is_(None),
        _OURS,
    )
    .order_by(DietFood.name_zh, DietFood.code)
)


def foods(codes: Iterable[str], branch_id: str) -> Table:
    """Give foods by code, headquarters' and the branch's own, in one statement.

    Retired ones too: a draft written before still reads. A code of another branch is not among them.
    """
    wanted = sorted(set(codes))
    if not wanted:
        return {}
    found = db.session.execute(_BY_CODE, {"codes": wanted, "branch_id": branch_id})
    return {code: from_text(row) for code, row in found}


def foods_as_written(written: Iterable[str], *, wanted: str = "", branch_id: str = "") -> Table:
    """Give the foods that a draft names, whoever's they are, in one statement: what was written always reads.

    A client whose plan holds foods of another branch keeps them; `wanted` is one more code, of a food that
    the branch may write with.
    """
    codes = sorted(set(written))
    if not wanted:
        found = db.session.execute(_AS_WRITTEN, {"written": codes}) if codes else ()
    else:
        asked = {"written": codes, "codes": [wanted], "branch_id": branch_id}
        found = db.session.execute(_BY_CODE_OR_WRITTEN, asked)
    return {code: from_text(row) for code, row in found}


def foods_to_exchange(groups: Iterable[str], branch_id: str) -> Table:
    """Give the foods of exchange groups that may be chosen now, by name (D4)."""
    wanted = sorted({group for group in groups if group})
    if not wanted:
        return {}
    found = db.session.execute(_BY_EXCHANGE, {"groups": wanted, "branch_id": branch_id})
    return {code: from_text(row) for code, row in found}


def search_foods(words: str, branch_id: str, limit: int = 8) -> list[Food]:
    """Find foods by Chinese, pinyin initials, pinyin, English or another name, the closest first (D5).

    Headquarters' foods and the branch's own; what is retired is not found. One statement.
    """
    wanted = plain(words)
    if not wanted:
        return []
    asked = {
        "typed": wanted,
        "typed_end": wanted + _LAST,
        "joined": wanted.replace(" ", ""),
        "joined_end": wanted.replace(" ", "") + _LAST,
        "branch_id": branch_id,
        "most": limit,
    }
    return [from_text(row) for row in db.session.scalars(_FOUND, asked)]


def foods_used(staff_id: str, branch_id: str, *, words: str = "", limit: int = 8) -> list[Food]:
    """Give the foods that a nutritionist put into meals last, the latest first; of those, what begins as typed."""
    wanted = plain(words)
    asked = {"staff_id": staff_id, "branch_id": branch_id, "most": limit}
    if wanted:
        asked |= {"typed": wanted, "typed_end": wanted + _LAST}
    return [from_text(row) for row in db.session.scalars(_USED_AND_FOUND if wanted else _USED, asked)]


def foods_offered(words: str, branch_id: str, *, staff_id: str, limit: int = 8) -> list[Food]:
    """Give what a search offers: for nothing or a letter or two typed, the foods she used last come first (D5).

    One statement, two where a letter or two were typed.
    """
    if not is_short(plain(words)):
        return search_foods(words, branch_id, limit)
    used = foods_used(staff_id, branch_id, words=words, limit=limit)
    known = {food.code for food in used}
    others = [food for food in search_foods(words, branch_id, limit) if food.code not in known]
    return [*used, *others][:limit]


def _used() -> Select[str]:
    return (
        select(DietFood.row)
        .join(DietFoodUse, DietFoodUse.code == DietFood.code)
        .where(DietFoodUse.staff_id == bindparam("staff_id"), DietFood.retired_at.is_(None), _OURS)
        .order_by(DietFoodUse.used_at.desc(), DietFoodUse.code)
        .limit(bindparam("most"))
    )


_USED = _used()
_USED_AND_FOUND = _used().where(
    exists().where(
        DietFoodKey.food_id == DietFood.id,
        DietFoodKey.key.between(bindparam("typed"), bindparam("typed_end")),
    )
)


def _found() -> Select[str]:
    """Build the search: one walk along the keys that begin as typed (`mi fan` also as `mifan`)."""
    key = DietFoodKey.key
    rank = func.min(
        case((key.in_((bindparam("typed"), bindparam("joined"))), DietFoodKey.whole), else_=DietFoodKey.begun)
    )
    closest = (
        select(DietFoodKey.food_id, rank.label("rank"), func.min(DietFoodKey.size).label("size"))
        .where(
            or_(
                key.between(bindparam("typed"), bindparam("typed_end")),
                key.between(bindparam("joined"), bindparam("joined_end")),
            ),
            or_(DietFoodKey.branch_id.is_(None), DietFoodKey.branch_id == bindparam("branch_id")),
        )
        .group_by(DietFoodKey.food_id)
        .order_by("rank", "size", DietFoodKey.food_id)
        .limit(bindparam("most"))
        .subquery()
    )
    return (
        select(DietFood.row)
        .join(closest, closest.c.food_id == DietFood.id)
        .order_by(closest.c.rank, closest.c.size, DietFood.id)
    )


_FOUND = _found()


def food_table_version() -> str:
    """Give the state of the food table: another one after every change of a food."""
    row = db.session.execute(select(DietFoodTable.edition, DietFoodTable.changes)).first()
    return f"{row.edition}.{row.changes}" if row else ""


def food(food_id: str, *, branch_id: str) -> DietFood:
    """Give a row of the table: headquarters' or the branch's own; "" is headquarters, which reads all.

    Raises NotYours.
    """
    found = db.session.get(DietFood, food_id)
    if found is None or (branch_id and found.branch_id not in (None, branch_id)):
        raise NotYours
    return found


def food_history(food_id: str) -> list[DietFoodRevision]:
    """Give what a food said after each change, the newest first, as far as a page shows it."""
    asked = select(DietFoodRevision).where(DietFoodRevision.food_id == food_id)
    return list(db.session.scalars(asked.order_by(DietFoodRevision.revision.desc()).limit(50)))


def food_list(*, branch_id: str, shown: FoodList, words: str = "", after: str = "") -> paging.Page:
    """Give a page of rows by name; `branch_id` "" is headquarters. What was typed begins a key, as in the editor."""
    asked = select(DietFood).where(*_listed(branch_id, shown))
    wanted = plain(words)
    if wanted:
        found = select(DietFoodKey.food_id).where(DietFoodKey.key.between(wanted, wanted + _LAST))
        asked = asked.where(DietFood.id.in_(found))
    return paging.page(asked, (DietFood.name_zh, DietFood.id), after)


def _listed(branch_id: str, shown: FoodList) -> list[ColumnElement[bool]]:
    theirs = DietFood.branch_id == branch_id if branch_id else DietFood.branch_id.is_not(None)
    whose = {
        FoodList.OWN: theirs,
        FoodList.HEADQUARTERS: DietFood.branch_id.is_(None),
        FoodList.RETIRED: or_(theirs, DietFood.branch_id.is_(None)),
    }[shown]
    retired = DietFood.retired_at.is_not(None) if shown is FoodList.RETIRED else DietFood.retired_at.is_(None)
    return [whose, retired]
