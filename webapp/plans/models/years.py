"""Service years: an enrolment, the items changed for it, what it entitles to."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.kernel import append_only, clock, crypto, ids
from webapp.kernel.db import Id, Model
from webapp.plans import rules
from webapp.plans.models.catalogue import ExamPackage
from webapp.toolbox.words import Bilingual


class Enrolment(Model):
    """A client's service year under one plan. `ended_on` is the day on which another plan took its place."""

    __tablename__ = "enrolment"
    __table_args__ = (
        CheckConstraint("status IN ('COMING','ACTIVE','ENDED')", name="status"),
        CheckConstraint("ends >= starts", name="ends_after_it_starts"),
        CheckConstraint("newsletters_come IN ('ELECTRONIC','PRINT')", name="newsletters_come"),
        CheckConstraint("ended_on IS NULL OR status = 'ENDED'", name="ended_early"),
        Index(
            "uq_enrolment_one_active",
            "client_id",
            unique=True,
            sqlite_where=text("status = 'ACTIVE'"),
            postgresql_where=text("status = 'ACTIVE'"),
        ),
        Index(
            "uq_enrolment_one_coming",
            "client_id",
            unique=True,
            sqlite_where=text("status = 'COMING'"),
            postgresql_where=text("status = 'COMING'"),
        ),
        Index("ix_enrolment_client_id", "client_id", "starts"),
        Index("ix_enrolment_branch_id", "branch_id", "ends"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=ids.new_id)
    branch_id: Mapped[str] = mapped_column(Id, ForeignKey("branch.id"))
    client_id: Mapped[str] = mapped_column(Id, ForeignKey("client.id"))
    plan: Mapped[str] = mapped_column(String(16))
    kind: Mapped[str] = mapped_column(String(12), default="INDIVIDUAL")
    matrix_version: Mapped[int] = mapped_column(ForeignKey("plan_version.version"))
    package_id: Mapped[str] = mapped_column(Id, ForeignKey("exam_package.id"))
    institution_id: Mapped[str] = mapped_column(Id, ForeignKey("institution.id"))
    exam_items: Mapped[str] = mapped_column(Text)
    newsletters_come: Mapped[str] = mapped_column(String(10), default=rules.Delivery.ELECTRONIC)
    year_number: Mapped[int] = mapped_column(Integer, default=1)
    starts: Mapped[date]
    ends: Mapped[date]
    ended_on: Mapped[date | None]
    status: Mapped[str] = mapped_column(String(10), default="ACTIVE")
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    package: Mapped[ExamPackage] = relationship(lazy="joined", innerjoin=True)

    @property
    def plan_name(self) -> Bilingual:
        """The plan's name in both scripts."""
        return rules.PLAN_NAMES[rules.Plan(self.plan)]

    @property
    def item_codes(self) -> tuple[str, ...]:
        """What this client is examined for: frozen when the year was bought (P2)."""
        return rules.read_own_items(self.exam_items).codes

    @property
    def item_change(self) -> rules.ItemChange:
        """Which items were changed while applying; the reason stands in `ExamItemChange`."""
        return rules.read_own_items(self.exam_items).change


class ExamItemChange(Model):
    """A single exam item changed while applying, as reported to headquarters; never changed (P2)."""

    __tablename__ = "exam_item_change"
    __table_args__ = (
        UniqueConstraint("enrolment_id", "item", name="uq_exam_item_change_item"),
        CheckConstraint("act IN ('ADDED','LEFT_OUT')", name="act"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=ids.new_id)
    branch_id: Mapped[str] = mapped_column(Id, ForeignKey("branch.id"))
    enrolment_id: Mapped[str] = mapped_column(Id, ForeignKey("enrolment.id"))
    item: Mapped[str] = mapped_column(String(40))
    act: Mapped[str] = mapped_column(String(10))
    reason: Mapped[str] = mapped_column(crypto.Secret("exam_item_change.reason"))
    reported_at: Mapped[datetime] = mapped_column(default=clock.now)
    reported_by: Mapped[str] = mapped_column(Id, default="")


append_only.forbid(ExamItemChange.__table__)  # type: ignore[arg-type]


class Entitlement(Model):
    """How often an item may be used in one service year; the counter cannot leave its bounds (P6)."""

    __tablename__ = "entitlement"
    __table_args__ = (
        UniqueConstraint("enrolment_id", "item", name="uq_entitlement_item"),
        CheckConstraint("used >= 0 AND used <= granted", name="used_within_granted"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=ids.new_id)
    branch_id: Mapped[str] = mapped_column(Id, ForeignKey("branch.id"))
    enrolment_id: Mapped[str] = mapped_column(Id, ForeignKey("enrolment.id"))
    item: Mapped[str] = mapped_column(String(20))
    granted: Mapped[int] = mapped_column(Integer)
    used: Mapped[int] = mapped_column(Integer, default=0)
