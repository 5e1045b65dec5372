"""The clocks of a case (complaints.md §4). A breach survives closing."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from webapp.complaints.rules.categories import COMPLEX, Category
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


DAYS: dict[Clock, int] = {
    Clock.ACK: 1,
    Clock.RESULT: 5,
    Clock.REPLY: 3,
    Clock.STANDBY_REVIEW: 5,
    Clock.APPEAL: 20,
}
OURS = frozenset(Clock) - {Clock.REPLY}  # promises of the company; a reply is the employee's own time
COMPLEX_DAYS = 10  # of RESULT, where the matter is complex
EXTENSION_DAYS = 10  # working days RESULT may be extended by, once, with a reason sent before it is due
WAITING_DAYS = 10  # silent working days until an unanswered question ends (T4)
PUT_OFF_DAYS = 3  # working days a serving may wait, with a reason (T6)
STANDBY_DAYS = 20  # working days after which only headquarters keeps somebody on standby (S1)
APPEAL_WINDOW_DAYS = 15  # calendar days, then rolled to a working day (T12)
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


def result_days(category: Category, *, extended: int | None = None) -> int:
    """Give the working days RESULT has: 5 for a simple matter, 10 for a complex one, and its extension."""
    promised = COMPLEX_DAYS if category in COMPLEX else DAYS[Clock.RESULT]
    return promised + (extended or 0)


def due_on(
    calendar: WorkingDays,
    *,
    clock: Clock,
    started: date,
    pauses: Sequence[Pause] = (),
    days: int | None = None,
) -> date:
    """Replay a clock: the day at whose end it is due, `days` working days (else the usual ones) later.

    Each ended pause moves the due day by the *working* days it lasted. Only RESULT ever pauses.
    """
    due = calendar.add(started, days or DAYS[clock])
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


def window_ends(calendar: WorkingDays, *, decided: date) -> date:
    """Give the last day on which the client may object; then the case closes by itself (T12)."""
    return calendar.roll(decided + timedelta(days=APPEAL_WINDOW_DAYS))


def reopen_until(ended: date) -> date:
    """Give the last day on which the client may have a case opened again: six calendar months on (T15)."""
    months = ended.month - 1 + REOPEN_MONTHS
    year, month = ended.year + months // 12, months % 12 + 1
    return date(year, month, min(ended.day, monthrange(year, month)[1]))


def standby_lapses(calendar: WorkingDays, *, opened: date, renewed_by_headquarters: date | None) -> date:
    """Give the last day of a standby that headquarters does not renew (S1): 20 working days."""
    return calendar.add(renewed_by_headquarters or opened, STANDBY_DAYS)
