"""The job table and the timetable of recurring jobs."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.kernel import clock, crypto, ids
from webapp.kernel.db import Id, Model


class Status(StrEnum):
    """READY waits for `due_at`; LEASED is held until `due_at`; DEAD failed too often."""

    READY = "READY"
    LEASED = "LEASED"
    DONE = "DONE"
    DEAD = "DEAD"


OPEN = text("status IN ('READY', 'LEASED')")
"""What is not ended, written out as in its index: PostgreSQL plans a statement once for all values."""


class Job(Model):
    """One piece of work. `due_at` is when a worker may take it: the wait, or the lease's end."""

    __tablename__ = "job"
    __table_args__ = (
        UniqueConstraint("unique_key"),
        CheckConstraint("status IN ('READY', 'LEASED', 'DONE', 'DEAD')", name="status_known"),
        CheckConstraint("(status = 'LEASED') = (leased_by <> '')", name="leased_by_somebody"),
        Index("ix_job_open", "due_at", "id", sqlite_where=OPEN, postgresql_where=OPEN),
        Index("ix_job_done", "ended_at", sqlite_where=text("status = 'DONE'"),
              postgresql_where=text("status = 'DONE'")),
    )  # fmt: skip

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=ids.new_id)
    name: Mapped[str] = mapped_column(String(80))
    payload: Mapped[dict[str, Any]] = mapped_column(crypto.SecretJson("job.payload"))
    unique_key: Mapped[str | None] = mapped_column(String(160))
    status: Mapped[str] = mapped_column(String(8), default=Status.READY)
    due_at: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(default=0)
    leased_by: Mapped[str] = mapped_column(String(40), default="")
    last_error: Mapped[str | None] = mapped_column(crypto.Secret("job.last_error"))
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    ended_at: Mapped[datetime | None]


class Schedule(Model):
    """When a recurring job is due next."""

    __tablename__ = "job_schedule"

    name: Mapped[str] = mapped_column(String(80), primary_key=True)
    next_at: Mapped[datetime]
