"""The states of a job: taken under a lease, ended, tried again, given up. Each is compare-and-set."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Any

from sqlalchemy import select, update

from webapp.kernel import clock, crypto, ids
from webapp.kernel.db import db
from webapp.kernel.inserting import insert_new
from webapp.kernel.jobs.models import OPEN, Job, Schedule, Status
from webapp.kernel.jobs.queue import Task, enqueue, given_up, timetable

log = logging.getLogger(__name__)
LEASE = timedelta(minutes=2)
MAX_ATTEMPTS = 8


class LeaseLost(Exception):
    """Another worker took the job over: what this one did is rolled back."""


def backoff(attempt: int) -> timedelta:
    """Give the wait after the n-th failed attempt: 10 s, 20 s, 40 s … at most one hour."""
    return min(timedelta(seconds=10 * 2 ** (attempt - 1)), timedelta(hours=1))


def anything_due() -> bool:
    """Tell, by a read alone, whether a job or a timetable row waits."""
    work = select(Job.id).where(OPEN, Job.due_at <= clock.now()).limit(1)
    if db.session.scalar(work):
        return True
    known = dict(db.session.execute(select(Schedule.name, Schedule.next_at)).all())
    return any(name not in known or known[name] <= clock.now() for name in timetable)


def lease(worker: str, length: timedelta = LEASE) -> Task | None:
    """Take the job that waits longest; one that wore out its attempts is given up instead."""
    job = db.session.execute(
        select(Job.id, Job.name, Job.attempts, Job.payload)
        .where(OPEN, Job.due_at <= clock.now())
        .order_by(Job.due_at, Job.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    ).first()
    if job is None:
        return None
    if job.attempts >= MAX_ATTEMPTS:
        _set(job.id, status=Status.DEAD, leased_by="", ended_at=clock.now())
        _say_given_up(Task(job.id, job.name, job.payload, job.attempts))
        return lease(worker, length)
    until = clock.now() + length
    _set(job.id, status=Status.LEASED, leased_by=worker, attempts=job.attempts + 1, due_at=until)
    return Task(job.id, job.name, job.payload, job.attempts + 1)


def end(task: Task, worker: str) -> None:
    """Mark a job done; raises `LeaseLost` when this worker no longer holds it."""
    if not _set(task.id, held_by=worker, status=Status.DONE, leased_by="", ended_at=clock.now()):
        raise LeaseLost(task.id)


def fail(task: Task, worker: str, error: str) -> None:
    """Put a job back with a growing wait, or give it up after the last attempt."""
    words = crypto.for_row(error[-2000:], task.id)
    if task.attempt >= MAX_ATTEMPTS:
        change = {"status": Status.DEAD, "ended_at": clock.now()}
    else:
        change = {"status": Status.READY, "due_at": clock.now() + backoff(task.attempt)}
    ours = _set(task.id, held_by=worker, leased_by="", last_error=words, **change)
    if ours and change["status"] is Status.DEAD:
        _say_given_up(task)


def _say_given_up(task: Task) -> None:
    """Let the room write down that nothing comes of a job; a fault in that leaves the job given up all the same."""
    act = given_up.get(task.name)
    if act is None:
        return
    try:
        with db.session.begin_nested():
            act(task)
    except Exception:
        log.exception("job %s (%s) was given up, and its room could not note it", task.id, task.name)


def enqueue_recurring() -> None:
    """Enqueue each recurring job whose period has come, once among all workers."""
    now = clock.now()
    known = dict(db.session.execute(select(Schedule.name, Schedule.next_at)).all())
    for name, every in timetable.items():
        due = known.get(name)
        if due is None:
            insert_new(Schedule, name=name, next_at=now + every)
        elif due <= now and _advance(name, due, now + every):
            enqueue(name, unique=f"{name}@{due.isoformat()}")


def _advance(name: str, due: Any, following: Any) -> bool:
    guarded = update(Schedule).where(Schedule.name == name, Schedule.next_at == due)
    return bool(db.session.connection().execute(guarded.values(next_at=following)).rowcount)


def _set(job_id: str, *, held_by: str | None = None, **change: Any) -> bool:
    guarded = update(Job).where(Job.id == job_id)
    if held_by is not None:
        guarded = guarded.where(Job.status == Status.LEASED, Job.leased_by == held_by)
    return bool(db.session.connection().execute(guarded.values(**change)).rowcount == 1)


def worker_name() -> str:
    """Give a name no other worker has."""
    return f"worker-{ids.new_id()}"
