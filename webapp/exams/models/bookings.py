"""Bookings, the history of what happened to them, and the calls that confirm a change (B6)."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.exams.rules.booking import CONFIRMED, HELD_UNTIL, LIVE, BookingStatus, CallResult
from webapp.kernel import append_only, clock, crypto, ids
from webapp.kernel.db import Id, Model

_LIVE = text("status IN ({})".format(", ".join(f"'{status}'" for status in sorted(LIVE))))
_STATUSES = ", ".join(f"'{status}'" for status in BookingStatus)
_HELD = ", ".join(f"'{status}'" for status in sorted(HELD_UNTIL))
_RESULTS = ", ".join(f"'{result}'" for result in CallResult)
_CONFIRMED = ", ".join(f"'{status}'" for status in sorted(CONFIRMED))
_OPEN = text("closed_at IS NULL")
_IS_HELD = text("held_until IS NOT NULL")


class Booking(Model):
    """One person's place. A change moves it to another session and raises `revision` (B5, B10).

    `code` is what the client shows at the desk; `report_due` is set at check-in from the agreement.
    `held_until` is the end of a request or an offer (B7, B8). `requested_at` is when the branch was asked for a
    place, kept until it confirms one, also by who loses it meanwhile (B7). A change request (B6) names the session wanted
    in `wanted_session_id`, none when the person wants to give the booking up, and says why in `asked_words`.
    An offer to somebody whose time was taken back keeps that time in `lost_session_id` (B8, B9).
    """

    __tablename__ = "exam_booking"
    __table_args__ = (
        CheckConstraint(f"status IN ({_STATUSES})", name="status_known"),
        CheckConstraint("(status = 'CANCELLED') = (cancelled_at IS NOT NULL)", name="cancelled_has_moment"),
        CheckConstraint(
            "status <> 'CHECKED_IN' OR report_due IS NOT NULL", name="report_is_due_after_check_in"
        ),
        CheckConstraint("revision >= 0", name="revision_counts_up"),
        CheckConstraint(f"(status IN ({_HELD})) = (held_until IS NOT NULL)", name="held_until_when"),
        CheckConstraint("status <> 'REQUESTED' OR requested_at IS NOT NULL", name="request_has_moment"),
        CheckConstraint(
            f"requested_at IS NULL OR status NOT IN ({_CONFIRMED})", name="confirmed_is_no_request"
        ),
        CheckConstraint(
            "wanted_session_id IS NULL OR status = 'CHANGE_REQUESTED'", name="wanted_while_it_is_asked"
        ),
        CheckConstraint("lost_session_id IS NULL OR status = 'OFFERED'", name="lost_while_it_is_offered"),
        Index(
            "uq_exam_booking_one_live_per_enrolment",
            "enrolment_id",
            unique=True,
            sqlite_where=_LIVE,
            postgresql_where=_LIVE,
        ),
        Index("ix_exam_booking_session", "session_id", "status"),
        Index("ix_exam_booking_due", "branch_id", "status", "report_due"),
        Index("ix_exam_booking_held", "held_until", sqlite_where=_IS_HELD, postgresql_where=_IS_HELD),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=ids.new_id)
    branch_id: Mapped[str] = mapped_column(ForeignKey("branch.id"))
    client_id: Mapped[str] = mapped_column(ForeignKey("client.id"), index=True)
    enrolment_id: Mapped[str] = mapped_column(ForeignKey("enrolment.id"))
    institution_id: Mapped[str] = mapped_column(ForeignKey("institution.id"))
    session_id: Mapped[str] = mapped_column(ForeignKey("exam_session.id"))
    package_id: Mapped[str] = mapped_column(ForeignKey("exam_package.id"))
    exam_class: Mapped[str] = mapped_column(String(10))
    status: Mapped[str] = mapped_column(String(16), default=BookingStatus.CONFIRMED)
    revision: Mapped[int] = mapped_column(default=0)
    code: Mapped[str] = mapped_column(String(8), unique=True)
    booked_at: Mapped[datetime]
    booked_by: Mapped[str] = mapped_column(Id)
    changed_at: Mapped[datetime]
    checked_in_at: Mapped[datetime | None]
    report_due: Mapped[date | None]
    cancelled_at: Mapped[datetime | None]
    cancel_reason: Mapped[str] = mapped_column(String(20), default="")
    held_until: Mapped[datetime | None]
    requested_at: Mapped[datetime | None]
    wanted_session_id: Mapped[str | None] = mapped_column(ForeignKey("exam_session.id"))
    lost_session_id: Mapped[str | None] = mapped_column(ForeignKey("exam_session.id"))
    asked_words: Mapped[str | None] = mapped_column(crypto.Secret("exam_booking.asked_words"))
    decided_words: Mapped[str | None] = mapped_column(crypto.Secret("exam_booking.decided_words"))


class BookingChange(Model):
    """A move of a booking from one session to another; rows are never changed."""

    __tablename__ = "exam_booking_change"

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=ids.new_id)
    branch_id: Mapped[str] = mapped_column(ForeignKey("branch.id"))
    booking_id: Mapped[str] = mapped_column(ForeignKey("exam_booking.id"), index=True)
    from_session_id: Mapped[str] = mapped_column(ForeignKey("exam_session.id"))
    to_session_id: Mapped[str] = mapped_column(ForeignKey("exam_session.id"))
    actor_id: Mapped[str] = mapped_column(Id)
    at: Mapped[datetime]


class PhoneConfirmation(Model):
    """The call that a changed booking waits for: open until somebody was reached (B6). One open a booking."""

    __tablename__ = "exam_phone_confirmation"
    __table_args__ = (
        CheckConstraint("(closed_at IS NULL) = (closed_by IS NULL)", name="closed_by_whom"),
        Index(
            "uq_exam_phone_confirmation_open",
            "booking_id",
            unique=True,
            sqlite_where=_OPEN,
            postgresql_where=_OPEN,
        ),
        Index("ix_exam_phone_confirmation_branch", "branch_id", "closed_at", "opened_at", "id"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=ids.new_id)
    branch_id: Mapped[str] = mapped_column(ForeignKey("branch.id"))
    booking_id: Mapped[str] = mapped_column(ForeignKey("exam_booking.id"))
    revision: Mapped[int]
    opened_at: Mapped[datetime] = mapped_column(default=clock.now)
    closed_at: Mapped[datetime | None]
    closed_by: Mapped[str | None] = mapped_column(ForeignKey("staff.id"))


class PhoneCall(Model):
    """One call about a changed booking: who was called, when, with what result; rows are never changed."""

    __tablename__ = "exam_phone_call"
    __table_args__ = (
        CheckConstraint(f"result IN ({_RESULTS})", name="result_known"),
        Index("ix_exam_phone_call_confirmation", "confirmation_id", "id"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=ids.new_id)
    branch_id: Mapped[str] = mapped_column(ForeignKey("branch.id"))
    confirmation_id: Mapped[str] = mapped_column(ForeignKey("exam_phone_confirmation.id"))
    called: Mapped[str | None] = mapped_column(crypto.Secret("exam_phone_call.called"))
    result: Mapped[str] = mapped_column(String(16))
    words: Mapped[str | None] = mapped_column(crypto.Secret("exam_phone_call.words"))
    by: Mapped[str] = mapped_column(ForeignKey("staff.id"))
    at: Mapped[datetime] = mapped_column(default=clock.now)


append_only.forbid(PhoneCall.__table__)  # type: ignore[arg-type]
append_only.forbid(BookingChange.__table__)  # type: ignore[arg-type]
