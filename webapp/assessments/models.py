"""Tables of the assessments room."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.kernel import append_only, clock, crypto, ids
from webapp.kernel.db import Id, Model

_RUNNING = text("closed_at IS NULL")
_STANDING = text("withdrawn_at IS NULL")
_OPEN = text("status IN ('DRAFT','REVIEWED')")


class AssessmentCase(Model):
    """One client's assessment of one year: what has come in, and whether it is finished."""

    __tablename__ = "assessment_case"
    __table_args__ = (
        Index(
            "uq_assessment_case_running",
            "client_id",
            unique=True,
            sqlite_where=_RUNNING,
            postgresql_where=_RUNNING,
        ),
        Index("ix_assessment_case_work", "branch_id", "closed_at", "opened_at", "id"),
        CheckConstraint("response_id IS NOT NULL OR report_id IS NOT NULL", name="something_came_in"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=ids.new_id)
    branch_id: Mapped[str] = mapped_column(Id, ForeignKey("branch.id"))
    client_id: Mapped[str] = mapped_column(Id, ForeignKey("client.id"))
    response_id: Mapped[str | None] = mapped_column(Id, ForeignKey("questionnaire_response.id"))
    report_id: Mapped[str | None] = mapped_column(Id, ForeignKey("exam_report.id"))
    opened_at: Mapped[datetime] = mapped_column(default=clock.now)
    closed_at: Mapped[datetime | None]


class Assessment(Model):
    """One result, worked out once and never changed: numbers are the database's to defend (S2, S5).

    `inputs` is `Gathered.as_json`, `result` the printed six parts with the summary and the traces (the inputs
    that each model asked for), `versions` the version of each model as JSON text.
    """

    __tablename__ = "assessment"
    __table_args__ = (
        CheckConstraint("status IN ('DRAFT','REVIEWED','RELEASED','SUPERSEDED')", name="status_known"),
        CheckConstraint("(reviewed_by IS NULL) = (reviewed_at IS NULL)", name="reviewed_when"),
        CheckConstraint("status <> 'DRAFT' OR reviewed_by IS NULL", name="draft_is_unreviewed"),
        CheckConstraint(
            "status NOT IN ('REVIEWED','RELEASED') OR reviewed_by IS NOT NULL", name="reviewed_by_whom"
        ),
        CheckConstraint("(status = 'RELEASED') = (released_at IS NOT NULL)", name="released_when"),
        CheckConstraint("(released_by IS NULL) = (released_at IS NULL)", name="released_by_whom"),
        Index("uq_assessment_open", "case_id", unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN),
        Index("ix_assessment_client", "client_id", "status", "released_at"),
        Index("ix_assessment_work", "branch_id", "status", "id"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=ids.new_id)
    branch_id: Mapped[str] = mapped_column(Id, ForeignKey("branch.id"))
    client_id: Mapped[str] = mapped_column(Id, ForeignKey("client.id"))
    case_id: Mapped[str] = mapped_column(Id, ForeignKey("assessment_case.id"))
    case: Mapped[AssessmentCase] = relationship(lazy="joined", innerjoin=True, viewonly=True)
    status: Mapped[str] = mapped_column(String(12), default="DRAFT")
    examined_on: Mapped[date]
    answered_on: Mapped[date]
    inputs: Mapped[dict[str, Any]] = mapped_column(crypto.SecretJson("assessment.inputs"))
    result: Mapped[dict[str, Any]] = mapped_column(crypto.SecretJson("assessment.result"))
    versions: Mapped[str] = mapped_column(Text)
    generated_at: Mapped[datetime] = mapped_column(default=clock.now)
    comment: Mapped[str | None] = mapped_column(crypto.Secret("assessment.comment"))
    comment_language: Mapped[str] = mapped_column(String(8), default="")
    reviewed_by: Mapped[str | None] = mapped_column(Id, ForeignKey("staff.id"))
    reviewed_at: Mapped[datetime | None]
    released_by: Mapped[str | None] = mapped_column(Id, ForeignKey("staff.id"))
    released_at: Mapped[datetime | None]


class OptOut(Model):
    """A client's own word: no assessment this year. Withdrawn, it stays as history."""

    __tablename__ = "assessment_opt_out"
    __table_args__ = (
        Index(
            "uq_assessment_opt_out_standing",
            "client_id",
            "year",
            unique=True,
            sqlite_where=_STANDING,
            postgresql_where=_STANDING,
        ),
        CheckConstraint("year BETWEEN 2000 AND 2199", name="year_possible"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=ids.new_id)
    branch_id: Mapped[str] = mapped_column(Id, ForeignKey("branch.id"))
    client_id: Mapped[str] = mapped_column(Id, ForeignKey("client.id"))
    year: Mapped[int]
    chosen_at: Mapped[datetime] = mapped_column(default=clock.now)
    withdrawn_at: Mapped[datetime | None]


class Delivery(Model):
    """How a released report was handed over: printed or sent, on which day, to whom, noted by whom."""

    __tablename__ = "assessment_delivery"
    __table_args__ = (
        CheckConstraint("way IN ('PRINTED','ELECTRONIC','POST')", name="way_known"),
        Index("ix_assessment_delivery_assessment", "assessment_id", "id"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=ids.new_id)
    branch_id: Mapped[str] = mapped_column(Id, ForeignKey("branch.id"))
    assessment_id: Mapped[str] = mapped_column(Id, ForeignKey("assessment.id"))
    way: Mapped[str] = mapped_column(String(12))
    delivered_on: Mapped[date]
    to_whom: Mapped[str] = mapped_column(crypto.Secret("assessment_delivery.to_whom"))
    noted_by: Mapped[str] = mapped_column(Id, ForeignKey("staff.id"))
    noted_at: Mapped[datetime] = mapped_column(default=clock.now)


class AssessmentPaper(Model):
    """The PDF of a released result in one language: a sealed file of the client's record, and its digest.

    `fingerprint` is the SHA-256 of what it says, printed in its foot; `sha256` that of the file.
    """

    __tablename__ = "assessment_paper"
    __table_args__ = (
        UniqueConstraint("assessment_id", "language", name="uq_assessment_paper_language"),
        CheckConstraint("language IN ('zh-Hans','en')", name="language_known"),
        CheckConstraint("pages > 0 AND size > 0", name="not_empty"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=ids.new_id)
    branch_id: Mapped[str] = mapped_column(Id, ForeignKey("branch.id"))
    assessment_id: Mapped[str] = mapped_column(Id, ForeignKey("assessment.id"))
    language: Mapped[str] = mapped_column(String(8))
    file_id: Mapped[str] = mapped_column(Id, ForeignKey("stored_file.id"))
    pages: Mapped[int]
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    fingerprint: Mapped[str] = mapped_column(String(64))
    made_at: Mapped[datetime] = mapped_column(default=clock.now)


class CriticalAlert(Model):
    """A critical value that a human has to act on; `origin` is the response or report it comes from."""

    __tablename__ = "critical_alert"
    __table_args__ = (
        UniqueConstraint("origin", "code", name="uq_critical_alert_origin"),
        CheckConstraint("(handled_by IS NULL) = (handled_at IS NULL)", name="handled_when"),
        CheckConstraint("(handled_by IS NULL) = (note IS NULL)", name="handled_how"),
        Index("ix_critical_alert_client", "client_id", "handled_at"),
        Index("ix_critical_alert_branch", "branch_id", "handled_at", "id"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=ids.new_id)
    branch_id: Mapped[str] = mapped_column(Id, ForeignKey("branch.id"))
    client_id: Mapped[str] = mapped_column(Id, ForeignKey("client.id"))
    origin: Mapped[str] = mapped_column(Id)
    code: Mapped[str] = mapped_column(String(24))
    raised_at: Mapped[datetime] = mapped_column(default=clock.now)
    handled_by: Mapped[str | None] = mapped_column(Id, ForeignKey("staff.id"))
    handled_at: Mapped[datetime | None]
    note: Mapped[str | None] = mapped_column(crypto.Secret("critical_alert.note"))


class Invitation(Model):
    """What a screening questionnaire decided about an assessment, or a person where the rule could not (§7).

    `reasons` is `{"reasons": [codes], "unknown": [codes]}` of the rule whose version is `rule_version`.
    """

    __tablename__ = "assessment_invitation"
    __table_args__ = (
        UniqueConstraint("response_id", name="uq_assessment_invitation_response_id"),
        CheckConstraint("decision IN ('INVITED','NOT_NEEDED','UNDECIDED')", name="decision_known"),
        CheckConstraint("health_level BETWEEN 1 AND 3", name="health_level"),
        CheckConstraint("decided_by IS NULL OR decision <> 'UNDECIDED'", name="decided_by_a_person"),
        Index("ix_assessment_invitation_work", "branch_id", "decision", "screened_at", "id"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=ids.new_id)
    branch_id: Mapped[str] = mapped_column(Id, ForeignKey("branch.id"))
    client_id: Mapped[str] = mapped_column(Id, ForeignKey("client.id"))
    response_id: Mapped[str] = mapped_column(Id, ForeignKey("questionnaire_response.id"))
    decision: Mapped[str] = mapped_column(String(12))
    health_level: Mapped[int]
    rule_version: Mapped[str] = mapped_column(String(20))
    reasons: Mapped[dict[str, Any]] = mapped_column(crypto.SecretJson("assessment_invitation.reasons"))
    screened_at: Mapped[datetime] = mapped_column(default=clock.now)
    decided_by: Mapped[str | None] = mapped_column(Id, ForeignKey("staff.id"))


_SAME_NUMBERS = "NEW.inputs = OLD.inputs AND NEW.result = OLD.result AND NEW.versions = OLD.versions"
append_only.forbid(
    Assessment.__table__,  # type: ignore[arg-type]
    "UPDATE",
    unless=f"OLD.status IN ('DRAFT','REVIEWED') AND {_SAME_NUMBERS}",
)
append_only.forbid(Assessment.__table__, "DELETE")  # type: ignore[arg-type]
append_only.forbid(OptOut.__table__, "UPDATE", unless="OLD.withdrawn_at IS NULL")  # type: ignore[arg-type]
append_only.forbid(OptOut.__table__, "DELETE")  # type: ignore[arg-type]
append_only.forbid(Delivery.__table__)  # type: ignore[arg-type]
append_only.forbid(AssessmentPaper.__table__)  # type: ignore[arg-type]
append_only.forbid(CriticalAlert.__table__, "UPDATE", unless="OLD.handled_at IS NULL")  # type: ignore[arg-type]
append_only.forbid(CriticalAlert.__table__, "DELETE")  # type: ignore[arg-type]
append_only.forbid(Invitation.__table__, "UPDATE", unless="OLD.decision = 'UNDECIDED'")  # type: ignore[arg-type]
append_only.forbid(Invitation.__table__, "DELETE")  # type: ignore[arg-type]
