"""What waits for nutritionists: one list by urgency, its counts, and whom a nutritionist writes for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, case, func, or_, select

from webapp.clients import queries as clients
from webapp.clients.rules import Capacity, Purpose
from webapp.diet_plans.models import DietDraft, DietPlanVersion, DietTask
from webapp.diet_plans.queries.looking import in_effect
from webapp.diet_plans.rules.worklist import Kind
from webapp.kernel import paging
from webapp.kernel.db import db
from webapp.toolbox.words import Bilingual

_SHARES = clients.agrees(DietTask.client_id, Purpose.SHARE_WITH_NUTRITIONIST)
_TELLS_NOTHING = DietTask.kind == Kind.WAITING
"""That somebody waits for a plan says nothing of her health; all else is for those she lets read (A5)."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A line of the list: why a client stands there, who acts for her, and whether she lets nutritionists read."""

    task: DietTask
    name: Bilingual
    nutritionist_id: str | None
    shares: bool


@dataclass(frozen=True, slots=True)
class Written:
    """A client somebody writes for: the plan in effect and the draft."""

    client_id: str
    name: Bilingual
    version: DietPlanVersion | None
    draft: DietDraft | None


@dataclass(frozen=True, slots=True)
class Counts:
    """How many matters wait by kind, and how many of all should have been done before today."""

    by_kind: dict[Kind, int] = field(default_factory=dict)
    late: int = 0

    @property
    def all(self) -> int:
        """Give how many there are."""
        return sum(self.by_kind.values())


def waiting(
    *, branch_id: str, staff_id: str = "", kind: Kind | None = None, after: str = "", size: int = paging.SIZE
) -> paging.Page:
    """Give what waits in a branch, or only for who acts as nutritionist, in the order of the days to act."""
    asked: Any = select(
        DietTask,
        clients.Client.name_zh,
        clients.Client.name_en,
        clients.acting_in(DietTask.client_id, capacity=Capacity.NUTRITIONIST),
        _SHARES.label("shares"),
    ).join(clients.Client, clients.Client.id == DietTask.client_id)
    asked = asked.where(*_in_sight(branch_id, staff_id))
    if kind:
        asked = asked.where(DietTask.kind == kind)
    page = paging.page(asked, [DietTask.due_on, DietTask.id], after, size)
    rows = [
        Waiting(task, Bilingual(zh=zh, en=en), who, bool(shares)) for task, zh, en, who, shares in page.rows
    ]
    return paging.Page(rows, page.after)


def counts(*, branch_id: str, day: date, staff_id: str = "") -> Counts:
    """Count what waits in a branch, or only for who acts as nutritionist, in one statement."""
    late = func.sum(case((DietTask.due_on < day, 1), else_=0))
    asked = select(DietTask.kind, func.count(), late).where(*_in_sight(branch_id, staff_id))
    found = db.session.execute(asked.group_by(DietTask.kind)).all()
    return Counts({Kind(kind): int(n) for kind, n, _late in found}, sum(int(late) for _k, _n, late in found))


def _in_sight(branch_id: str, staff_id: str) -> tuple[ColumnElement[bool], ...]:
    """Give the conditions of what a nutritionist may be told: with `staff_id`, wherever those clients are."""
    told = or_(_TELLS_NOTHING, _SHARES)
    if staff_id:
        mine = clients.looked_after_by(staff_id, capacity=Capacity.NUTRITIONIST)
        return (DietTask.client_id.in_(mine), told)
    return (DietTask.branch_id == branch_id, told)


def written_for(*, staff_id: str, after: str = "") -> paging.Page:
    """Give the clients somebody writes for and who let her read, by name, with plan and draft; three statements."""
    mine = clients.in_care_of(
        staff_id=staff_id, capacity=Capacity.NUTRITIONIST, purpose=Purpose.SHARE_WITH_NUTRITIONIST
    )
    asked = select(clients.Client).where(clients.Client.id.in_(mine))
    page = paging.page(asked, [clients.Client.pinyin, clients.Client.id], after)
    ids = [one.id for one in page.rows]
    versions, drafts = in_effect(ids), _drafts(ids)
    rows = [Written(one.id, one.name, versions.get(one.id), drafts.get(one.id)) for one in page.rows]
    return paging.Page(rows, page.after)


def _drafts(client_ids: Sequence[str]) -> dict[str, DietDraft]:
    asked = select(DietDraft).where(DietDraft.client_id.in_(client_ids))
    return {one.client_id: one for one in db.session.scalars(asked) if one.client_id}
