"""Days became public holidays after their times were opened: a branch closes them together (B9)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from webapp.exams.queries import OpenHoliday, open_holidays, sessions_between
from webapp.exams.refusals import MorePeople
from webapp.exams.services.closing import close_day
from webapp.exams.services.displacing import hold
from webapp.kernel import clock


def close_holidays(*, branch_id: str, actor_id: str, reason: str = "", most: int | None = None) -> int:
    """Close every coming holiday on which the branch still has times; gives how many people must choose again.

    Raises MorePeople where it would concern more than `most`, PlacesHeld where people are there already.
    """
    found = open_holidays(branch_id=branch_id, after=clock.today())
    people = sum(one.booked for one in found)
    if most is not None and people > most:
        raise MorePeople(people)
    displaced = 0
    hold(_their_sessions(branch_id, found))
    for institution_id, first, last in runs(found):
        left = None if most is None else most - displaced
        displaced += close_day(
            branch_id=branch_id,
            institution_id=institution_id,
            day=first,
            last_day=last,
            actor_id=actor_id,
            reason=reason,
            most=left,
        )
    return displaced


def runs(found: Iterable[OpenHoliday]) -> list[tuple[str, date, date]]:
    """Give institution, first and last day of each row of days without a gap."""
    joined: dict[str, list[tuple[date, date]]] = {}
    for one in found:
        days = joined.setdefault(one.institution_id, [])
        if days and one.day - days[-1][1] <= timedelta(days=1):
            days[-1] = (days[-1][0], one.day)
        else:
            days.append((one.day, one.day))
    return [(place, first, last) for place, days in joined.items() for first, last in days]


def _their_sessions(branch_id: str, found: list[OpenHoliday]) -> list[str]:
    if not found:
        return []
    first, last = min(one.day for one in found), max(one.day for one in found)
    days = {(one.institution_id, one.day) for one in found}
    return [
        one.id
        for one in sessions_between(branch_id=branch_id, first=first, last=last)
        if (one.institution_id, one.day) in days
    ]
