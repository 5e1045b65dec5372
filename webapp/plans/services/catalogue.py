"""Publishing matrix and fees; packages."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import func, select, update

from webapp.kernel import audit, clock
from webapp.kernel.db import changed, db
from webapp.plans import queries, rules
from webapp.plans.models import ExamPackage, FeeSchedule, PlanVersion
from webapp.plans.refusals import VersionInThePast


def publish_matrix(*, data: Mapping[str, Any], actor_id: str, valid_from: date | None = None) -> int:
    """Publish a new version of the plan matrix, in force from a day on (today if none is given).

    Gives its number. Raises KeyError or ValueError on bad data, VersionInThePast for a day gone by.
    """
    first_day = _from(valid_from)
    version = queries.matrix_version() + 1
    body = {**data, "version": version}
    rules.read_matrix(body)
    text = json.dumps(body, ensure_ascii=False)
    db.session.add(PlanVersion(version=version, matrix=text, valid_from=first_day, published_by=actor_id))
    db.session.flush()
    audit.record(
        "plans.matrix.published",
        subject=("plan_version", str(version)),
        actor_id=actor_id,
        details={"valid_from": first_day},
    )
    return version


def _from(valid_from: date | None) -> date:
    first_day = valid_from or clock.today()
    if first_day < clock.today():
        raise VersionInThePast
    return first_day


def publish_fees(*, lines: Sequence[Mapping[str, str]], actor_id: str, valid_from: date | None = None) -> int:
    """Publish a new fee schedule, the same for all branches, in force from a day on, today if none is given (P4).

    Gives its version. Raises KeyError or ValueError on bad lines, VersionInThePast for a day gone by.
    """
    first_day = _from(valid_from)
    version = int(db.session.scalar(select(func.max(FeeSchedule.version))) or 0) + 1
    body = {"lines": [dict(line) for line in lines]}
    rules.read_fees(body)
    text = json.dumps(body, ensure_ascii=False)
    db.session.add(FeeSchedule(version=version, lines=text, valid_from=first_day, published_by=actor_id))
    db.session.flush()
    audit.record("plans.fees.published", subject=("fee_schedule", str(version)), actor_id=actor_id)
    return version


def add_package(
    *,
    level: str,
    name_zh: str,
    name_en: str,
    items: Sequence[str],
    conditions: Mapping[str, rules.Condition] | None = None,
    actor_id: str,
) -> ExamPackage:
    """Add an exam package; `conditions` say by item code for whom it is, where it is not for everybody."""
    limits = conditions or {}
    lines = [rules.PackageLine(code, limits.get(code, rules.EVERYBODY)) for code in items]
    package = ExamPackage(level=level, name_zh=name_zh, name_en=name_en, items=rules.write_lines(lines))
    db.session.add(package)
    db.session.flush()
    audit.record("plans.package.added", subject=("exam_package", package.id), actor_id=actor_id)
    return package


def retire_package(*, package_id: str, actor_id: str) -> bool:
    """Take a package out of sale, once; enrolments that have it keep it."""
    done = changed(
        update(ExamPackage)
        .where(ExamPackage.id == package_id, ExamPackage.retired_at.is_(None))
        .values(retired_at=clock.now())
    )
    if done:
        audit.record("plans.package.retired", subject=("exam_package", package_id), actor_id=actor_id)
    return bool(done)
