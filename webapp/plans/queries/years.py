"""Service years: a client's enrolments, and the exam of a year."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Row, bindparam, select

from webapp.kernel import clock, paging, transaction
from webapp.kernel.db import db, rows
from webapp.plans import rules
from webapp.plans.models import Enrolment, ExamItemChange, ExamPackage
from webapp.toolbox.words import Bilingual


def item_changes(enrolment_id: str) -> list[ExamItemChange]:
    """Give the exam items of a service year that were changed while applying, with the reasons (P2)."""
    query = select(ExamItemChange).where(ExamItemChange.enrolment_id == enrolment_id)
    return list(db.session.scalars(query.order_by(ExamItemChange.act, ExamItemChange.item)))


def enrolment(enrolment_id: str) -> Enrolment | None:
    """Give an enrolment."""
    return db.session.get(Enrolment, enrolment_id)


def enrolments(enrolment_ids: Iterable[str]) -> dict[str, Enrolment]:
    """Give enrolments by id, in one statement."""
    wanted = set(enrolment_ids)
    if not wanted:
        return {}
    return {one.id: one for one in db.session.scalars(select(Enrolment).where(Enrolment.id.in_(wanted)))}


def hold_years(enrolment_ids: Iterable[str]) -> None:
    """Hold service years until the transaction ends, in the order of their ids: before anything that hangs on them.

    Who only makes a row that points at a year does not wait for it.
    """
    wanted = set(enrolment_ids)
    if wanted and transaction.locks_rows():
        mine = select(Enrolment.id).where(Enrolment.id.in_(wanted)).order_by(Enrolment.id)
        db.session.execute(mine.with_for_update(key_share=True))


def covering(day: Any) -> tuple[ColumnElement[bool], ...]:
    """Give the conditions that an enrolment runs on `day`: a date, or a bound value of a statement built once."""
    return (Enrolment.status != "ENDED", Enrolment.starts <= day, Enrolment.ends >= day)


_COVERS_DAY = (Enrolment.client_id == bindparam("client_id"), *covering(bindparam("day")))
_LIVE_ENROLMENT = select(Enrolment).where(*_COVERS_DAY)


@dataclass(frozen=True, slots=True)
class Year:
    """The service year that covers a day, as Today needs it."""

    enrolment_id: str
    plan_name: Bilingual
    starts: date


_YEAR = select(Enrolment.id, Enrolment.plan, Enrolment.starts).where(*_COVERS_DAY)


def year(*, client_id: str, day: date) -> Year | None:
    """Give the service year that covers `day` (on every Today)."""
    found = rows(_YEAR, {"client_id": client_id, "day": day}).first()
    return Year(found.id, rules.PLAN_NAMES[rules.Plan(found.plan)], found.starts) if found else None


@dataclass(frozen=True, slots=True)
class YearsExam:
    """The exam of a service year: where it is held, and what the package examines."""

    enrolment_id: str
    kind: rules.Kind
    branch_id: str
    institution_id: str
    package_id: str
    level: str
    package_name: Bilingual
    item_codes: tuple[str, ...]
    ends: date


_EXAM = select(
    Enrolment.id,
    Enrolment.kind,
    Enrolment.branch_id,
    Enrolment.institution_id,
    Enrolment.package_id,
    ExamPackage.level,
    ExamPackage.name_zh,
    ExamPackage.name_en,
    Enrolment.exam_items,
    Enrolment.ends,
).join(ExamPackage, ExamPackage.id == Enrolment.package_id)
_YEARS_EXAM = _EXAM.where(*_COVERS_DAY)
_HELD_EXAM = _YEARS_EXAM.with_for_update(of=Enrolment, key_share=True)
_EXAM_OF = _EXAM.where(Enrolment.id == bindparam("enrolment"))


def years_exam(*, client_id: str, day: date, hold: bool = False) -> YearsExam | None:
    """Give the exam of the service year that covers `day`, in plain columns (with every booking page).

    `hold`: as `hold_years` does, in the same statement.
    """
    asked = _HELD_EXAM if hold and transaction.locks_rows() else _YEARS_EXAM
    return _years_exam(rows(asked, {"client_id": client_id, "day": day}).first())


def exam_of(enrolment_id: str) -> YearsExam | None:
    """Give the exam of a service year, whether or not it has ended."""
    return _years_exam(rows(_EXAM_OF, {"enrolment": enrolment_id}).first())


def _years_exam(found: Row[Any] | None) -> YearsExam | None:
    if found is None:
        return None
    return YearsExam(
        enrolment_id=found.id,
        kind=rules.Kind(found.kind),
        branch_id=found.branch_id,
        institution_id=found.institution_id,
        package_id=found.package_id,
        level=found.level,
        package_name=Bilingual(zh=found.name_zh, en=found.name_en),
        item_codes=_item_codes(found.exam_items),
        ends=found.ends,
    )


@lru_cache(maxsize=64)
def _item_codes(text: str) -> tuple[str, ...]:
    return rules.read_own_items(text).codes


def live_enrolment(*, client_id: str, day: date) -> Enrolment | None:
    """Give the enrolment that covers `day` (on every client page, so the statement is built once)."""
    return db.session.scalars(_LIVE_ENROLMENT, {"client_id": client_id, "day": day}).first()


def live_enrolments(*, client_ids: Sequence[str], day: date) -> dict[str, Enrolment]:
    """Give client id → the enrolment that covers `day`, in one statement: for lists."""
    if not client_ids:
        return {}
    query = select(Enrolment).where(Enrolment.client_id.in_(client_ids), *covering(day))
    return {one.client_id: one for one in db.session.scalars(query)}


def running(*, branch_id: str, after: str = "", size: int = paging.SIZE) -> paging.Page:
    """Give a branch's running enrolments and those that follow them, those that end first on top."""
    not_over = (Enrolment.status != "ENDED", Enrolment.ends >= clock.today())
    query = select(Enrolment).where(Enrolment.branch_id == branch_id, *not_over)
    return paging.page(query, [Enrolment.ends, Enrolment.id], after, size)


def enrolments_of(client_id: str) -> list[Enrolment]:
    """Give a client's enrolments, newest first."""
    query = select(Enrolment).where(Enrolment.client_id == client_id)
    return list(db.session.scalars(query.order_by(Enrolment.starts.desc(), Enrolment.id)))
