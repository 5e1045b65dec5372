"""When an institution takes a branch's clients: weekly templates, closures, sessions."""

from __future__ import annotations

from datetime import date, datetime, time

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from webapp.exams.rules.timetable import ExamClass
from webapp.kernel import ids
from webapp.kernel.db import Id, Model

_CLASSES = "exam_class IN ('ANY', 'REGULAR', 'HIGH_END')"


class WeeklyTemplate(Model):
    """A window that returns each week. `weekday` is ISO; times are the institution's wall clock.

    `self_service` as in `Session`.
    """

    __tablename__ = "exam_weekly_template"
    __table_args__ = (
        CheckConstraint("weekday BETWEEN 1 AND 7", name="weekday_is_iso"),
        CheckConstraint("capacity >= 1", name="capacity_positive"),
        CheckConstraint("ends > starts", name="ends_after_start"),
        CheckConstraint("valid_until IS NULL OR valid_until >= valid_from", name="valid_forwards"),
        CheckConstraint(_CLASSES, name="exam_class_known"),
        UniqueConstraint("branch_id", "institution_id", "weekday", "starts", "exam_class", "valid_from"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=ids.new_id)
    branch_id: Mapped[str] = mapped_column(ForeignKey("branch.id"))
    institution_id: Mapped[str] = mapped_column(ForeignKey("institution.id"), index=True)
    weekday: Mapped[int]
    starts: Mapped[time]
    ends: Mapped[time]
    capacity: Mapped[int]
    exam_class: Mapped[str] = mapped_column(String(10), default=ExamClass.ANY)
    valid_from: Mapped[date]
    valid_until: Mapped[date | None]
    self_service: Mapped[bool] = mapped_column(default=True)


class Closure(Model):
    """A day on which an institution takes nobody."""

    __tablename__ = "exam_closure"
    __table_args__ = (UniqueConstraint("branch_id", "institution_id", "day"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=ids.new_id)
    branch_id: Mapped[str] = mapped_column(ForeignKey("branch.id"))
    institution_id: Mapped[str] = mapped_column(ForeignKey("institution.id"))
    day: Mapped[date]


class Session(Model):
    """Places at one institution, one day, one window. `booked` counts the bookings that hold one (B1).

    `ended`: its weekly time was ended, so it takes nobody new; who holds a place keeps it (B9).
    `self_service`: individuals are booked at once; otherwise a booking is a request (B7). `reason`: why places
    were taken back, in the staff's words for those who lost them.
    """

    __tablename__ = "exam_session"
    __table_args__ = (
        CheckConstraint("booked >= 0 AND booked <= capacity", name="never_overbooked"),
        CheckConstraint("ends_at > starts_at", name="ends_after_start"),
        CheckConstraint("NOT closed OR booked = 0", name="closed_is_empty"),
        CheckConstraint(_CLASSES, name="exam_class_known"),
        UniqueConstraint("branch_id", "institution_id", "starts_at", "exam_class"),
        Index("ix_exam_session_free_days", "institution_id", "branch_id", "day"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=ids.new_id)
    branch_id: Mapped[str] = mapped_column(ForeignKey("branch.id"))
    institution_id: Mapped[str] = mapped_column(ForeignKey("institution.id"))
    day: Mapped[date]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    exam_class: Mapped[str] = mapped_column(String(10), default=ExamClass.ANY)
    capacity: Mapped[int]
    booked: Mapped[int] = mapped_column(default=0)
    closed: Mapped[bool] = mapped_column(default=False)
    ended: Mapped[bool] = mapped_column(default=False)
    reason: Mapped[str | None] = mapped_column(String(200))
    self_service: Mapped[bool] = mapped_column(default=True)
