"""Templates within reach (D5)."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, or_, select

from webapp.diet_plans.models import DietTemplate
from webapp.kernel.db import db
from webapp.kernel.errors import NotYours


def templates_for_writing(*, branch_id: str, staff_id: str) -> list[DietTemplate]:
    """Give what a nutritionist may begin with: her own, the branch's, headquarters', each by age."""
    return _listed(_within(branch_id, DietTemplate.staff_id == staff_id))


def templates_of_branch(*, branch_id: str) -> list[DietTemplate]:
    """Give what a branch manager looks after: those of the nutritionists and the branch's; headquarters' beside."""
    return _listed(_within(branch_id, DietTemplate.staff_id.is_not(None)))


def templates_of_house() -> list[DietTemplate]:
    """Give what headquarters looks after: its own and what the branches share."""
    return _listed(DietTemplate.staff_id.is_(None))


def template(template_id: str, *, branch_id: str | None = None, staff_id: str | None = None) -> DietTemplate:
    """Give one in reach: of the house (no branch), of a branch (no member of staff), of a nutritionist.

    Raises NotYours for another's, and for one that is retired.
    """
    if branch_id is None:
        reach: ColumnElement[bool] = DietTemplate.staff_id.is_(None)
    else:
        own = DietTemplate.staff_id == staff_id if staff_id else DietTemplate.staff_id.is_not(None)
        reach = _within(branch_id, own)
    wanted = (DietTemplate.id == template_id, DietTemplate.retired_at.is_(None), reach)
    found = db.session.scalars(select(DietTemplate).where(*wanted)).first()
    if found is None:
        raise NotYours
    return found


def _within(branch_id: str, own: ColumnElement[bool]) -> ColumnElement[bool]:
    shared = DietTemplate.staff_id.is_(None)
    here = and_(DietTemplate.branch_id == branch_id, or_(shared, own))
    return or_(DietTemplate.branch_id.is_(None), here)


def _listed(reach: ColumnElement[bool]) -> list[DietTemplate]:
    order = (DietTemplate.branch_id, DietTemplate.staff_id, DietTemplate.id)
    return list(
        db.session.scalars(
            select(DietTemplate).where(DietTemplate.retired_at.is_(None), reach).order_by(*order)
        )
    )
