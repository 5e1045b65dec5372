"""The running promises of a case."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.complaints.models.checks import one_of
from webapp.complaints.rules.clocks import Clock
from webapp.kernel import append_only, ids
from webapp.kernel.db import Id, Model

_RUNS = text("met_at IS NULL AND stopped_at IS NULL")


class CaseClock(Model):
    """One promise with its due day. A breach is written once and never taken back (T17).

    `subject_id` is the respondent of a REPLY or STANDBY_REVIEW clock. `stopped_at`: the case ended first.
    `days` and the case's events replay `due_on` whenever the calendar changes.
    """

    __tablename__ = "complaint_clock"
    __table_args__ = (
        one_of("kind", Clock),
        UniqueConstraint("case_id", "kind", "subject_id", "turn", name="uq_complaint_clock_once"),
        CheckConstraint("days >= 1", name="days"),
        CheckConstraint("reminded IN (0,50,80,100)", name="reminded"),
        Index(
            "ix_complaint_clock_running", "due_on", sqlite_where=_RUNS, postgresql_where=_RUNS
        ),  # for the timers
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=ids.new_id)
    branch_id: Mapped[str] = mapped_column(Id, ForeignKey("branch.id"))
    case_id: Mapped[str] = mapped_column(Id, ForeignKey("complaint_case.id"))
    kind: Mapped[str] = mapped_column(String(16))
    subject_id: Mapped[str] = mapped_column(Id, default="")
    turn: Mapped[int] = mapped_column(default=1)  # a case looked into anew has a second RESULT (T14, T15)
    started_on: Mapped[date]
    days: Mapped[int]  # working days promised, an extension included
    due_on: Mapped[date]
    reminded: Mapped[int] = mapped_column(default=0)  # at how many hundredths of it, the last time (§6)
    met_at: Mapped[datetime | None]
    stopped_at: Mapped[datetime | None]
    breached_at: Mapped[datetime | None]


append_only.forbid(
    CaseClock.__table__,  # type: ignore[arg-type]
    "UPDATE",
    unless="OLD.breached_at IS NULL OR (NEW.breached_at IS NOT NULL AND NEW.breached_at = OLD.breached_at)",
)
append_only.forbid(CaseClock.__table__, "DELETE")  # type: ignore[arg-type]
