"""What the kernel sweeps away by itself: answers, limits and done jobs that nobody needs any more."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete

from webapp.kernel import clock, jobs
from webapp.kernel.db import db
from webapp.kernel.idempotency import Answer
from webapp.kernel.limits import LimitWindow

EVERY = timedelta(hours=6)
KEEP_ANSWERS = timedelta(days=7)
KEEP_LIMITS = timedelta(days=2)
KEEP_JOBS = timedelta(days=30)


def init() -> None:
    """Put the sweep on the timetable of the workers."""
    jobs.recurring("kernel.sweep", every=EVERY)(sweep)


def sweep(_task: jobs.Task) -> None:
    """Delete rows past their keeping time."""
    now, connection = clock.now(), db.session.connection()
    connection.execute(delete(Answer).where(Answer.created_at < now - KEEP_ANSWERS))
    connection.execute(delete(LimitWindow).where(LimitWindow.opened_at < now - KEEP_LIMITS))
    done = jobs.Job.status == jobs.Status.DONE
    connection.execute(delete(jobs.Job).where(done, jobs.Job.ended_at < now - KEEP_JOBS))
