"""What must be true of the database after any storm, and of what everybody was told (B1–B9, P6)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
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
_ACTS = """
SELECT action, subject_id, actor_id, count(*) FROM audit_entry
WHERE subject_kind = 'booking' GROUP BY action, subject_id, actor_id
"""
RULES = {
    "a session's counter is not its bookings, or above its capacity": _COUNTED,
    "a service year has two live bookings": _TWICE,
    "a right's counter is not its live bookings": _USED,
    "an offer on the waiting list without its held place": _OFFERS,
    "a held place that nobody on the waiting list was offered": _UNOFFERED,
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
        found = ((rule, self.ask(statement)) for rule, statement in RULES.items())
        return [f"{rule}: {rows[:5]}" for rule, rows in found if rows]

    def untrue(self, told: Told) -> list[str]:
        """Give every answer that was not true: done without a trace, or a trace that nobody was told of."""
        kept = Counter({(act.rpartition(".")[2], one, who): n for act, one, who, n in self.ask(_ACTS)})
        return [*told.faults, *_differences(told, kept)]

    def due(self) -> list[Any]:
        """Give what the workers have yet to do now."""
        asked = "SELECT name, count(*) FROM job WHERE status IN ('READY', 'LEASED') AND due_at <= :now GROUP BY name"
        return self.ask(asked, now=self._now())

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
        if not said <= done <= said + told.unheard[what]:
            yield f"{what} was told {said} times and done {done} times"
