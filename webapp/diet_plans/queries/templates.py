"""Templates within reach (D5)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, or_, select

from webapp.diet_plans.models import DietDraft, DietTemplate
from webapp.diet_plans.queries.foods import foods_as_written
from webapp.diet_plans.rules import document
from webapp.diet_plans.rules.allergies import carried
from webapp.diet_plans.rules.templates import OnShelf
from webapp.kernel.db import db
from webapp.kernel.errors import NotYours

_KEPT = DietTemplate.kept_at.is_not(None)
_SHELF_BY_SHELF = (
    DietTemplate.branch_id.is_not(None),  # databases do not agree on where what is empty stands
    DietTemplate.staff_id.is_not(None),
    DietTemplate.staff_id,
    DietTemplate.id,
)


class Listed(NamedTuple):
    """A template, and at which revision its own draft is."""

    template: DietTemplate
    revision: int


def templates_for_writing(*, branch_id: str, staff_id: str) -> list[Listed]:
    """Give what a nutritionist may begin with: headquarters', the branch's, her own, each by age."""
    return _listed(_KEPT, _within(branch_id, DietTemplate.staff_id == staff_id))


def templates_of_nutritionist(*, branch_id: str, staff_id: str) -> list[Listed]:
    """Give the same with what she has begun and not kept yet."""
    hers = DietTemplate.staff_id == staff_id
    return _listed(or_(_KEPT, hers), _within(branch_id, hers))


def templates_of_branch(*, branch_id: str) -> list[Listed]:
    """Give what a branch manager looks after: those of the nutritionists and the branch's; headquarters' beside.

    What is not kept yet is seen on its own shelf alone.
    """
    ours = and_(DietTemplate.branch_id == branch_id, DietTemplate.staff_id.is_(None))
    return _listed(or_(_KEPT, ours), _within(branch_id, DietTemplate.staff_id.is_not(None)))


def templates_of_house() -> list[Listed]:
    """Give what headquarters looks after: its own and what the branches share."""
    return _listed(or_(_KEPT, DietTemplate.branch_id.is_(None)), DietTemplate.staff_id.is_(None))


def allergens_held(found: Sequence[Listed], avoid: frozenset[str]) -> dict[str, list[str]]:
    """Give by template id which of these allergens its menus carry (D3): one statement, none where none is avoided."""
    if not avoid:
        return {}
    codes = {one.template.id: document.read(one.template.content).codes for one in found}
    table = foods_as_written(frozenset().union(*codes.values()))
    return {
        template_id: sorted({code for one in named if one in table for code in carried(table[one], avoid)})
        for template_id, named in codes.items()
    }


class BeingWritten(NamedTuple):
    """A template and its draft."""

    template: DietTemplate
    draft: DietDraft


def template_being_written(place: OnShelf) -> BeingWritten:
    """Give a template of this very shelf with its draft. Raises NotYours for any other, and for a retired one."""
    asked = (
        select(DietTemplate, DietDraft)
        .join(DietDraft, DietDraft.template_id == DietTemplate.id)
        .where(
            DietTemplate.id == place.template_id,
            DietTemplate.retired_at.is_(None),
            DietTemplate.branch_id == place.branch_id,
            DietTemplate.staff_id == place.staff_id,
        )
    )
    found = db.session.execute(asked).first()
    if found is None:
        raise NotYours
    return BeingWritten(*found)


def template(template_id: str, *, branch_id: str | None = None, staff_id: str | None = None) -> DietTemplate:
    """Give one in reach: of the house (no branch), of a branch (no member of staff), of a nutritionist.

    Raises NotYours for another's, and for one that is retired or not kept yet.
    """
    if branch_id is None:
        reach: ColumnElement[bool] = DietTemplate.staff_id.is_(None)
    else:
        own = DietTemplate.staff_id == staff_id if staff_id else DietTemplate.staff_id.is_not(None)
        reach = _within(branch_id, own)
    wanted = (DietTemplate.id == template_id, DietTemplate.retired_at.is_(None), _KEPT, reach)
    found = db.session.scalars(select(DietTemplate).where(*wanted)).first()
    if found is None:
        raise NotYours
    return found


def _within(branch_id: str, own: ColumnElement[bool]) -> ColumnElement[bool]:
    shared = DietTemplate.staff_id.is_(None)
    here = and_(DietTemplate.branch_id == branch_id, or_(shared, own))
    return or_(DietTemplate.branch_id.is_(None), here)


def _listed(*reach: ColumnElement[bool]) -> list[Listed]:
    asked = (
        select(DietTemplate, DietDraft.revision)
        .join(DietDraft, DietDraft.template_id == DietTemplate.id)
        .where(DietTemplate.retired_at.is_(None), *reach)
        .order_by(*_SHELF_BY_SHELF)
    )
    return [Listed(*row) for row in db.session.execute(asked)]
