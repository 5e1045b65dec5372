"""Sessions and closed days as staff read them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from webapp.exams.models import Session
from webapp.exams.rules.timetable import ExamClass
from webapp.kernel.i18n import _, lazy, moment, ngettext, time_of_day

CLASS_WORDS = {
    ExamClass.ANY: lazy("All packages"),
    ExamClass.REGULAR: lazy("Regular packages"),
    ExamClass.HIGH_END: lazy("Deluxe packages"),
}


@dataclass(frozen=True, slots=True)
class SessionRow:
    """One session in a list; `state` is empty while it simply takes people."""

    id: str
    when: str
    whom: str
    held: str
    state: str
    tone: str


def session_rows(sessions: Iterable[Session], zone: str) -> list[SessionRow]:
    """Draw sessions."""
    return [session_row(one, zone) for one in sessions]


def session_row(one: Session, zone: str) -> SessionRow:
    """Draw one session."""
    state, tone = _state(one)
    return SessionRow(
        id=one.id,
        when=f"{moment(one.starts_at, zone, 'short')}–{time_of_day(one.ends_at, zone)}",
        whom=str(CLASS_WORDS[ExamClass(one.exam_class)]),
        held=_("%(booked)s of %(capacity)s", booked=one.booked, capacity=one.capacity),
        state=state,
        tone=tone,
    )


def _state(one: Session) -> tuple[str, str]:
    if one.closed:
        return _("closed to bookings"), "w"
    if one.ended:
        return _("takes nobody new"), "w"
    if one.booked >= one.capacity:
        return _("full"), "b"
    return ("", "") if one.self_service else (_("on request"), "b")


def must_choose_again(people: int) -> str:
    """Say how many people a closing or shrinking would concern."""
    return ngettext("%(n)s person must choose again", "%(n)s people must choose again", people)
