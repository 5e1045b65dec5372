"""The clocks of a case (complaints.md §4); how long they are stands in `lengths`. A breach survives closing."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from webapp.complaints.rules.states import AFRESH, Action
from webapp.toolbox.calendar import WorkingDays


class Clock(StrEnum):
    """What is promised by when."""

    ACK = "ACK"
    RESULT = "RESULT"
    REPLY = "REPLY"
    STANDBY_REVIEW = "STANDBY_REVIEW"
    APPEAL = "APPEAL"


class Tone(StrEnum):
    """How a clock looks: still calm, soon over, over."""

    GOOD = "good"
    WATCH = "watch"
    ACT = "act"


WAITING_DAYS = 10  # silent working days until an unanswered question ends (T4)
PUT_OFF_DAYS = 3  # working days a serving may wait, with a reason (T6)
OBJECTION_DAYS = 5  # working days an employee may appeal against a proposed separation (S3)
REOPEN_MONTHS = 6  # for the client (T15)
SHARES = (100, 80, 50)  # hundredths of a clock at which somebody is reminded (§6)
SOON = 2  # working days left from which a clock is drawn as "watch"


@dataclass(frozen=True, slots=True)
class Pause:
    """A span in which a clock stood still; `until` None while it still does."""

    since: date
    until: date | None


def pauses(story: Iterable[tuple[Action, date]]) -> list[Pause]:
    """Replay when RESULT stood still from the case's events, oldest first (T4, T5).

    A case looked into anew has a new clock, which knows nothing of the pauses before (T14–T16).
    """
    found: list[Pause] = []
    for action, day in story:
        if action in AFRESH:
            found = []
        elif action is Action.ASK_CLIENT:
            found.append(Pause(day, None))
        elif action in (Action.ANSWER, Action.RESUME) and found:
            found[-1] = Pause(found[-1].since, day)
    return found


def due_on(
    calendar: WorkingDays,
    *,
    clock: Clock,
    started: date,
    days: int,
    pauses: Sequence[Pause] = (),
) -> date:
    """Replay a clock: the day at whose end it is due, `days` working days later.

    Each ended pause moves the due day by the *working* days it lasted. Only RESULT ever pauses.
    """
    due = calendar.add(started, days)
    if clock is not Clock.RESULT:
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
    if today <= due:
        return calendar.between(today, due)
    return min(-1, calendar.between(today, due))


def share_reached(calendar: WorkingDays, *, days: int, due: date, today: date) -> int:
    """Give how many hundredths of a clock are reached: 0, 50, 80 or 100 (its due day).

    Counted back from the due day, so that time it stood still does not count.
    """
    gone = days - max(0, calendar.between(today, due)) if today <= due else days
    return next((share for share in SHARES if gone * 100 >= share * days), 0)


def tone(left: int) -> Tone:
    """Give how a running clock looks with so many working days left."""
    if left < 0:
        return Tone.ACT
    return Tone.WATCH if left <= SOON else Tone.GOOD


def window_ends(calendar: WorkingDays, *, decided: date, days: int) -> date:
    """Give the last day on which the client may object; then the case closes by itself (T12)."""
    return calendar.roll(decided + timedelta(days=days))


def reopen_until(ended: date) -> date:
    """Give the last day on which the client may have a case opened again: six calendar months on (T15)."""
    months = ended.month - 1 + REOPEN_MONTHS
    year, month = ended.year + months // 12, months % 12 + 1
    return date(year, month, min(ended.day, monthrange(year, month)[1]))


def standby_lapses(
    calendar: WorkingDays, *, opened: date, renewed_by_headquarters: date | None, days: int
) -> date:
    """Give the last day of a standby that headquarters does not renew in `days` working days (S1)."""
    return calendar.add(renewed_by_headquarters or opened, days)
