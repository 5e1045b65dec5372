"""Opening times: weekly templates become sessions, and end without anybody being lost (B9)."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from sqlalchemy import func, select, update

from webapp.exams.models import Session, WeeklyTemplate
from webapp.exams.queries import place, sessions_of, templates_of
from webapp.exams.refusals import WindowThere
from webapp.exams.rules.timetable import ExamClass, last_day_before
from webapp.exams.services.closing import close_all
from webapp.exams.services.displacing import hold
from webapp.exams.services.places import serve_lines
from webapp.kernel import audit, clock, ids
from webapp.kernel.db import changed, db
from webapp.kernel.errors import NotYours


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
    self_service: bool = True,
    actor_id: str,
) -> WeeklyTemplate:
    """Let an institution take a branch's clients in this window each week. Raises WindowThere.

    Sessions of an earlier window like it, ended before, take people again: those in line first (B8).
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
        self_service=self_service,
    )
    db.session.add(template)
    db.session.flush()
    serve_lines(_set_ended(template, valid_from, ended=False), clock.now())
    _note("template.added", ("exam_weekly_template", template.id), branch_id, actor_id)
    return template


def end_template(
    *,
    template_id: str,
    institution_id: str,
    from_day: date,
    actor_id: str,
    keep: bool = True,
    reason: str = "",
    most: int | None = None,
) -> tuple[int, int]:
    """End a weekly window from a day on; gives how many sessions take nobody new, and how many people they had.

    Whoever is booked keeps the place, or with `keep` False must choose again (B9). Raises NotYours for another
    institution's window, PlacesHeld and MorePeople as closing does.
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
    if keep:
        held = select(func.coalesce(func.sum(Session.booked), 0)).where(Session.id.in_(ended))
        people = int(db.session.scalar(held) or 0)
    else:
        people = close_all(ended, actor_id=actor_id, reason=reason, most=most)
    subject = ("exam_weekly_template", template_id)
    _note("template.ended", subject, template.branch_id, actor_id, day=from_day, people=people, keep=keep)
    return len(ended), people


def _set_ended(template: WeeklyTemplate, from_day: date, *, ended: bool) -> list[str]:
    """Let a window's sessions take nobody new from a day on, or people again; gives their ids."""
    zone = place(template.institution_id).zone
    found = [one.id for one in sessions_of(template, from_day=from_day, zone=zone)]
    hold(found)
    if found:
        changed(update(Session).where(Session.id.in_(found)).values(ended=ended))
    return found


def _note(act: str, subject: tuple[str, str], branch_id: str, actor_id: str, **details: Any) -> None:
    audit.record(f"exams.{act}", subject=subject, branch_id=branch_id, actor_id=actor_id, details=details)
