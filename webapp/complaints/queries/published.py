"""The published figures, out of the event log alone: no name, no word of anybody (complaints.md §7).

The log is counted every night (`services.counting`); pages that anybody may open read what was counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from sqlalchemy import func, select

from webapp.complaints.models import CaseEvent, CountedQuarter
from webapp.complaints.rules import statistics, trend
from webapp.complaints.rules.statistics import Figures, Quarter, Told
from webapp.complaints.rules.trend import Line
from webapp.kernel import clock
from webapp.kernel.db import db
from webapp.organisation import queries as organisation

Counts = Mapping[str, Mapping[Quarter, Figures]]
"""Figures by branch id and quarter; what is missing is nothing."""


def published(asked: Quarter, counts: Counts | None = None) -> dict[str, dict[str, str]]:
    """Give a quarter's figures as they may be told, by branch id: as counted after its end, or of `counts`."""
    found = _counted([asked]) if counts is None else counts
    if counts is None and not found:
        return {}
    return {
        branch_id: statistics.publish(found.get(branch_id, {}).get(asked, Figures()))
        for branch_id in _branches()
    }


def counted_at(asked: Quarter) -> datetime | None:
    """Give when a quarter was counted after its end; None where it was not yet."""
    found = select(func.min(CountedQuarter.counted_at)).where(CountedQuarter.quarter == str(asked))
    moment = db.session.scalar(found)
    return moment if moment and asked.over(clock.local(moment).date()) else None


@dataclass(frozen=True, slots=True)
class Years:
    """Quarters and years that are over, as they may be told: the first year of the log, and lines by branch id."""

    first: int
    branches: dict[str, list[Line]]


def published_years(years: Iterable[int], counts: Counts | None = None) -> Years:
    """Give what is over of years, quarters and the years themselves: as last counted, or of `counts` of today."""
    asked = list(years)
    found = _counted([one for year in asked for one in quarters_of(year)]) if counts is None else counts
    first, counted_on = _counted_span() if counts is None else (first_day(), clock.today())
    lines = {
        branch_id: [
            line
            for year in asked
            for line in trend.lines_of(found.get(branch_id, {}), year, first=first, counted_on=counted_on)
        ]
        for branch_id in _branches()
    }
    return Years(first.year, lines)


def quarters_of(year: int) -> list[Quarter]:
    """Give the quarters of a year."""
    return [Quarter(year, number) for number in (1, 2, 3, 4)]


def count_log(asked: Sequence[Quarter]) -> Counts:
    """Count quarters from the log, a case at a time; the same from the same log."""
    calendar = organisation.working_days()
    counts: dict[str, dict[Quarter, Figures]] = {}
    for branch_id, story in _stories():
        of = counts.setdefault(branch_id, {one: Figures() for one in asked})
        for one in asked:
            statistics.add(of[one], story, one, calendar)
    return counts


def first_day() -> date:
    """Give the day the log begins; today where it is empty."""
    begun = db.session.scalar(select(func.min(CaseEvent.at)))
    return clock.local(begun).date() if begun else clock.today()


def _branches() -> list[str]:
    return [one.id for one in organisation.branches() if not one.is_headquarters]


def _counted(asked: Sequence[Quarter]) -> Counts:
    """Give what was counted of quarters after their end."""
    names = {str(one): one for one in asked}
    found = select(CountedQuarter).where(CountedQuarter.quarter.in_(names))
    counts: dict[str, dict[Quarter, Figures]] = {}
    for row in db.session.scalars(found):
        if names[row.quarter].over(clock.local(row.counted_at).date()):
            counts.setdefault(row.branch_id, {})[names[row.quarter]] = statistics.read(row.figures)
    return counts


def _counted_span() -> tuple[date, date]:
    """Give the first day of the first quarter that was counted (the log's own), and the day of the count."""
    asked = select(func.min(CountedQuarter.quarter), func.min(CountedQuarter.counted_at))
    name, moment = db.session.execute(asked).one()
    found = statistics.quarter(name) if name else None
    today = clock.today()
    return (found.first, clock.local(moment).date()) if found else (today, today)


def _stories() -> Iterator[tuple[str, list[Told]]]:
    """Give each case's branch and events, oldest first; never more than a few cases at a time."""
    query = (
        select(CaseEvent.branch_id, CaseEvent.case_id, CaseEvent.action, CaseEvent.at, CaseEvent.subject)
        .order_by(CaseEvent.case_id, CaseEvent.version)
        .execution_options(yield_per=2000)
    )
    for (branch_id, _case), rows in groupby(
        db.session.execute(query), lambda row: (row.branch_id, row.case_id)
    ):
        yield (
            branch_id,
            [Told(one.case_id, one.action, clock.local(one.at).date(), one.subject) for one in rows],
        )
