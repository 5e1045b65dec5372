"""What must be true of the database after any storm, and of what everybody was told (B1–B9, P6)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy
from sqlalchemy import bindparam, text

from tests.concurrency.phone import Told
from webapp.exams.rules.booking import LIVE, OCCUPYING

_COUNTED = """
SELECT s.id, s.booked, s.capacity, count(b.id) AS held FROM exam_session s
LEFT JOIN exam_booking b ON b.session_id = s.id AND b.status IN :occupying
GROUP BY s.id, s.booked, s.capacity HAVING s.booked <> count(b.id) OR count(b.id) > s.capacity
"""
_TWICE = (
    "SELECT enrolment_id FROM exam_booking WHERE status IN :live GROUP BY enrolment_id HAVING count(*) > 1"
)
_USED = """
SELECT e.enrolment_id, e.used, count(b.id) AS held FROM entitlement e
LEFT JOIN exam_booking b ON b.enrolment_id = e.enrolment_id AND b.status IN :live
WHERE e.item = 'EXAM' GROUP BY e.enrolment_id, e.used HAVING e.used <> count(b.id)
"""
_OFFERS = """
SELECT w.id FROM exam_waiting w LEFT JOIN exam_booking b ON b.id = w.booking_id
WHERE w.status = 'OFFERED' AND (b.id IS NULL OR b.status <> 'OFFERED' OR b.client_id <> w.client_id)
"""
_UNOFFERED = """
SELECT b.id FROM exam_booking b LEFT JOIN exam_waiting w ON w.booking_id = b.id AND w.status = 'OFFERED'
WHERE b.status = 'OFFERED' GROUP BY b.id HAVING count(w.id) <> 1
"""
_JOBS = "SELECT name FROM job WHERE status = 'DEAD' OR (status = 'READY' AND attempts > 0)"
_LATE = "SELECT id, status, held_until FROM exam_booking WHERE held_until <= :now"
_ENDLESS = """
SELECT b.id, b.status FROM exam_booking b WHERE b.held_until IS NOT NULL AND NOT EXISTS (
  SELECT 1 FROM job j WHERE j.name = 'exams.expire_hold' AND j.status = 'READY'
  AND j.unique_key LIKE 'exams.expire_hold:' || b.id || ':%')
"""
_ENDED = """
SELECT b.id, b.status, count(a.action) AS ends FROM exam_booking b LEFT JOIN audit_entry a
ON a.subject_id = b.id AND a.action IN ('exams.booking.expired', 'exams.booking.displaced')
WHERE b.status = 'EXPIRED' GROUP BY b.id, b.status HAVING count(a.action) <> 1
"""
_UNTOLD = """
SELECT b.id, b.revision FROM exam_booking b WHERE b.status IN ('CONFIRMED', 'CHANGE_REQUESTED') AND NOT EXISTS (
  SELECT 1 FROM exam_booking_notice n WHERE n.booking_id = b.id AND n.kind = 'CONFIRMED')
"""
_INBOX = """
SELECT n.link, count(*) FROM notice n WHERE n.kind = 'appointment' GROUP BY n.link HAVING count(*) <> (
  SELECT count(*) FROM exam_booking_notice t WHERE n.link = '/exams/bookings/' || t.booking_id
  AND t.kind IN ('CONFIRMED', 'D3', 'D1'))
"""
_PASSED_OVER = """
SELECT w.id, s.id FROM exam_waiting w JOIN exam_session s ON s.institution_id = w.institution_id
AND s.branch_id = w.branch_id AND s.day BETWEEN w.first_day AND w.last_day
WHERE w.status = 'WAITING' AND s.booked < s.capacity AND NOT s.closed AND NOT s.ended AND s.starts_at > :later
"""
_WAITS_BOOKED = """
SELECT w.id, b.status FROM exam_waiting w JOIN exam_booking b ON b.enrolment_id = w.enrolment_id
WHERE w.status = 'WAITING' AND b.status IN :live AND b.status <> 'MUST_REBOOK'
"""
_ACTS = """
SELECT action, CASE WHEN subject_kind = 'booking' THEN subject_id ELSE '' END AS subject, actor_id, count(*)
FROM audit_entry WHERE action LIKE 'exams.booking.%' OR action LIKE 'exams.waiting.%'
GROUP BY action, CASE WHEN subject_kind = 'booking' THEN subject_id ELSE '' END, actor_id
"""
SAID = {"requested": "booked"}
"""What the house writes down under another word than the button's."""
FOLLOWS = {"cancelled": "change.granted", "changed": "change.granted"}
"""What the house writes down besides: who grants a wish gives the booking up, or moves it."""

RULES = {
    "a session's counter is not its bookings, or above its capacity": _COUNTED,
    "a service year has two live bookings": _TWICE,
    "a right's counter is not its live bookings": _USED,
    "an offer on the waiting list without its held place": _OFFERS,
    "a held place that nobody on the waiting list was offered": _UNOFFERED,
    "a place is held although its time is over": _LATE,
    "a held place whose end nobody will see": _ENDLESS,
    "a hold that ended more than once, or without a word": _ENDED,
    "a booking that stands and was never told": _UNTOLD,
    "an inbox with more or fewer messages than were told": _INBOX,
    "somebody waits for a place that is free": _PASSED_OVER,
    "somebody waits who has a booking": _WAITS_BOOKED,
    "a job died or failed": _JOBS,
}


class Truth:
    """Reads one database."""

    def __init__(self, url: str) -> None:
        self.engine = sqlalchemy.create_engine(url)

    def ask(self, statement: str, **values: Any) -> list[Any]:
        """Ask the database itself."""
        asked = text(statement)
        for name, some in {"occupying": OCCUPYING, "live": LIVE}.items():
            if f":{name}" in statement:
                asked = asked.bindparams(bindparam(name, sorted(some), expanding=True))
        with self.engine.connect() as connection:
            return list(connection.execute(asked, values).all())

    def broken(self) -> list[str]:
        """Give every rule that the rows break, with the rows."""
        moments = {"now": self._now(), "later": self._now() + timedelta(hours=49)}
        found = (
            (rule, self.ask(asked, **{name: at for name, at in moments.items() if f":{name}" in asked}))
            for rule, asked in RULES.items()
        )
        return [f"{rule}: {rows[:5]}" for rule, rows in found if rows]

    def untrue(self, told: Told) -> list[str]:
        """Give every answer that was not true: done without a trace, or a trace that nobody was told of."""
        kept = Counter[tuple[str, str, str]]()
        for act, one, who, number in self.ask(_ACTS):
            word = act.partition(".")[2].partition(".")[2]
            kept[SAID.get(word, word), one, who] += number
        return [*told.faults, *_differences(told, kept)]

    def due(self) -> list[Any]:
        """Give what the workers have yet to do now, what they have in hand included."""
        open_ = "status = 'LEASED' OR status = 'READY' AND due_at <= :now"
        return self.ask(f"SELECT name, count(*) FROM job WHERE {open_} GROUP BY name", now=self._now())

    def free_leases(self) -> None:
        """Let the time pass for which killed workers hold their jobs."""
        with self.engine.begin() as connection:
            late = text("UPDATE job SET due_at = :now WHERE status = 'LEASED'")
            connection.execute(late, {"now": self._now()})

    def _now(self) -> datetime:
        now = datetime.now(UTC)
        return now.replace(tzinfo=None) if self.engine.dialect.name == "sqlite" else now

    def held(self, session_id: str) -> tuple[int, int]:
        """Give a session's counter and the bookings that hold a place in it."""
        asked = "SELECT booked FROM exam_session WHERE id = :session"
        rows = "SELECT count(*) FROM exam_booking WHERE session_id = :session AND status IN :occupying"
        return self.ask(asked, session=session_id)[0][0], self.ask(rows, session=session_id)[0][0]

    def counts(self) -> dict[Any, Any]:
        """Give how many bookings there are in each status."""
        found = self.ask("SELECT status, count(*) FROM exam_booking GROUP BY status ORDER BY status")
        return dict(found)

    def close(self) -> None:
        """Let the connections go."""
        self.engine.dispose()


def _differences(told: Told, kept: Counter[tuple[str, str, str]]) -> Iterator[str]:
    acts = {act for act, _, _ in told.done}
    kept = Counter({what: number for what, number in kept.items() if what[0] in acts})
    for what in {*told.done, *kept}:
        said, done = told.done[what], kept[what]
        granted = FOLLOWS.get(what[0], ""), what[1], what[2]
        unheard = told.unheard[what] + told.done[granted] + told.unheard[granted]
        if not said <= done <= said + unheard:
            yield f"{what} was told {said} times and done {done} times"
