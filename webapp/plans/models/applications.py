"""What a client asks for: a service year, and another institution before the exam is booked."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.kernel import append_only, clock, crypto, ids
from webapp.kernel.db import Id, Model
from webapp.plans import rules
from webapp.plans.models.catalogue import ExamPackage
from webapp.toolbox.words import Bilingual

_LIVE = text("status IN ('DRAFT','SUBMITTED','SENT_BACK')")
_ASKED = text("status = 'ASKED'")


class PlanApplication(Model):
    """An application for a service year, kept step by step and from then on (P5).

    `yuan` is the plan fee of the schedule `fee_version` on the day it was submitted (P4); `agreed` are the
    purposes ticked, as codes with spaces, NULL while the question is open; `answer` is why it was sent back;
    `revision` grows with each submission.
    """

    __tablename__ = "plan_application"
    __table_args__ = (
        CheckConstraint("status IN ('DRAFT','SUBMITTED','SENT_BACK','WITHDRAWN','ACTIVATED')", name="status"),
        CheckConstraint("way IN ('NEW','RENEWAL','UPGRADE')", name="way"),
        CheckConstraint("newsletters_come IN ('ELECTRONIC','PRINT')", name="newsletters_come"),
        CheckConstraint(
            "status NOT IN ('SUBMITTED','ACTIVATED') OR (package_id IS NOT NULL AND institution_id IS NOT NULL"
            " AND fee_version IS NOT NULL AND yuan IS NOT NULL AND submitted_at IS NOT NULL)",
            name="submitted_whole",
        ),
        CheckConstraint("(status = 'ACTIVATED') = (enrolment_id IS NOT NULL)", name="activated_gives_a_year"),
        Index(
            "uq_plan_application_live", "client_id", unique=True, sqlite_where=_LIVE, postgresql_where=_LIVE
        ),
        Index("ix_plan_application_waiting", "branch_id", "status", "submitted_at", "id"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=ids.new_id)
    branch_id: Mapped[str] = mapped_column(Id, ForeignKey("branch.id"))
    client_id: Mapped[str] = mapped_column(Id, ForeignKey("client.id"))
    status: Mapped[str] = mapped_column(String(10), default="DRAFT")
    way: Mapped[str] = mapped_column(String(8))
    plan: Mapped[str] = mapped_column(String(16))
    package_id: Mapped[str | None] = mapped_column(Id, ForeignKey("exam_package.id"))
    items_added: Mapped[str] = mapped_column(Text, default="")
    items_left_out: Mapped[str] = mapped_column(Text, default="")
    change_reason: Mapped[str | None] = mapped_column(crypto.Secret("plan_application.change_reason"))
    newsletters_come: Mapped[str] = mapped_column(String(10), default=rules.Delivery.ELECTRONIC)
    institution_id: Mapped[str | None] = mapped_column(Id, ForeignKey("institution.id"))
    doctor_id: Mapped[str | None] = mapped_column(Id, ForeignKey("staff.id"))
    agreed: Mapped[str | None] = mapped_column(String(300))
    fee_version: Mapped[int | None] = mapped_column(ForeignKey("fee_schedule.version"))
    yuan: Mapped[Decimal | None]
    revision: Mapped[int] = mapped_column(Integer, default=0)
    answer: Mapped[str | None] = mapped_column(crypto.Secret("plan_application.answer"))
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    submitted_at: Mapped[datetime | None]
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[str] = mapped_column(Id, default="")
    enrolment_id: Mapped[str | None] = mapped_column(Id, ForeignKey("enrolment.id"))
    package: Mapped[ExamPackage | None] = relationship(lazy="joined")

    @property
    def plan_name(self) -> Bilingual:
        """The plan's name in both scripts."""
        return rules.PLAN_NAMES[rules.Plan(self.plan)]

    @property
    def item_change(self) -> rules.ItemChange:
        """Which items are to be changed, and why (P2)."""
        added, left_out = tuple(self.items_added.split()), tuple(self.items_left_out.split())
        return rules.ItemChange(added, left_out, self.change_reason or "")

    @property
    def answered(self) -> list[rules.Step]:
        """The steps that have an answer."""
        answers = {
            rules.Step.PLAN: True,
            rules.Step.PACKAGE: self.package_id is not None,
            rules.Step.INSTITUTION: self.institution_id is not None,
            rules.Step.DOCTOR: self.doctor_id is not None,
            rules.Step.CONSENTS: self.agreed is not None,
        }
        return [step for step, answer in answers.items() if answer]


class PlanPayment(Model):
    """What was paid for an application, outside the app, as the branch confirmed it; never changed (P5)."""

    __tablename__ = "plan_payment"
    __table_args__ = (
        UniqueConstraint("application_id", name="uq_plan_payment_once"),
        CheckConstraint("method IN ('CASH','CARD','TRANSFER','WECHAT','ALIPAY')", name="method"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=ids.new_id)
    branch_id: Mapped[str] = mapped_column(Id, ForeignKey("branch.id"))
    application_id: Mapped[str] = mapped_column(Id, ForeignKey("plan_application.id"))
    method: Mapped[str] = mapped_column(String(10))
    yuan: Mapped[Decimal]
    paid_on: Mapped[date]
    noted_at: Mapped[datetime] = mapped_column(default=clock.now)
    noted_by: Mapped[str] = mapped_column(Id, default="")


append_only.forbid(PlanPayment.__table__)  # type: ignore[arg-type]


class InstitutionWish(Model):
    """A client's wish for another institution, before the exam is booked, and the branch's answer (P1).

    Where the branch moves her without a wish, `reason` is empty and `answer` says why.
    """

    __tablename__ = "institution_wish"
    __table_args__ = (
        CheckConstraint("status IN ('ASKED','APPROVED','REFUSED','WITHDRAWN')", name="status"),
        CheckConstraint("status <> 'REFUSED' OR answer IS NOT NULL", name="refused_with_a_reason"),
        Index(
            "uq_institution_wish_asked",
            "enrolment_id",
            unique=True,
            sqlite_where=_ASKED,
            postgresql_where=_ASKED,
        ),
        Index("ix_institution_wish_waiting", "branch_id", "status", "asked_at", "id"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=ids.new_id)
    branch_id: Mapped[str] = mapped_column(Id, ForeignKey("branch.id"))
    client_id: Mapped[str] = mapped_column(Id, ForeignKey("client.id"))
    enrolment_id: Mapped[str] = mapped_column(Id, ForeignKey("enrolment.id"))
    institution_id: Mapped[str] = mapped_column(Id, ForeignKey("institution.id"))
    status: Mapped[str] = mapped_column(String(10), default="ASKED")
    reason: Mapped[str] = mapped_column(crypto.Secret("institution_wish.reason"))
    answer: Mapped[str | None] = mapped_column(crypto.Secret("institution_wish.answer"))
    asked_at: Mapped[datetime] = mapped_column(default=clock.now)
    answered_at: Mapped[datetime | None]
    answered_by: Mapped[str] = mapped_column(Id, default="")
