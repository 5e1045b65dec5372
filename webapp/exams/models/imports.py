"""Result files on their way in: the file, its rows, and an institution's own column titles (X1)."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from webapp.exams.rules.imports.comparing import State
from webapp.exams.rules.imports.progress import Outcome
from webapp.kernel import crypto, housekeeping, ids
from webapp.kernel.db import Id, Model
from webapp.toolbox.sheets import ImportStatus

KEPT_FOR = timedelta(days=30)
_STATUSES = ", ".join(f"'{status}'" for status in ImportStatus)
_STATES = ", ".join(f"'{state}'" for state in State)
_OUTCOMES = ", ".join(f"'{outcome}'" for outcome in Outcome)


class ResultImport(Model):
    """One uploaded file. `content` is its sealed bytes (base64) until the import has ended.

    `round` counts the readings: confirmed columns make another one. `done` of `people` rows are
    through the step that `status` names.
    """

    __tablename__ = "exam_import"
    __table_args__ = (
        CheckConstraint(f"status IN ({_STATUSES})", name="status_known"),
        CheckConstraint(
            "status IN ('READING', 'SHOWN', 'APPLYING') OR content IS NULL", name="ended_is_empty"
        ),
        CheckConstraint("done >= 0 AND done <= people", name="done_of_people"),
        Index("ix_exam_import_list", "institution_id", "branch_id", "made_at", "id"),
        Index("ix_exam_import_made", "made_at"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=ids.new_id)
    branch_id: Mapped[str] = mapped_column(ForeignKey("branch.id"))
    institution_id: Mapped[str] = mapped_column(ForeignKey("institution.id"))
    staff_id: Mapped[str] = mapped_column(ForeignKey("staff.id"))
    account_id: Mapped[str] = mapped_column(Id)
    made_at: Mapped[datetime]
    kind: Mapped[str] = mapped_column(String(8))
    name: Mapped[str] = mapped_column(crypto.Secret("exam_import.name"))
    digest: Mapped[str] = mapped_column(String(64))
    content: Mapped[str | None] = mapped_column(crypto.Secret("exam_import.content"), deferred=True)
    status: Mapped[str] = mapped_column(String(8), default=ImportStatus.READING)
    round: Mapped[int] = mapped_column(default=1)
    people: Mapped[int] = mapped_column(default=0)
    done: Mapped[int] = mapped_column(default=0)
    unknown: Mapped[dict[str, Any] | None] = mapped_column(crypto.SecretJson("exam_import.unknown"))


class ResultImportRow(Model):
    """One person of a file: what would happen (`state`), and what did (`outcome`).

    `held` is the sealed record of the file with what was found about it.
    """

    __tablename__ = "exam_import_row"
    __table_args__ = (
        CheckConstraint(f"state IN ({_STATES})", name="state_known"),
        CheckConstraint(f"outcome IN ({_OUTCOMES})", name="outcome_known"),
        UniqueConstraint("import_id", "number"),
        Index("ix_exam_import_row_open", "import_id", "outcome", "number"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=ids.new_id)
    branch_id: Mapped[str] = mapped_column(ForeignKey("branch.id"))
    import_id: Mapped[str] = mapped_column(ForeignKey("exam_import.id", ondelete="CASCADE"))
    number: Mapped[int]
    booking_id: Mapped[str | None] = mapped_column(ForeignKey("exam_booking.id"))
    client_id: Mapped[str | None] = mapped_column(ForeignKey("client.id"))
    revision: Mapped[int] = mapped_column(default=0)
    state: Mapped[str] = mapped_column(String(8))
    outcome: Mapped[str] = mapped_column(String(10), default=Outcome.OPEN)
    held: Mapped[dict[str, Any]] = mapped_column(crypto.SecretJson("exam_import_row.held"))


class ColumnTitle(Model):
    """What one of an institution's own titles means, as a person confirmed it: `code|unit` or `ignored`."""

    __tablename__ = "exam_column_title"
    __table_args__ = (UniqueConstraint("institution_id", "title"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=ids.new_id)
    branch_id: Mapped[str] = mapped_column(ForeignKey("branch.id"))
    institution_id: Mapped[str] = mapped_column(ForeignKey("institution.id"))
    title: Mapped[str] = mapped_column(String(120))
    choice: Mapped[str] = mapped_column(String(60))
    confirmed_by: Mapped[str] = mapped_column(ForeignKey("staff.id"))
    confirmed_at: Mapped[datetime]


housekeeping.keep(ResultImport, ResultImport.made_at, KEPT_FOR)
