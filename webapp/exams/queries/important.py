"""Important abnormal results: what waits, what was done, what a client is told (X1)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, select

from webapp.clients import queries as clients
from webapp.exams.models import ImportantResult, ImportantStep, Result
from webapp.exams.rules.important import Act
from webapp.kernel import paging
from webapp.kernel.db import db
from webapp.kernel.errors import NotYours


@dataclass(frozen=True, slots=True)
class Followed:
    """An important result with the line it is about, as in force now, and whose it is."""

    task: ImportantResult
    line: Result
    client: clients.Client


def _followed() -> Select[*tuple[Any, ...]]:
    return (
        select(ImportantResult, Result, clients.Client)
        .join(
            Result,
            (Result.report_id == ImportantResult.report_id)
            & (Result.code == ImportantResult.code)
            & ~Result.replaced,
        )
        .join(clients.Client, clients.Client.id == ImportantResult.client_id)
    )


def open_important(*, branch_id: str, after: str = "", size: int = paging.SIZE) -> paging.Page:
    """Give a page of `Followed` of a branch that are not closed; whatever is due first comes first."""
    asked = _followed().where(ImportantResult.branch_id == branch_id, ImportantResult.ending.is_(None))
    found = paging.page(asked, [ImportantResult.due_at, ImportantResult.id], after, size)
    return paging.Page([_row(row) for row in found.rows], found.after)


def important(important_id: str, *, branch_id: str) -> Followed:
    """Give an important result of the branch. Raises NotYours."""
    asked = _followed().where(ImportantResult.id == important_id, ImportantResult.branch_id == branch_id)
    found = db.session.execute(asked).first()
    if found is None:
        raise NotYours
    return _row(found)


def _row(row: Any) -> Followed:
    return Followed(row[0], row[1], row[2])


def steps_of(important_id: str) -> list[ImportantStep]:
    """Give what was done about an important result, the newest first."""
    asked = select(ImportantStep).where(ImportantStep.important_id == important_id)
    return list(db.session.scalars(asked.order_by(ImportantStep.id.desc())))


def unanswered(important_id: str) -> int:
    """Count the calls that nobody answered."""
    asked = select(func.count()).where(
        ImportantStep.important_id == important_id, ImportantStep.act == Act.NO_ANSWER
    )
    return int(db.session.scalar(asked) or 0)


def important_of(report_id: str) -> list[ImportantResult]:
    """Give the important results of a report, closed ones too, by lab item."""
    asked = select(ImportantResult).where(ImportantResult.report_id == report_id)
    return list(db.session.scalars(asked.order_by(ImportantResult.code, ImportantResult.id)))


def open_of(report_id: str, codes: Collection[str] = ()) -> list[ImportantResult]:
    """Give the important results of a report that are not closed; of some lab items only, if asked."""
    found = important_of(report_id)
    return [one for one in found if one.ending is None and (not codes or one.code in codes)]
