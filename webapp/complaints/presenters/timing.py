"""Clocks and days left, in words and tones."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from webapp.complaints.models import Case, CaseClock
from webapp.complaints.presenters.words import CLOCKS
from webapp.complaints.rules import clocks
from webapp.complaints.rules.clocks import Clock, Tone
from webapp.complaints.rules.states import State
from webapp.kernel.i18n import _, day, moment, ngettext
from webapp.toolbox.calendar import WorkingDays


@dataclass(frozen=True, slots=True)
class ClockWords:
    """One clock as the desk draws it."""

    what: str
    tone: str
    left: str
    due: str


def days_left_words(left: int) -> str:
    """Say how many working days are left, or how many it is late."""
    if left < 0:
        return ngettext("%(n)s day late", "%(n)s days late", -left)
    if left == 0:
        return _("due today")
    return ngettext("%(n)s day left", "%(n)s days left", left)


def _what(row: CaseClock) -> str:
    """Name a clock with its own days, an extension included."""
    return f"{CLOCKS[Clock(row.kind)]} · {ngettext('%(n)s working day', '%(n)s working days', row.days)}"


def clock_words(row: CaseClock, *, paused: bool, today: date, calendar: WorkingDays) -> ClockWords:
    """Say how one clock stands."""
    tone, left = _standing(row, paused, today, calendar)
    due = _("end of %(day)s", day=day(row.due_on, "short"))
    if row.met_at:
        due = moment(row.met_at, style="short")
    elif paused:
        due = _("goes on with the client’s answer")
    return ClockWords(_what(row), tone, left, due)


def _standing(row: CaseClock, paused: bool, today: date, calendar: WorkingDays) -> tuple[str, str]:
    if row.breached_at:
        return Tone.ACT, _("Kept late") if row.met_at else _("Missed")
    if row.met_at:
        return Tone.GOOD, _("Kept")
    if row.stopped_at:
        return Tone.GOOD, _("Ended with the case")
    if paused:
        return Tone.GOOD, _("Paused")
    left = clocks.days_left(calendar, due=row.due_on, today=today)
    return clocks.tone(left), days_left_words(left)


def all_clocks(
    rows: Iterable[CaseClock], case: Case, *, today: date, calendar: WorkingDays
) -> list[ClockWords]:
    """Say how every clock of a case stands, those that run first; RESULT stands still while the client is asked."""
    waits = case.state == State.WAITING_CLIENT
    return [
        clock_words(row, paused=waits and row.kind == Clock.RESULT, today=today, calendar=calendar)
        for row in sorted(rows, key=lambda row: bool(row.met_at or row.stopped_at))
    ]
