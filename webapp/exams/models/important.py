"""Important abnormal results and what was done about each, tracked until closed (X1)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.exams.rules.important import ENDS, Act, Level
from webapp.kernel import append_only, clock, crypto, ids
from webapp.kernel.db import Id, Model

_OPEN = text("ending IS NULL")
_LEVELS = ", ".join(f"'{level}'" for level in Level)
_ENDS = ", ".join(f"'{act}'" for act in sorted(ENDS))
_ACTS = ", ".join(f"'{act}'" for act in Act)


class ImportantResult(Model):
    """A task with a clock: `due_at` is when the next step is late; `ending` says how it was closed."""

    __tablename__ = "exam_important"
    __table_args__ = (
        CheckConstraint(f"level IN ({_LEVELS})", name="level_known"),
        CheckConstraint(f"ending IN ({_ENDS})", name="ending_known"),
        CheckConstraint("(ending IS NULL) = (closed_at IS NULL)", name="closed_when"),
        CheckConstraint(
            "ending NOT IN ('SAW_DOCTOR', 'DECLINED') OR told_at IS NOT NULL", name="told_before"
        ),
        Index(
            "uq_exam_important_open",
            "report_id",
            "code",
            unique=True,
            sqlite_where=_OPEN,
            postgresql_where=_OPEN,
        ),
        Index(
            "ix_exam_important_work",
            "branch_id",
            "due_at",
            "id",
            sqlite_where=_OPEN,
            postgresql_where=_OPEN,
        ),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=ids.new_id)
    branch_id: Mapped[str] = mapped_column(Id, ForeignKey("branch.id"))
    client_id: Mapped[str] = mapped_column(Id, ForeignKey("client.id"))
    report_id: Mapped[str] = mapped_column(Id, ForeignKey("exam_report.id"))
    code: Mapped[str] = mapped_column(String(20))
    level: Mapped[str] = mapped_column(String(1))
    owner_id: Mapped[str | None] = mapped_column(Id, ForeignKey("staff.id"))
    opened_at: Mapped[datetime] = mapped_column(default=clock.now)
    due_at: Mapped[datetime]
    reminded_at: Mapped[datetime | None]
    told_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    ending: Mapped[str | None] = mapped_column(String(12))


class ImportantStep(Model):
    """What was done: who was called, what was said, how it ended. `by` is nobody where a correction ended it."""

    __tablename__ = "exam_important_step"
    __table_args__ = (
        CheckConstraint(f"act IN ({_ACTS})", name="act_known"),
        Index("ix_exam_important_step_of", "important_id", "id"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=ids.new_id)
    branch_id: Mapped[str] = mapped_column(Id, ForeignKey("branch.id"))
    important_id: Mapped[str] = mapped_column(Id, ForeignKey("exam_important.id"))
    act: Mapped[str] = mapped_column(String(12))
    words: Mapped[str | None] = mapped_column(crypto.Secret("exam_important_step.words"))
    by: Mapped[str | None] = mapped_column(Id, ForeignKey("staff.id"))
    at: Mapped[datetime] = mapped_column(default=clock.now)


append_only.forbid(ImportantStep.__table__)  # type: ignore[arg-type]
append_only.forbid(ImportantResult.__table__, "UPDATE", unless="OLD.ending IS NULL")  # type: ignore[arg-type]
append_only.forbid(ImportantResult.__table__, "DELETE")  # type: ignore[arg-type]
