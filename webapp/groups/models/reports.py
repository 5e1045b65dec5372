"""Tables of the group report: safe figures, and whose assessments they count."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.kernel import append_only, clock, crypto, ids
from webapp.kernel.db import Id, Model

_OPEN = text("status IN ('DRAFT','REVIEWED')")
_RELEASED = text("status = 'RELEASED'")


class GroupReport(Model):
    """The report of one contract year (S6): figures that are safe to tell, frozen when they are worked out.

    `figures` is `rules.report.figures`: nothing else about anybody is kept here. One released report a contract.
    """

    __tablename__ = "group_report"
    __table_args__ = (
        CheckConstraint("status IN ('DRAFT','REVIEWED','RELEASED','SUPERSEDED')", name="status_known"),
        CheckConstraint("(reviewed_by IS NULL) = (reviewed_at IS NULL)", name="reviewed_when"),
        CheckConstraint("status <> 'DRAFT' OR reviewed_by IS NULL", name="draft_is_unreviewed"),
        CheckConstraint(
            "status NOT IN ('REVIEWED','RELEASED') OR reviewed_by IS NOT NULL", name="reviewed_by_whom"
        ),
        CheckConstraint("(status = 'RELEASED') = (released_at IS NOT NULL)", name="released_when"),
        CheckConstraint("(released_by IS NULL) = (released_at IS NULL)", name="released_by_whom"),
        Index("uq_group_report_open", "contract_id", unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN),
        Index(
            "uq_group_report_released",
            "contract_id",
            unique=True,
            sqlite_where=_RELEASED,
            postgresql_where=_RELEASED,
        ),
        Index("ix_group_report_group", "group_id", "status"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=ids.new_id)
    branch_id: Mapped[str] = mapped_column(Id, ForeignKey("branch.id"))
    group_id: Mapped[str] = mapped_column(Id, ForeignKey("client_group.id"))
    contract_id: Mapped[str] = mapped_column(Id, ForeignKey("group_contract.id"))
    status: Mapped[str] = mapped_column(String(12), default="DRAFT")
    figures: Mapped[dict[str, Any]] = mapped_column(crypto.SecretJson("group_report.figures"))
    prepared_by: Mapped[str] = mapped_column(Id, ForeignKey("staff.id"))
    prepared_at: Mapped[datetime] = mapped_column(default=clock.now)
    comment: Mapped[str | None] = mapped_column(crypto.Secret("group_report.comment"))
    comment_language: Mapped[str] = mapped_column(String(8), default="")
    reviewed_by: Mapped[str | None] = mapped_column(Id, ForeignKey("staff.id"))
    reviewed_at: Mapped[datetime | None]
    released_by: Mapped[str | None] = mapped_column(Id, ForeignKey("staff.id"))
    released_at: Mapped[datetime | None]


class GroupReportSubject(Model):
    """Whose assessment is counted in a report: kept so that two years can be held against each other, never shown."""

    __tablename__ = "group_report_subject"
    __table_args__ = (UniqueConstraint("report_id", "client_id", name="uq_group_report_subject_client"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=ids.new_id)
    branch_id: Mapped[str] = mapped_column(Id, ForeignKey("branch.id"))
    report_id: Mapped[str] = mapped_column(Id, ForeignKey("group_report.id"))
    client_id: Mapped[str] = mapped_column(Id, ForeignKey("client.id"))
    assessment_id: Mapped[str] = mapped_column(Id, ForeignKey("assessment.id"))


_SAME_FIGURES = "NEW.figures = OLD.figures AND NEW.contract_id = OLD.contract_id"
append_only.forbid(
    GroupReport.__table__,  # type: ignore[arg-type]
    "UPDATE",
    unless=f"OLD.status IN ('DRAFT','REVIEWED') AND {_SAME_FIGURES}",
)
append_only.forbid(GroupReport.__table__, "DELETE")  # type: ignore[arg-type]
append_only.forbid(GroupReportSubject.__table__)  # type: ignore[arg-type]
