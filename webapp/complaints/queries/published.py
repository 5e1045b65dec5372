"""The published figures, out of the event log alone: no name, no word of anybody (complaints.md §7)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select

from webapp.complaints.models import CaseEvent
from webapp.complaints.rules import statistics, trend
from webapp.complaints.rules.statistics import Quarter, Told
from webapp.complaints.rules.trend import Line
from webapp.kernel import clock
from webapp.kernel.db import db
from webapp.organisation import queries as organisation


def published(asked: Quarter) -> dict[str, dict[str, str]]:
    """Give a quarter's figures as they may be told, by branch id; the same from the same log."""
    calendar, events = organisation.working_days(), _told_events()
    return {
        one.id: statistics.publish(statistics.figures(events.get(one.id, []), asked, calendar))
        for one in organisation.branches()
        if not one.is_headquarters
    }


@dataclass(frozen=True, slots=True)
class Years:
    """Quarters and years as they may be told: the first year of the log, and lines by branch id."""

    first: int
    branches: dict[str, list[Line]]


def published_years(years: Iterable[int]) -> Years:
    """Give the quarters of years and the years themselves; the same from the same log."""
    calendar, events, today, asked = organisation.working_days(), _told_events(), clock.today(), list(years)
    first = min((one.day for told in events.values() for one in told), default=today)
    lines = {
        branch.id: [
            line
            for year in asked
            for line in trend.lines_of(events.get(branch.id, []), year, calendar, first=first, today=today)
        ]
        for branch in organisation.branches()
        if not branch.is_headquarters
    }
    return Years(first.year, lines)


def _told_events() -> dict[str, list[Told]]:
    """Give every event by branch, oldest first within each case."""
    query = select(
        CaseEvent.branch_id, CaseEvent.case_id, CaseEvent.action, CaseEvent.at, CaseEvent.subject
    ).order_by(CaseEvent.case_id, CaseEvent.version)
    found: dict[str, list[Told]] = {}
    for row in db.session.execute(query):
        told = Told(row.case_id, row.action, clock.local(row.at).date(), row.subject)
        found.setdefault(row.branch_id, []).append(told)
    return found
