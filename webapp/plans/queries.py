"""Questions about plans, fees, packages and enrolments. Read only."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, bindparam, exists, func, select

from webapp.kernel import clock, paging
from webapp.kernel.db import db, rows
from webapp.plans import rules
from webapp.plans.models import Enrolment as Enrolment  # the types that upper rooms name
from webapp.plans.models import Entitlement as Entitlement
from webapp.plans.models import ExamItemChange as ExamItemChange
from webapp.plans.models import ExamPackage as ExamPackage
from webapp.plans.models import FeeSchedule
from webapp.plans.models import PlanVersion as PlanVersion
from webapp.toolbox.packaged import bilingual, data
from webapp.toolbox.words import Bilingual


@lru_cache(maxsize=16)
def _matrix_of(text: str) -> rules.Matrix:
    return rules.read_matrix(json.loads(text))


@lru_cache(maxsize=16)
def _fees_of(text: str) -> tuple[rules.FeeLine, ...]:
    return rules.read_fees(json.loads(text))


def matrix(version: int | None = None) -> rules.Matrix | None:
    """Give the plan matrix of a version, or the one in force today; None before any is in force."""
    if version is None:
        found = plan_version()
        return _matrix_of(found.matrix) if found else None
    text = db.session.scalar(select(PlanVersion.matrix).where(PlanVersion.version == version))
    return _matrix_of(text) if text else None


def plan_version(day: date | None = None) -> PlanVersion | None:
    """Give the version of the matrix in force on a day, today if none is asked for."""
    in_force = select(PlanVersion).where(PlanVersion.valid_from <= (day or clock.today()))
    newest = in_force.order_by(PlanVersion.valid_from.desc(), PlanVersion.version.desc())
    return db.session.scalars(newest.limit(1)).first()


def plan_versions(size: int = 20) -> list[PlanVersion]:
    """Give the newest versions of the matrix, those to come included."""
    return list(db.session.scalars(select(PlanVersion).order_by(PlanVersion.version.desc()).limit(size)))


def newest_matrix_data() -> dict[str, Any]:
    """Give the newest published matrix as data, to begin the next one from; empty before any."""
    query = select(PlanVersion.matrix).order_by(PlanVersion.version.desc()).limit(1)
    found: dict[str, Any] = json.loads(db.session.scalar(query) or "{}")
    return found


def matrix_version() -> int:
    """Give the newest matrix version, in force or to come; 0 before any."""
    return int(db.session.scalar(select(func.max(PlanVersion.version))) or 0)


def fees() -> tuple[rules.FeeLine, ...]:
    """Give the public fee schedule in force (P4)."""
    query = select(FeeSchedule.lines).order_by(FeeSchedule.version.desc()).limit(1)
    text = db.session.scalar(query)
    return _fees_of(text) if text else ()


def fee_schedule() -> FeeSchedule | None:
    """Give the schedule in force with its version and date."""
    return db.session.scalars(select(FeeSchedule).order_by(FeeSchedule.version.desc()).limit(1)).first()


def package(package_id: str) -> ExamPackage | None:
    """Give an exam package."""
    return db.session.get(ExamPackage, package_id)


def packages() -> list[ExamPackage]:
    """Give the packages that can be bought."""
    query = select(ExamPackage).where(ExamPackage.retired_at.is_(None))
    return list(db.session.scalars(query.order_by(ExamPackage.level, ExamPackage.id)))


def known_items() -> dict[str, Bilingual]:
    """Give the name of everything that can be examined, by code, in the order of the catalogue."""
    return {row["code"]: bilingual(row) for row in data("plans", "packages")["items"]}


def item_changes(enrolment_id: str) -> list[ExamItemChange]:
    """Give the exam items of a service year that were changed while applying, with the reasons (P2)."""
    query = select(ExamItemChange).where(ExamItemChange.enrolment_id == enrolment_id)
    return list(db.session.scalars(query.order_by(ExamItemChange.act, ExamItemChange.item)))


def enrolment(enrolment_id: str) -> Enrolment | None:
    """Give an enrolment."""
    return db.session.get(Enrolment, enrolment_id)


_COVERS_DAY = (
    Enrolment.client_id == bindparam("client_id"),
    Enrolment.status == "ACTIVE",
    Enrolment.starts <= bindparam("day"),
    Enrolment.ends >= bindparam("day"),
)
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
    branch_id: str
    institution_id: str
    package_id: str
    level: str
    package_name: Bilingual
    item_codes: tuple[str, ...]


_YEARS_EXAM = (
    select(
        Enrolment.id,
        Enrolment.branch_id,
        Enrolment.institution_id,
        Enrolment.package_id,
        ExamPackage.level,
        ExamPackage.name_zh,
        ExamPackage.name_en,
        Enrolment.exam_items,
    )
    .join(ExamPackage, ExamPackage.id == Enrolment.package_id)
    .where(*_COVERS_DAY)
)


def years_exam(*, client_id: str, day: date) -> YearsExam | None:
    """Give the exam of the service year that covers `day`, in plain columns (with every booking page)."""
    found = rows(_YEARS_EXAM, {"client_id": client_id, "day": day}).first()
    if found is None:
        return None
    return YearsExam(
        enrolment_id=found.id,
        branch_id=found.branch_id,
        institution_id=found.institution_id,
        package_id=found.package_id,
        level=found.level,
        package_name=Bilingual(zh=found.name_zh, en=found.name_en),
        item_codes=_item_codes(found.exam_items),
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
    query = select(Enrolment).where(
        Enrolment.client_id.in_(client_ids),
        Enrolment.status == "ACTIVE",
        Enrolment.starts <= day,
        Enrolment.ends >= day,
    )
    return {one.client_id: one for one in db.session.scalars(query)}


def running(*, branch_id: str, after: str = "", size: int = paging.SIZE) -> paging.Page:
    """Give a branch's running enrolments, those that end first on top."""
    query = select(Enrolment).where(Enrolment.branch_id == branch_id, Enrolment.status == "ACTIVE")
    return paging.page(query, [Enrolment.ends, Enrolment.id], after, size)


def entitlements(enrolment_id: str) -> list[Entitlement]:
    """Give all counters of a service year."""
    query = select(Entitlement).where(Entitlement.enrolment_id == enrolment_id)
    return list(db.session.scalars(query.order_by(Entitlement.item)))


def enrolments_of(client_id: str) -> list[Enrolment]:
    """Give a client's enrolments, newest first."""
    query = select(Enrolment).where(Enrolment.client_id == client_id)
    return list(db.session.scalars(query.order_by(Enrolment.starts.desc(), Enrolment.id)))


def entitlement(*, enrolment_id: str, item: str) -> Entitlement | None:
    """Give the counter of an item in a service year; None when the plan does not contain it."""
    query = select(Entitlement).where(Entitlement.enrolment_id == enrolment_id, Entitlement.item == item)
    return db.session.scalars(query).first()


def covers(*, client_id: str, item: str, day: date) -> ColumnElement[bool]:
    """Give the condition that a client's plan contains an item on `day`, for another question's statement."""
    return (
        exists()
        .where(Entitlement.enrolment_id == Enrolment.id, Entitlement.item == item)
        .where(Enrolment.client_id == client_id, Enrolment.status == "ACTIVE")
        .where(Enrolment.starts <= day, Enrolment.ends >= day)
    )


def clients_entitled(*, branch_id: str, item: str, day: date) -> list[str]:
    """Give the ids of a branch's clients whose plan contains an item on `day`."""
    query = (
        select(Enrolment.client_id)
        .join(Entitlement, Entitlement.enrolment_id == Enrolment.id)
        .where(
            Enrolment.branch_id == branch_id,
            Enrolment.status == "ACTIVE",
            Enrolment.starts <= day,
            Enrolment.ends >= day,
            Entitlement.item == item,
        )
        .order_by(Enrolment.client_id)
    )
    return list(db.session.scalars(query))
