"""Bulk assignment of exam places, reminders to those not booked, and what is told of health levels."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.groups.rules.assigning import Placing
from webapp.kernel import append_only, clock, crypto, ids
from webapp.kernel.db import Id, Model

_RUNNING = text("status = 'RUNNING'")
_UNSENT = text("status IN ('ASKED', 'SENDING')")
_OUTCOMES = ", ".join(f"'{one}'" for one in Placing)


class GroupAssignment(Model):
    """One run that gives members places on chosen days, in the name of who started it (B11).

    `days` are ISO days with spaces between. One run at a time for a contract year. FAILED: the worker gave it up;
    what it did stands, and it can go on from there.
    """

    __tablename__ = "group_assignment"
    __table_args__ = (
        CheckConstraint("status IN ('RUNNING','DONE','FAILED')", name="status_known"),
        CheckConstraint("done >= 0 AND done <= people", name="done_of_people"),
        Index(
            "uq_group_assignment_running",
            "contract_id",
            unique=True,
            sqlite_where=_RUNNING,
            postgresql_where=_RUNNING,
        ),
        Index("ix_group_assignment_list", "contract_id", "made_at", "id"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=ids.new_id)
    branch_id: Mapped[str] = mapped_column(Id, ForeignKey("branch.id"))
    group_id: Mapped[str] = mapped_column(Id, ForeignKey("client_group.id"))
    contract_id: Mapped[str] = mapped_column(Id, ForeignKey("group_contract.id"))
    staff_id: Mapped[str] = mapped_column(Id, ForeignKey("staff.id"))
    account_id: Mapped[str] = mapped_column(Id)
    made_at: Mapped[datetime] = mapped_column(default=clock.now)
    days: Mapped[str] = mapped_column(String(800))
    status: Mapped[str] = mapped_column(String(8), default="RUNNING")
    people: Mapped[int] = mapped_column(default=0)
    done: Mapped[int] = mapped_column(default=0)


class GroupAssignmentPerson(Model):
    """One member in a run, in the order of their turn, and what became of them."""

    __tablename__ = "group_assignment_person"
    __table_args__ = (
        CheckConstraint(f"outcome IN ({_OUTCOMES})", name="outcome_known"),
        CheckConstraint("(outcome = 'PLACED') = (booking_id IS NOT NULL)", name="placed_has_booking"),
        UniqueConstraint("assignment_id", "client_id", name="uq_group_assignment_person_client"),
        Index("ix_group_assignment_person_turn", "assignment_id", "outcome", "number"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=ids.new_id)
    branch_id: Mapped[str] = mapped_column(Id, ForeignKey("branch.id"))
    assignment_id: Mapped[str] = mapped_column(Id, ForeignKey("group_assignment.id"))
    number: Mapped[int]
    client_id: Mapped[str] = mapped_column(Id, ForeignKey("client.id"))
    department: Mapped[str] = mapped_column(String(60), default="")
    outcome: Mapped[str] = mapped_column(String(16), default=Placing.OPEN)
    booking_id: Mapped[str | None] = mapped_column(Id, ForeignKey("exam_booking.id"))


class GroupReminder(Model):
    """A reminder to members who have no place: the contact may ask for it, the branch sends it (B11)."""

    __tablename__ = "group_reminder"
    __table_args__ = (
        CheckConstraint("status IN ('ASKED','SENDING','SENT')", name="status_known"),
        CheckConstraint("(status = 'ASKED') = (sent_at IS NULL)", name="sent_when"),
        Index(
            "uq_group_reminder_unsent",
            "contract_id",
            unique=True,
            sqlite_where=_UNSENT,
            postgresql_where=_UNSENT,
        ),
        Index("ix_group_reminder_list", "contract_id", "sent_at"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=ids.new_id)
    branch_id: Mapped[str] = mapped_column(Id, ForeignKey("branch.id"))
    group_id: Mapped[str] = mapped_column(Id, ForeignKey("client_group.id"))
    contract_id: Mapped[str] = mapped_column(Id, ForeignKey("group_contract.id"))
    status: Mapped[str] = mapped_column(String(8))
    asked_by: Mapped[str] = mapped_column(Id, default="")
    asked_at: Mapped[datetime | None]
    sent_by: Mapped[str] = mapped_column(Id, default="")
    sent_at: Mapped[datetime | None]
    people: Mapped[int] = mapped_column(default=0)


class GroupReminded(Model):
    """One person was reminded in one round: once, whatever the worker goes through."""

    __tablename__ = "group_reminded"
    __table_args__ = (UniqueConstraint("reminder_id", "client_id", name="uq_group_reminded_client"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=ids.new_id)
    branch_id: Mapped[str] = mapped_column(Id, ForeignKey("branch.id"))
    reminder_id: Mapped[str] = mapped_column(Id, ForeignKey("group_reminder.id"))
    client_id: Mapped[str] = mapped_column(Id, ForeignKey("client.id"))
    told_at: Mapped[datetime] = mapped_column(default=clock.now)


class GroupLevels(Model):
    """How many members have which health level, as the company may be told (P2): never changed.

    `figures` is what is told. `people` are those counted, kept so that the next one differs by five at least.
    """

    __tablename__ = "group_levels"
    __table_args__ = (
        UniqueConstraint("contract_id", "number", name="uq_group_levels_number"),
        CheckConstraint("number >= 1", name="number"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=ids.new_id)
    branch_id: Mapped[str] = mapped_column(Id, ForeignKey("branch.id"))
    contract_id: Mapped[str] = mapped_column(Id, ForeignKey("group_contract.id"))
    number: Mapped[int]
    counted_at: Mapped[datetime] = mapped_column(default=clock.now)
    figures: Mapped[dict[str, Any]] = mapped_column(crypto.SecretJson("group_levels.figures"))
    people: Mapped[dict[str, Any]] = mapped_column(crypto.SecretJson("group_levels.people"))


append_only.forbid(GroupReminded.__table__)  # type: ignore[arg-type]
append_only.forbid(GroupLevels.__table__)  # type: ignore[arg-type]
