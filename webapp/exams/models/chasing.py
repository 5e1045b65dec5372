"""Who asked an institution for an overdue report, and who got a report when. Both only grow (X1)."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from webapp.exams.rules.chasing import Outcome, Way
from webapp.exams.rules.delivery import Form, Receiver
from webapp.kernel import append_only, clock, crypto, ids
from webapp.kernel.db import Id, Model


def _listed(words: type[Way] | type[Outcome] | type[Form] | type[Receiver]) -> str:
    return ", ".join(f"'{word}'" for word in words)


class Chase(Model):
    """One try to get a report: whom one spoke to (`whom`), what came of it, when one asks again."""

    __tablename__ = "exam_chase"
    __table_args__ = (
        CheckConstraint(f"way IN ({_listed(Way)})", name="way_known"),
        CheckConstraint(f"outcome IN ({_listed(Outcome)})", name="outcome_known"),
        CheckConstraint("(outcome = 'PROMISED') = (promised_for IS NOT NULL)", name="promised_has_day"),
        Index("ix_exam_chase_booking", "booking_id", "id"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=ids.new_id)
    branch_id: Mapped[str] = mapped_column(Id, ForeignKey("branch.id"))
    booking_id: Mapped[str] = mapped_column(Id, ForeignKey("exam_booking.id"))
    way: Mapped[str] = mapped_column(String(8))
    whom: Mapped[str] = mapped_column(String(80))
    outcome: Mapped[str] = mapped_column(String(10))
    promised_for: Mapped[date | None]
    words: Mapped[str | None] = mapped_column(crypto.Secret("exam_chase.words"))
    again_on: Mapped[date]
    by: Mapped[str] = mapped_column(Id, ForeignKey("staff.id"))
    at: Mapped[datetime] = mapped_column(default=clock.now)


class Delivery(Model):
    """One hand-over of a verified report; `to_name` is who took it."""

    __tablename__ = "exam_delivery"
    __table_args__ = (
        CheckConstraint(f"form IN ({_listed(Form)})", name="form_known"),
        CheckConstraint(f"receiver IN ({_listed(Receiver)})", name="receiver_known"),
        CheckConstraint(
            "receiver <> 'GROUP_CONTACT' OR (form = 'PRINTED' AND sealed)", name="group_gets_sealed"
        ),
        Index("ix_exam_delivery_report", "report_id", "id"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=ids.new_id)
    branch_id: Mapped[str] = mapped_column(Id, ForeignKey("branch.id"))
    client_id: Mapped[str] = mapped_column(Id, ForeignKey("client.id"))
    report_id: Mapped[str] = mapped_column(Id, ForeignKey("exam_report.id"))
    form: Mapped[str] = mapped_column(String(10))
    receiver: Mapped[str] = mapped_column(String(16))
    to_name: Mapped[str | None] = mapped_column(crypto.Secret("exam_delivery.to_name"))
    sealed: Mapped[bool]
    delivered_on: Mapped[date]
    by: Mapped[str] = mapped_column(Id, ForeignKey("staff.id"))
    at: Mapped[datetime] = mapped_column(default=clock.now)


append_only.forbid(Chase.__table__)  # type: ignore[arg-type]
append_only.forbid(Delivery.__table__)  # type: ignore[arg-type]
