"""Tables of the organisation room."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.kernel import clock, ids
from webapp.kernel.db import Id, Model
from webapp.toolbox.words import Bilingual


class Branch(Model):
    """A branch, or headquarters."""

    __tablename__ = "branch"
    __table_args__ = (
        Index(
            "uq_branch_one_headquarters",
            "is_headquarters",
            unique=True,
            sqlite_where=text("is_headquarters"),
            postgresql_where=text("is_headquarters"),
        ),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=ids.new_id)
    code: Mapped[str] = mapped_column(String(20), unique=True)
    is_headquarters: Mapped[bool] = mapped_column(default=False)
    name_zh: Mapped[str] = mapped_column(String(80))
    name_en: Mapped[str] = mapped_column(String(120))
    address_zh: Mapped[str] = mapped_column(String(200), default="")
    address_en: Mapped[str] = mapped_column(String(300), default="")
    phone: Mapped[str] = mapped_column(String(30), default="")
    zone: Mapped[str] = mapped_column(String(40), default="Asia/Shanghai")

    @property
    def name(self) -> Bilingual:
        """The branch's name in both scripts."""
        return Bilingual(zh=self.name_zh, en=self.name_en)

    @property
    def address(self) -> Bilingual:
        """The address in both languages."""
        return Bilingual(zh=self.address_zh, en=self.address_en)


class Institution(Model):
    """A contracted exam institution."""

    __tablename__ = "institution"
    __table_args__ = (CheckConstraint("grade IN ('REGULAR','HIGH_END')", name="grade"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=ids.new_id)
    branch_id: Mapped[str] = mapped_column(Id, ForeignKey("branch.id"), index=True)
    grade: Mapped[str] = mapped_column(String(12), default="REGULAR")
    name_zh: Mapped[str] = mapped_column(String(80))
    name_en: Mapped[str] = mapped_column(String(120))
    address_zh: Mapped[str] = mapped_column(String(200), default="")
    address_en: Mapped[str] = mapped_column(String(300), default="")
    transit_zh: Mapped[str] = mapped_column(String(200), default="")
    transit_en: Mapped[str] = mapped_column(String(300), default="")
    hours_zh: Mapped[str] = mapped_column(String(120), default="")
    hours_en: Mapped[str] = mapped_column(String(160), default="")
    phone: Mapped[str] = mapped_column(String(30), default="")
    map_url: Mapped[str] = mapped_column(String(300), default="")
    zone: Mapped[str] = mapped_column(String(40), default="Asia/Shanghai")

    @property
    def name(self) -> Bilingual:
        """The institution's name in both scripts."""
        return Bilingual(zh=self.name_zh, en=self.name_en)

    @property
    def address(self) -> Bilingual:
        """The address in both languages."""
        return Bilingual(zh=self.address_zh, en=self.address_en)

    @property
    def transit(self) -> Bilingual:
        """How to get there by bus or metro."""
        return Bilingual(zh=self.transit_zh, en=self.transit_en)

    @property
    def hours(self) -> Bilingual:
        """Opening hours in words."""
        return Bilingual(zh=self.hours_zh, en=self.hours_en)


class Staff(Model):
    """An employee or contracted person."""

    __tablename__ = "staff"
    __table_args__ = (Index("ix_staff_branch_id_role", "branch_id", "role"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=ids.new_id)
    branch_id: Mapped[str] = mapped_column(Id, ForeignKey("branch.id"))
    account_id: Mapped[str] = mapped_column(Id, ForeignKey("account.id"), unique=True)
    institution_id: Mapped[str | None] = mapped_column(Id, ForeignKey("institution.id"))
    manager_id: Mapped[str | None] = mapped_column(Id, ForeignKey("staff.id"))
    role: Mapped[str] = mapped_column(String(24))
    name_zh: Mapped[str] = mapped_column(String(60))
    name_en: Mapped[str] = mapped_column(String(80))
    hired_on: Mapped[date]
    left_on: Mapped[date | None]

    @property
    def name(self) -> Bilingual:
        """The person's name in both scripts."""
        return Bilingual(zh=self.name_zh, en=self.name_en)


class Agreement(Model):
    """What a branch and an institution agreed on, and for how long (O1).

    A booking may be changed until `change_hours` before it, or where `change_working_days` is set until the
    end of the day that many working days before (B6).
    """

    __tablename__ = "agreement"
    __table_args__ = (
        CheckConstraint("valid_to >= valid_from", name="ends_after_it_begins"),
        CheckConstraint("change_hours >= 0", name="change_hours"),
        CheckConstraint("change_working_days BETWEEN 0 AND 30", name="change_working_days"),
        CheckConstraint("report_days > 0", name="report_days"),
        Index("ix_agreement_institution_id", "institution_id", "valid_from"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=ids.new_id)
    branch_id: Mapped[str] = mapped_column(Id, ForeignKey("branch.id"))
    institution_id: Mapped[str] = mapped_column(Id, ForeignKey("institution.id"))
    valid_from: Mapped[date]
    valid_to: Mapped[date]
    change_hours: Mapped[int] = mapped_column(Integer, default=48)
    change_working_days: Mapped[int | None]
    report_days: Mapped[int] = mapped_column(Integer, default=7)
    report_in_working_days: Mapped[bool] = mapped_column(default=False)
    institution: Mapped[Institution] = relationship(lazy="joined", innerjoin=True)


class StandbyOrder(Model):
    """One standby of one person for one opaque reason; full pay, not a finding."""

    __tablename__ = "standby_order"
    __table_args__ = (
        UniqueConstraint("reason_ref", "staff_id", name="uq_standby_order_reason_ref"),
        CheckConstraint("(ended_at IS NULL) = (ending IS NULL)", name="ended_how"),
        Index("ix_standby_order_staff_id", "staff_id", "ended_at"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=ids.new_id)
    branch_id: Mapped[str] = mapped_column(Id, ForeignKey("branch.id"))
    staff_id: Mapped[str] = mapped_column(Id, ForeignKey("staff.id"))
    reason_ref: Mapped[str] = mapped_column(String(40))
    opened_at: Mapped[datetime] = mapped_column(default=clock.now)
    review_due: Mapped[date]
    separation_proposed_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    ending: Mapped[str | None] = mapped_column(String(12))


class WorkCalendarDay(Model):
    """A day that differs from its weekday: a holiday, or a make-up working day.

    `stands_for` is the ISO weekday that a make-up day replaces, where it is known.
    """

    __tablename__ = "work_calendar_day"
    __table_args__ = (
        CheckConstraint(
            "stands_for IS NULL OR (works AND stands_for BETWEEN 1 AND 7)", name="only_work_stands_for"
        ),
    )

    day: Mapped[date] = mapped_column(primary_key=True)
    works: Mapped[bool]
    name_zh: Mapped[str] = mapped_column(String(40), default="")
    name_en: Mapped[str] = mapped_column(String(60), default="")
    source: Mapped[str] = mapped_column(String(120), default="")
    stands_for: Mapped[int | None]
