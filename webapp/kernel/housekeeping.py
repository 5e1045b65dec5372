"""What is swept away by itself: rows that nobody needs any more, a batch in each transaction.

A room names its own with `keep`; the kernel's are below. The nightly sweep enqueues one job for each
kind of row; a job whose batch was full asks for the next one, so no transaction is long and the
write lock is free in between. Sweeping twice takes nothing more.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, delete, inspect, select, tuple_
from sqlalchemy.orm import InstrumentedAttribute

from webapp.kernel import audit, clock, jobs
from webapp.kernel.db import Model, changed
from webapp.kernel.idempotency import Answer
from webapp.kernel.limits import LimitWindow

EVERY = timedelta(hours=24)
BATCH = 500  # about 3 ms of the write lock
KEEP_ANSWERS = timedelta(days=90)  # a phone off the network for a season still finds its first answer
KEEP_LIMITS = timedelta(days=2)
KEEP_JOBS = timedelta(days=30)
Moment = InstrumentedAttribute[datetime] | InstrumentedAttribute[datetime | None]


@dataclass(frozen=True)
class Kept:
    """Rows of a table that are kept for a while after a moment; `only` names those it is about."""

    model: type[Model]
    since: Moment
    long: timedelta
    only: tuple[ColumnElement[bool], ...] = ()
    audited: bool = False


kept: dict[str, Kept] = {}


def keep(
    model: type[Model], since: Moment, long: timedelta, *only: ColumnElement[bool], audited: bool = False
) -> None:
    """Have a table's rows swept away `long` after `since` (a column with an index).

    `audited` leaves the number of rows in headquarters' chain: for traces of what people did.
    """
    kept[model.__tablename__] = Kept(model, since, long, only, audited)


keep(Answer, Answer.created_at, KEEP_ANSWERS)
keep(LimitWindow, LimitWindow.opened_at, KEEP_LIMITS)
keep(jobs.Job, jobs.Job.ended_at, KEEP_JOBS, jobs.Job.status == jobs.Status.DONE)


def init() -> None:
    """Put the sweep on the timetable of the workers."""
    jobs.recurring("kernel.sweep", every=EVERY)(sweep)
    jobs.handler("kernel.sweep_table")(sweep_table)


def sweep(_task: jobs.Task) -> None:
    """Ask for one job for each table."""
    for table in kept:
        jobs.enqueue("kernel.sweep_table", {"table": table})


def sweep_table(task: jobs.Task) -> None:
    """Delete one batch; ask for another while there may be more."""
    table = task.payload["table"]
    gone = _delete_batch(kept[table])
    if gone and kept[table].audited:
        audit.record("kernel.swept", subject=("table", table), details={"rows": gone})
    if gone == BATCH:
        jobs.enqueue("kernel.sweep_table", {"table": table})


def _delete_batch(rows: Kept) -> int:
    key: ColumnElement[Any] = tuple_(*inspect(rows.model).primary_key)
    past = select(*inspect(rows.model).primary_key).where(rows.since < clock.now() - rows.long, *rows.only)
    return changed(delete(rows.model).where(key.in_(past.order_by(rows.since).limit(BATCH))))
