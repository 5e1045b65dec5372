"""The table of days that differ from their weekday."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import delete

from webapp.accounts.rules import Role
from webapp.kernel import clock, events, jobs
from webapp.kernel.db import db
from webapp.kernel.errors import Refusal
from webapp.kernel.i18n import _, both
from webapp.notices import services as notices
from webapp.organisation.events import CalendarChanged
from webapp.organisation.models import WorkCalendarDay
from webapp.organisation.queries import branches, known_days, published_days, staff_of, working_days
from webapp.organisation.rules import Difference, NoticeDay, difference
from webapp.organisation.services.noting import note

PUBLISHED = "chinesecalendar"
_AHEAD = timedelta(days=31)


class CalendarMoved(Refusal):
    """Somebody changed the year since its difference from the notice was shown."""

    def message(self) -> str:
        return _("The calendar has changed in the meantime. Please look at the comparison again.")


def set_calendar_day(
    *,
    day: date,
    works: bool,
    name_zh: str,
    name_en: str,
    source: str,
    stands_for: int | None = None,
    actor_id: str,
) -> None:
    """Say that a day differs from its weekday (holiday, or make-up working day).

    `stands_for` is the ISO weekday that a make-up day replaces, where it is known.
    """
    _keep_day(day=day, works=works, name_zh=name_zh, name_en=name_en, source=source, stands_for=stands_for)
    note("organisation.calendar.day_set", ("day", day.isoformat()), "", actor_id, {"works": works})
    events.publish(CalendarChanged(first=day, last=day))


def _keep_day(
    *, day: date, works: bool, name_zh: str, name_en: str, source: str, stands_for: int | None = None
) -> None:
    row = db.session.get(WorkCalendarDay, day) or WorkCalendarDay(day=day)
    row.works, row.name_zh, row.name_en, row.source = works, name_zh, name_en, source
    row.stands_for = stands_for if works else None
    db.session.add(row)


def take_in_year(
    *, year: int, days: Sequence[NoticeDay], source: str, seen: str, actor_id: str
) -> Difference:
    """Make a year what a notice says, if that still is the difference that was `seen`; gives it.

    Days that headquarters set by hand stay unless the notice names them. Raises CalendarMoved.
    """
    found = difference(known_days(year, days), days)
    if found.fingerprint() != seen:
        raise CalendarMoved
    for one in [*found.added, *(after for _before, after in found.changed)]:
        _keep_day(
            day=one.day,
            works=one.works,
            name_zh=one.name_zh,
            name_en=one.name_en,
            source=source,
            stands_for=one.stands_for,
        )
    gone = [one.day for one in found.removed]
    db.session.execute(delete(WorkCalendarDay).where(WorkCalendarDay.day.in_(gone)))
    counts = {"added": len(found.added), "changed": len(found.changed), "removed": len(found.removed)}
    note("organisation.calendar.imported", ("year", str(year)), "", actor_id, counts)
    events.publish(CalendarChanged(first=date(year, 1, 1), last=date(year, 12, 31)))
    return found


def import_year(*, year: int, actor_id: str) -> int:
    """Fill the calendar of a year from the published holidays; gives how many days it holds.

    The library knows the years whose notice the State Council has published; others set nothing,
    and the calendar falls back to Monday–Friday with a banner.
    """
    days = published_days(year)
    if days:
        seen = difference(known_days(year, days), days).fingerprint()
        take_in_year(year=year, days=days, source=PUBLISHED, seen=seen, actor_id=actor_id)
    return len(days)


@jobs.recurring("organisation.calendar_gap", every=timedelta(hours=24))
def look_for_gap(_task: jobs.Task) -> None:
    """From December on, ask once for the calendar of the coming year while nothing is known of it."""
    today = clock.today()
    year = (today + _AHEAD).year
    if working_days().unknown_years([date(year, 1, 1)]):
        jobs.enqueue("organisation.ask_for_year", {"year": year}, unique=f"organisation.ask_for_year:{year}")


@jobs.handler("organisation.ask_for_year")
def ask_for_year(task: jobs.Task) -> None:
    """Tell headquarters that a year's holidays are missing."""
    words = both("The holidays of %(year)s are missing in the working calendar", year=task.payload["year"])
    home = next(one for one in branches() if one.is_headquarters)
    for person in staff_of(branch_id=home.id, role=Role.HQ_ADMIN):
        notices.tell(
            account_id=person.account_id,
            branch_id=person.branch_id,
            kind="CALENDAR",
            words=words,
            link="/desk/admin/calendar",
        )
