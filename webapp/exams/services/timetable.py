"""Opening times: weekly templates become sessions, and end without anybody being lost (B9)."""

from __future__ import annotations

from datetime import date, time
from typing import Any, cast

from sqlalchemy import CursorResult, func, select, update

from webapp.exams.models import Closure, Session, WeeklyTemplate
from webapp.exams.queries import place, sessions_of, templates_of
from webapp.exams.refusals import WindowThere
from webapp.exams.rules.timetable import ExamClass, PlannedSession, WeeklySlot, last_day_before, planned
from webapp.kernel import audit, ids
from webapp.kernel.db import changed, db
from webapp.kernel.errors import NotYours
from webapp.kernel.inserting import insert_into
from webapp.organisation import queries as organisation


def add_template(
    *,
    branch_id: str,
    institution_id: str,
    weekday: int,
    starts: time,
    ends: time,
    capacity: int,
    exam_class: ExamClass,
    valid_from: date,
    valid_until: date | None = None,
    actor_id: str,
) -> WeeklyTemplate:
    """Let an institution take a branch's clients in this window each week. Raises WindowThere.

    Sessions of an earlier window like it, ended before, take people again.
    """
    running = templates_of(branch_id=branch_id, institution_id=institution_id, from_day=valid_from)
    if (weekday, starts, exam_class) in {(one.weekday, one.starts, one.exam_class) for one in running}:
        raise WindowThere
    template = WeeklyTemplate(
        id=ids.new_id(),
        branch_id=branch_id,
        institution_id=institution_id,
        weekday=weekday,
        starts=starts,
        ends=ends,
        capacity=capacity,
        exam_class=exam_class,
        valid_from=valid_from,
        valid_until=valid_until,
    )
    db.session.add(template)
    db.session.flush()
    _set_ended(template, valid_from, ended=False)
    _note("template.added", ("exam_weekly_template", template.id), branch_id, actor_id)
    return template


def end_template(*, template_id: str, institution_id: str, from_day: date, actor_id: str) -> tuple[int, int]:
    """End a weekly window from a day on; gives how many sessions take nobody new, and how many people stay.

    Nobody's booking is touched (B9). Raises NotYours for another institution's window.
    """
    template = db.session.get(WeeklyTemplate, template_id)
    if template is None or template.institution_id != institution_id:
        raise NotYours
    ended = _set_ended(template, from_day, ended=True)
    last = last_day_before(from_day, template.valid_from)
    if last is None:
        db.session.delete(template)
    else:
        template.valid_until = min(last, template.valid_until or last)
    held = select(func.coalesce(func.sum(Session.booked), 0)).where(Session.id.in_(ended))
    people = int(db.session.scalar(held) or 0)
    subject = ("exam_weekly_template", template_id)
    _note("template.ended", subject, template.branch_id, actor_id, day=from_day, people=people)
    return len(ended), people


def _set_ended(template: WeeklyTemplate, from_day: date, *, ended: bool) -> list[str]:
    """Let a window's sessions take nobody new from a day on, or people again; gives their ids."""
    zone = place(template.institution_id).zone
    found = [one.id for one in sessions_of(template, from_day=from_day, zone=zone)]
    if found:
        changed(update(Session).where(Session.id.in_(found)).values(ended=ended))
    return found


def generate_sessions(*, branch_id: str, institution_id: str, first: date, last: date, actor_id: str) -> int:
    """Make the sessions of the weekly templates from `first` to `last`; gives how many are new.

    Rerunning makes no second one. Public holidays and the institution's closures get none.
    """
    slots = [_slot(row) for row in templates_of(branch_id=branch_id, institution_id=institution_id)]
    zone = place(institution_id).zone
    closed = _closed_days(branch_id, institution_id) | _holidays(first, last)
    wanted = [
        _row(session, branch_id, institution_id)
        for session in planned(slots, first=first, last=last, zone=zone, closed=closed)
    ]
    made = _insert_missing(wanted)
    _note("sessions.generated", ("institution", institution_id), branch_id, actor_id, new=made)
    return made


def _slot(row: WeeklyTemplate) -> WeeklySlot:
    exam_class = ExamClass(row.exam_class)
    return WeeklySlot(
        row.weekday, row.starts, row.ends, row.capacity, exam_class, row.valid_from, row.valid_until
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
        "booked": 0,
        "closed": False,
        "ended": False,
    }


def _insert_missing(rows: list[dict[str, Any]], batch: int = 200) -> int:
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


def _holidays(first: date, last: date) -> set[date]:
    return {each.day for each in organisation.calendar_days() if not each.works and first <= each.day <= last}


def _note(act: str, subject: tuple[str, str], branch_id: str, actor_id: str, **details: Any) -> None:
    audit.record(f"exams.{act}", subject=subject, branch_id=branch_id, actor_id=actor_id, details=details)
