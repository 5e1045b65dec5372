"""Weekly templates become sessions, twelve weeks ahead, each day anew; a rerun makes none twice."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any, cast

from sqlalchemy import CursorResult, or_, select

from webapp.exams.models import Closure, Session, WeeklyTemplate
from webapp.exams.queries import place, templates_of, wanted_sessions
from webapp.exams.rules.timetable import HORIZON, ExamClass, PlannedSession, WeeklySlot, planned
from webapp.exams.services.places import serve_lines
from webapp.kernel import audit, clock, ids, jobs
from webapp.kernel.db import db
from webapp.kernel.inserting import insert_into
from webapp.organisation import queries as organisation

_EXTEND = "exams.extend_times"


def generate_sessions(*, branch_id: str, institution_id: str, first: date, last: date, actor_id: str) -> int:
    """Make the sessions of the weekly templates from `first` to `last`; gives how many are new.

    Rerunning makes no second one. Public holidays and the institution's closures get none, a make-up day those
    of the weekday it stands for. The waiting list has the new places first.
    """
    slots = [_slot(row) for row in templates_of(branch_id=branch_id, institution_id=institution_id)]
    zone = place(institution_id).zone
    calendar = [one for one in organisation.calendar_days() if first <= one.day <= last]
    closed = _closed_days(branch_id, institution_id) | {one.day for one in calendar if not one.works}
    wanted = [
        _row(session, branch_id, institution_id)
        for session in planned(
            slots, first=first, last=last, zone=zone, closed=closed, instead=organisation.instead(calendar)
        )
    ]
    made = _insert_missing(wanted)
    if made:
        _serve_lines(branch_id, institution_id, first, last, clock.now())
    audit.record(
        "exams.sessions.generated",
        subject=("institution", institution_id),
        branch_id=branch_id,
        actor_id=actor_id,
        details={"new": made, "until": last},
    )
    return made


@jobs.recurring("exams.keep_times_open", every=timedelta(hours=24))
def keep_times_open(_task: jobs.Task) -> None:
    """Ask for the coming weeks of every institution that has weekly times; one job each."""
    today = clock.today()
    lasts = or_(WeeklyTemplate.valid_until.is_(None), WeeklyTemplate.valid_until >= today)
    asked = select(WeeklyTemplate.branch_id, WeeklyTemplate.institution_id).where(lasts).distinct()
    for branch_id, institution_id in db.session.execute(asked).all():
        whose = {"branch_id": branch_id, "institution_id": institution_id}
        jobs.enqueue(_EXTEND, whose, unique=f"{_EXTEND}:{branch_id}:{institution_id}@{today.isoformat()}")


@jobs.handler(_EXTEND)
def extend_times(task: jobs.Task) -> None:
    """Make one institution's sessions up to the horizon."""
    today = clock.today(place(task.payload["institution_id"]).zone)
    generate_sessions(
        branch_id=task.payload["branch_id"],
        institution_id=task.payload["institution_id"],
        first=today,
        last=today + HORIZON,
        actor_id="",
    )


def _serve_lines(branch_id: str, institution_id: str, first: date, last: date, now: datetime) -> None:
    wanted = wanted_sessions(branch_id=branch_id, institution_id=institution_id, first=first, last=last)
    serve_lines(wanted, now)


def _slot(row: WeeklyTemplate) -> WeeklySlot:
    return WeeklySlot(
        row.weekday,
        row.starts,
        row.ends,
        row.capacity,
        ExamClass(row.exam_class),
        row.valid_from,
        row.valid_until,
        row.self_service,
    )


def _row(session: PlannedSession, branch_id: str, institution_id: str) -> dict[str, Any]:
    return {
        "id": ids.new_id(),
        "branch_id": branch_id,
        "institution_id": institution_id,
        "day": session.day,
        "starts_at": session.starts_at,
        "ends_at": session.ends_at,
        "exam_class": session.exam_class,
        "capacity": session.capacity,
        "self_service": session.self_service,
        "booked": 0,
        "closed": False,
        "ended": False,
    }


def _insert_missing(rows: Sequence[dict[str, Any]], batch: int = 200) -> int:
    made = 0
    for start in range(0, len(rows), batch):
        statement = insert_into(Session).values(rows[start : start + batch]).on_conflict_do_nothing()
        made += cast(CursorResult[Any], db.session.execute(statement)).rowcount
    return made


def _closed_days(branch_id: str, institution_id: str) -> set[date]:
    asked = select(Closure.day).where(
        Closure.branch_id == branch_id, Closure.institution_id == institution_id
    )
    return set(db.session.scalars(asked))
