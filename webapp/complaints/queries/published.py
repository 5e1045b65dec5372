"""The published figures, out of the event log alone: no name, no word of anybody (complaints.md §7)."""

from __future__ import annotations

from sqlalchemy import select

from webapp.complaints.models import CaseEvent
from webapp.complaints.rules import statistics
from webapp.complaints.rules.statistics import Quarter, Told
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
