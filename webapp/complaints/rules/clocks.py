"""The clocks of a case (complaints.md §4). A breach survives closing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from webapp.toolbox.calendar import WorkingDays


class Clock(StrEnum):
    """What is promised by when."""

    ACK = "ACK"
    RESULT = "RESULT"
    REPLY = "REPLY"
    STANDBY_REVIEW = "STANDBY_REVIEW"
    WAITING = "WAITING"


DAYS: dict[Clock, int] = {
    Clock.ACK: 1,
    Clock.RESULT: 5,
    Clock.REPLY: 3,
    Clock.STANDBY_REVIEW: 5,
    Clock.WAITING: 10,
}
APPEAL_WINDOW_DAYS = 15  # calendar days, then rolled to a working day (T12)


@dataclass(frozen=True, slots=True)
class Pause:
    """A span in which a clock stood still; `until` None while it still does."""

    since: date
    until: date | None


def due_on(calendar: WorkingDays, *, clock: Clock, started: date, pauses: Sequence[Pause] = ()) -> date:
    """Replay a clock: the day at whose end it is due.

    Each ended pause moves the due day by the *working* days it lasted. ACK never pauses.
    """
    due = calendar.add(started, DAYS[clock])
    if clock is Clock.ACK:
        return due
    for pause in pauses:
        lost = calendar.between(pause.since, pause.until) if pause.until else 0
        due = calendar.add(due, lost) if lost > 0 else due
    return due


def overdue(*, due: date, today: date, met: bool, paused: bool) -> bool:
    """Tell whether a clock is breached: from the day after the due day, unless met or standing still."""
    return not met and not paused and today > due


def days_left(calendar: WorkingDays, *, due: date, today: date) -> int:
    """Give the working days left, counting the due day; 0 on the due day, negative when overdue."""
    return calendar.between(today, due)


def window_ends(calendar: WorkingDays, *, decided: date) -> date:
    """Give the last day on which the client may object; then the case closes by itself (T12)."""
    return calendar.roll(decided + timedelta(days=APPEAL_WINDOW_DAYS))
