"""What can be bought: the matrix of plans, packages, fees."""

from __future__ import annotations

import json
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import func, select

from webapp.kernel import clock
from webapp.kernel.db import db
from webapp.plans import rules
from webapp.plans.models import ExamPackage, FeeSchedule, PlanVersion
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
    return fee_lines(fee_schedule())


def fee_schedule() -> FeeSchedule | None:
    """Give the schedule in force today with its version and date (P4)."""
    in_force = select(FeeSchedule).where(FeeSchedule.valid_from <= clock.today())
    newest = in_force.order_by(FeeSchedule.valid_from.desc(), FeeSchedule.version.desc())
    return db.session.scalars(newest.limit(1)).first()


def fee_schedules(size: int = 20) -> list[FeeSchedule]:
    """Give the newest versions of the schedule, those to come included."""
    return list(db.session.scalars(select(FeeSchedule).order_by(FeeSchedule.version.desc()).limit(size)))


def fee_lines(schedule: FeeSchedule | None) -> tuple[rules.FeeLine, ...]:
    """Give the lines of a schedule; none before any was published."""
    return _fees_of(schedule.lines) if schedule else ()


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
