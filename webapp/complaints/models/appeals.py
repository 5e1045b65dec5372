"""Who objects: the client's appeal (T13, T14), and a proposed separation with the employee's own (S3–S5)."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from webapp.complaints.models.checks import one_of
from webapp.complaints.rules.appeals import Ruling
from webapp.kernel import clock, crypto, ids
from webapp.kernel.db import Id, Model
from webapp.toolbox.words import LANGUAGES


class Appeal(Model):
    """A client's appeal, once in a case. The decider is neither who handled nor who reviewed it (T13)."""

    __tablename__ = "complaint_appeal"
    __table_args__ = (
        UniqueConstraint("case_id", name="uq_complaint_appeal_once"),
        one_of("language", LANGUAGES),
        one_of("ruling", Ruling),
        CheckConstraint("(ruling IS NULL) = (decider_id IS NULL)", name="ruled_by_somebody"),
        CheckConstraint("(ruling IS NULL) = (grounds IS NULL)", name="ruled_with_grounds"),
        CheckConstraint("decider_id <> handler_id", name="decider_is_not_the_handler"),
        CheckConstraint("decider_id <> reviewer_id", name="decider_is_not_the_reviewer"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=ids.new_id)
    branch_id: Mapped[str] = mapped_column(Id, ForeignKey("branch.id"))
    case_id: Mapped[str] = mapped_column(Id, ForeignKey("complaint_case.id"))
    words: Mapped[str] = mapped_column(crypto.Secret("complaint_appeal.words"))
    language: Mapped[str] = mapped_column(String(8))
    filed_at: Mapped[datetime] = mapped_column(default=clock.now)
    handler_id: Mapped[str | None] = mapped_column(Id, ForeignKey("staff.id"))  # of the day it was filed
    reviewer_id: Mapped[str | None] = mapped_column(Id, ForeignKey("staff.id"))
    decider_id: Mapped[str | None] = mapped_column(Id, ForeignKey("staff.id"))
    ruling: Mapped[str | None] = mapped_column(String(8))
    grounds: Mapped[str | None] = mapped_column(crypto.Secret("complaint_appeal.grounds"))
    decided_at: Mapped[datetime | None]


class Separation(Model):
    """A proposed separation of one respondent (S3), the employee's appeal (S5), the second signature (S4)."""

    __tablename__ = "complaint_separation"
    __table_args__ = (
        UniqueConstraint("respondent_id", name="uq_complaint_separation_once"),
        Index("ix_complaint_separation_case_id", "case_id"),
        CheckConstraint("signed_by <> proposed_by", name="two_sign_a_separation"),
        CheckConstraint("objection_decided_by <> proposed_by", name="objection_decided_by_another"),
        CheckConstraint("(objection IS NULL) = (objected_at IS NULL)", name="objected_in_words"),
        CheckConstraint("(upheld IS NULL) = (objection_decided_by IS NULL)", name="upheld_by_somebody"),
        CheckConstraint("upheld IS NULL OR objected_at IS NOT NULL", name="upheld_what_was_said"),
        CheckConstraint("(signed_by IS NULL) = (signed_at IS NULL)", name="signed_when"),
        CheckConstraint(
            "signed_by IS NULL OR objected_at IS NULL OR NOT upheld", name="signed_unless_upheld"
        ),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=ids.new_id)
    branch_id: Mapped[str] = mapped_column(Id, ForeignKey("branch.id"))
    case_id: Mapped[str] = mapped_column(Id, ForeignKey("complaint_case.id"))
    respondent_id: Mapped[str] = mapped_column(Id, ForeignKey("complaint_respondent.id"))
    proposed_by: Mapped[str] = mapped_column(Id, ForeignKey("staff.id"))
    proposed_at: Mapped[datetime] = mapped_column(default=clock.now)
    object_until: Mapped[date]
    objection: Mapped[str | None] = mapped_column(crypto.Secret("complaint_separation.objection"))
    objected_at: Mapped[datetime | None]
    objection_decided_by: Mapped[str | None] = mapped_column(Id, ForeignKey("staff.id"))
    objection_grounds: Mapped[str | None] = mapped_column(
        crypto.Secret("complaint_separation.objection_grounds")
    )
    upheld: Mapped[bool | None]
    checklist: Mapped[str] = mapped_column(String(120), default="")  # codes of rules.appeals.LegalStep
    signed_by: Mapped[str | None] = mapped_column(Id, ForeignKey("staff.id"))
    signed_at: Mapped[datetime | None]
    dropped_at: Mapped[datetime | None]  # the case was looked into anew and ended otherwise
    account_closed_at: Mapped[datetime | None]  # when every appeal was over
