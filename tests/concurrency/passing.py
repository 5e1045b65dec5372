"""Time passes: what is held until a moment comes to its end, and one session comes near.

No clock is turned and nothing is replaced: the moments in the rows are moved, as if they had come.
"""

from __future__ import annotations

import random
import time
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import Engine, text

PAUSE = 0.4
NEAR = timedelta(hours=20)
"""Past every cut-off of the scene, before the exam."""

_HELD = "SELECT id FROM exam_booking WHERE status IN ('REQUESTED', 'OFFERED') ORDER BY id"
_OVER = "UPDATE exam_booking SET held_until = :now WHERE id = :id AND status IN ('REQUESTED', 'OFFERED')"
_DUE = """
UPDATE job SET due_at = :now WHERE name = 'exams.expire_hold' AND status = 'READY' AND unique_key LIKE :about
"""
_MOVE = "UPDATE exam_session SET day = :day, starts_at = :starts, ends_at = :ends WHERE id = :id"


class Passing:
    """The one who lets time pass; the session's own day comes back with the next storm."""

    def __init__(self, engine: Engine, session: dict[str, str], seconds: float, luck: random.Random) -> None:
        self.engine, self.session, self.luck = engine, session, luck
        self.half = time.monotonic() + seconds / 2
        first = datetime.combine(date.fromisoformat(session["day"]), datetime.min.time(), UTC)
        self._move(first)

    def turn(self) -> None:
        """End something that is held; half-way through, bring the session near."""
        time.sleep(PAUSE)
        self._end_a_hold()
        if self.half and time.monotonic() > self.half:
            self.half = 0.0
            self._move(datetime.now(UTC) + NEAR)

    def _end_a_hold(self) -> None:
        with self.engine.connect() as connection:
            held = connection.execute(text(_HELD)).scalars().all()
        if held:
            one = self.luck.choice(held)
            self._do(_OVER, id=one)
            self._do(_DUE, about=f"exams.expire_hold:{one}:%")

    def _move(self, starts: datetime) -> None:
        ends = starts + timedelta(hours=2)
        day: Any = starts.date()
        if self.engine.dialect.name == "sqlite":
            day = day.isoformat()
        self._do(_MOVE, id=self.session["id"], day=day, starts=self._kept(starts), ends=self._kept(ends))

    def _do(self, statement: str, **values: Any) -> None:
        values |= {"now": self._kept(datetime.now(UTC))} if ":now" in statement else {}
        with self.engine.begin() as connection:
            connection.execute(text(statement), values)

    def _kept(self, moment: datetime) -> Any:
        """Give a moment as the database keeps it."""
        return f"{moment:%Y-%m-%d %H:%M:%S.%f}" if self.engine.dialect.name == "sqlite" else moment
