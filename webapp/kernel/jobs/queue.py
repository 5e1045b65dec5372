"""The register of handlers, and how work is asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from webapp.kernel import clock, crypto, ids
from webapp.kernel.db import db
from webapp.kernel.inserting import insert_new
from webapp.kernel.jobs.models import Job, Status


@dataclass(frozen=True)
class Task:
    """What a handler is given. `id` is the same at every attempt."""

    id: str
    name: str
    payload: dict[str, Any]
    attempt: int


Handler = Callable[[Task], None]


@dataclass(frozen=True)
class Registered:
    """A handler; `outside` ones act on the world beyond the database and hold no transaction."""

    act: Handler
    outside: bool = False


registered: dict[str, Registered] = {}
timetable: dict[str, timedelta] = {}
given_up: dict[str, Handler] = {}


def handler(name: str, *, outside: bool = False) -> Callable[[Handler], Handler]:
    """Register the function that does the jobs called `name`.

    Without `outside` it runs in the transaction that also ends the job. With `outside` it runs
    without one and may be run again after a kill.
    """

    def register(act: Handler) -> Handler:
        registered[name] = Registered(act, outside)
        return act

    return register


def when_given_up(*names: str) -> Callable[[Handler], Handler]:
    """Register what is written down when a job of one of these names is given up, in that transaction.

    So that whatever waits for the job can say so, and be begun again.
    """

    def register(act: Handler) -> Handler:
        given_up.update(dict.fromkeys(names, act))
        return act

    return register


def recurring(name: str, *, every: timedelta) -> Callable[[Handler], Handler]:
    """Register a job without payload that is enqueued once in each period, by whichever worker."""
    timetable[name] = every
    return handler(name)


def enqueue(
    name: str,
    payload: dict[str, Any] | None = None,
    *,
    run_after: datetime | None = None,
    unique: str | None = None,
) -> bool:
    """Ask for work in this transaction; False when a job with the same `unique` key is known."""
    row_id = ids.new_id()
    values = {"id": row_id, "name": name, "payload": crypto.for_row(payload or {}, row_id)}
    values |= {"due_at": run_after or clock.now(), "created_at": clock.now(), "unique_key": unique}
    return insert_new(Job, **values, status=Status.READY, attempts=0, leased_by="")


def dead() -> list[Job]:
    """Give the jobs that failed too often, oldest first."""
    return list(db.session.scalars(select(Job).where(Job.status == Status.DEAD).order_by(Job.id).limit(200)))
