"""Exam reports, their results, and an institution's own reference ranges (X1)."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.exams.rules.flags import Flag, Range
from webapp.exams.rules.report import ReportStatus
from webapp.exams.rules.sheet import Typed
from webapp.kernel import append_only, crypto, ids
from webapp.kernel.db import Id, Model

_IN_FORCE = text("NOT replaced")
_FLAGS = ", ".join(f"'{flag}'" for flag in Flag)


class ExamReport(Model):
    """The results of one booking. Entered by one person and verified by another."""

    __tablename__ = "exam_report"
    __table_args__ = (
        CheckConstraint("verified_by <> entered_by", name="second_person_verifies"),
        CheckConstraint("(status = 'VERIFIED') = (verified_by IS NOT NULL)", name="verified_has_person"),
        CheckConstraint("(status = 'DRAFT') = (submitted_at IS NULL)", name="submitted_has_moment"),
        CheckConstraint("status IN ('DRAFT', 'SUBMITTED', 'VERIFIED')", name="status_known"),
        Index("ix_exam_report_work", "branch_id", "status", "submitted_at"),
        Index("ix_exam_report_client", "client_id", "exam_day"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=ids.new_id)
    branch_id: Mapped[str] = mapped_column(ForeignKey("branch.id"))
    client_id: Mapped[str] = mapped_column(ForeignKey("client.id"))
    booking_id: Mapped[str] = mapped_column(ForeignKey("exam_booking.id"), unique=True)
    institution_id: Mapped[str] = mapped_column(ForeignKey("institution.id"))
    exam_day: Mapped[date]
    status: Mapped[str] = mapped_column(String(10), default=ReportStatus.DRAFT)
    revision: Mapped[int] = mapped_column(default=0)
    entered_by: Mapped[str] = mapped_column(ForeignKey("staff.id"))
    entered_at: Mapped[datetime]
    submitted_at: Mapped[datetime | None]
    verified_by: Mapped[str | None] = mapped_column(ForeignKey("staff.id"))
    verified_at: Mapped[datetime | None]
    sent_back_note: Mapped[str | None] = mapped_column(crypto.Secret("exam_report.sent_back_note"))


class Result(Model):
    """One line of a report.

    `value` is in the lab item's own `unit`, `written_*` as printed by the institution; `low`,
    `high` and `below` are the range it was judged by (both ends included, `below` not);
    `range_printed` and `printed_mark` say that a file brought range and mark with it. Once its report
    is verified the row is `locked` and the database refuses any change but that a correction has
    `replaced` it; the row that did names it in `corrects_id`.
    """

    __tablename__ = "exam_result"
    __table_args__ = (
        CheckConstraint(f"flag IN ({_FLAGS})", name="flag_known"),
        CheckConstraint("(value IS NULL) = (written_value IS NULL)", name="value_is_written"),
        CheckConstraint("flag <> 'NOT_DONE' OR (value IS NULL AND choice = '')", name="not_done_is_empty"),
        CheckConstraint("(corrects_id IS NULL) = (correction_id IS NULL)", name="corrects_with_reason"),
        CheckConstraint("locked OR NOT replaced", name="only_verified_is_replaced"),
        Index(
            "uq_exam_result_in_force",
            "report_id",
            "code",
            unique=True,
            sqlite_where=_IN_FORCE,
            postgresql_where=_IN_FORCE,
        ),
        Index("ix_exam_result_correction", "correction_id"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=ids.new_id)
    branch_id: Mapped[str] = mapped_column(ForeignKey("branch.id"))
    report_id: Mapped[str] = mapped_column(ForeignKey("exam_report.id"))
    code: Mapped[str] = mapped_column(String(20))
    value: Mapped[Decimal | None]
    unit: Mapped[str] = mapped_column(String(20), default="")
    written_value: Mapped[Decimal | None]
    written_unit: Mapped[str] = mapped_column(String(20), default="")
    choice: Mapped[str] = mapped_column(String(10), default="")
    words: Mapped[str | None] = mapped_column(crypto.Secret("exam_result.words"))
    low: Mapped[Decimal | None]
    high: Mapped[Decimal | None]
    below: Mapped[Decimal | None]
    flag: Mapped[str] = mapped_column(String(14))
    implausible: Mapped[bool] = mapped_column(default=False)
    range_printed: Mapped[bool] = mapped_column(default=False)
    printed_mark: Mapped[str] = mapped_column(String(14), default="")
    entered_by: Mapped[str] = mapped_column(ForeignKey("staff.id"))
    locked: Mapped[bool] = mapped_column(default=False)
    replaced: Mapped[bool] = mapped_column(default=False)
    corrects_id: Mapped[str | None] = mapped_column(ForeignKey("exam_result.id"))
    correction_id: Mapped[str | None] = mapped_column(ForeignKey("exam_correction.id"))

    @property
    def range(self) -> Range:
        """The reference range the figure was judged by."""
        return Range(low=self.low, high=self.high, below=self.below)

    @property
    def line(self) -> Typed:
        """The line of the form as it was written, with what a file printed beside it."""
        range_ = self.range if self.range_printed else None
        mark = Flag(self.printed_mark) if self.printed_mark else None
        if self.written_value is None:
            return Typed(self.choice, "", self.words or "")
        return Typed(format(self.written_value, "f"), self.written_unit, range=range_, mark=mark)


class InstitutionRange(Model):
    """A reference range as this institution prints it; it goes before ours."""

    __tablename__ = "exam_institution_range"
    __table_args__ = (
        CheckConstraint("sex IN ('', 'male', 'female')", name="sex_known"),
        CheckConstraint("low IS NOT NULL OR high IS NOT NULL", name="has_an_end"),
        UniqueConstraint("institution_id", "code", "sex"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=ids.new_id)
    branch_id: Mapped[str] = mapped_column(ForeignKey("branch.id"))
    institution_id: Mapped[str] = mapped_column(ForeignKey("institution.id"))
    code: Mapped[str] = mapped_column(String(20))
    sex: Mapped[str] = mapped_column(String(6), default="")
    low: Mapped[Decimal | None]
    high: Mapped[Decimal | None]


_SAME = " AND ".join(
    f"COALESCE(CAST(NEW.{one.name} AS TEXT), '') = COALESCE(CAST(OLD.{one.name} AS TEXT), '')"
    for one in Result.__table__.columns
    if one.name != "replaced"
)
append_only.forbid(Result.__table__, "DELETE", unless="NOT OLD.locked")  # type: ignore[arg-type]
append_only.forbid(
    Result.__table__,  # type: ignore[arg-type]
    "UPDATE",
    unless=f"NOT OLD.locked OR (NEW.replaced AND {_SAME})",
)
append_only.forbid(ExamReport.__table__, unless="OLD.status <> 'VERIFIED'")  # type: ignore[arg-type]
