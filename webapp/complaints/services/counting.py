"""The published figures are counted from the log every night (complaints.md §7): who looks reads what was counted."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete, insert

from webapp.complaints import queries
from webapp.complaints.models import CountedQuarter
from webapp.complaints.rules import statistics, trend
from webapp.complaints.rules.statistics import Figures, Quarter
from webapp.kernel import clock, jobs
from webapp.kernel.db import changed, db
from webapp.organisation import queries as organisation


@jobs.recurring("complaints.figures", every=timedelta(hours=24))
def run_count(_task: jobs.Task) -> None:
    """Count what the log has told since the last night."""
    count_quarters()


def count_quarters() -> int:
    """Count every quarter that has begun since the log did; gives how many.

    Those that are over too: a day that becomes a holiday later changes how many working days an answer took.
    """
    quarters, now = _begun(), clock.now()
    counts = queries.count_log(quarters)
    changed(delete(CountedQuarter))
    rows = [
        {
            "branch_id": branch.id,
            "quarter": str(one),
            "figures": statistics.written(counts.get(branch.id, {}).get(one, Figures())),
            "counted_at": now,
        }
        for branch in organisation.branches()
        if not branch.is_headquarters
        for one in quarters
    ]
    if rows:
        db.session.connection().execute(insert(CountedQuarter), rows)
    return len(quarters)


def _begun() -> list[Quarter]:
    first, today = queries.first_day(), clock.today()
    begun = (one for year in range(first.year, today.year + 1) for one in trend.begun(year, today))
    return [one for one in begun if one.last >= first]
