"""Roster files on their way in, and whose service year belongs to which contract year."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.groups.rules.roster.matching import RowOutcome, RowState
from webapp.kernel import clock, crypto, housekeeping, ids
from webapp.kernel.db import Id, Model
from webapp.toolbox.sheets import ImportStatus

KEPT_FOR = timedelta(days=30)
_STATUSES = ", ".join(f"'{status}'" for status in ImportStatus)
_STATES = ", ".join(f"'{state}'" for state in RowState)
_OUTCOMES = ", ".join(f"'{outcome}'" for outcome in RowOutcome)
_OPEN = text("status IN ('READING', 'SHOWN', 'APPLYING')")


class RosterImport(Model):
    """One file with a company's people. `content` is its sealed bytes until the import has ended.

    `done` of `people` lines are through the step that `status` names; `fault` says why the file is refused.
    """

    __tablename__ = "group_roster_import"
    __table_args__ = (
        CheckConstraint(f"status IN ({_STATUSES})", name="status_known"),
        CheckConstraint(
            "status IN ('READING', 'SHOWN', 'APPLYING') OR content IS NULL", name="ended_is_empty"
        ),
        CheckConstraint("done >= 0 AND done <= people", name="done_of_people"),
        Index(
            "uq_group_roster_import_open",
            "contract_id",
            "digest",
            unique=True,
            sqlite_where=_OPEN,
            postgresql_where=_OPEN,
        ),
        Index("ix_group_roster_import_list", "contract_id", "made_at", "id"),
        Index("ix_group_roster_import_made", "made_at"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=ids.new_id)
    branch_id: Mapped[str] = mapped_column(Id, ForeignKey("branch.id"))
    group_id: Mapped[str] = mapped_column(Id, ForeignKey("client_group.id"))
    contract_id: Mapped[str] = mapped_column(Id, ForeignKey("group_contract.id"))
    account_id: Mapped[str] = mapped_column(Id)
    made_at: Mapped[datetime] = mapped_column(default=clock.now)
    name: Mapped[str] = mapped_column(crypto.Secret("group_roster_import.name"))
    digest: Mapped[str] = mapped_column(String(64))
    content: Mapped[str | None] = mapped_column(crypto.Secret("group_roster_import.content"), deferred=True)
    status: Mapped[str] = mapped_column(String(8), default=ImportStatus.READING)
    people: Mapped[int] = mapped_column(default=0)
    done: Mapped[int] = mapped_column(default=0)


class RosterImportRow(Model):
    """One line of a file: what would happen (`state`), and what did (`outcome`). `held` is what it says."""

    __tablename__ = "group_roster_import_row"
    __table_args__ = (
        CheckConstraint(f"state IN ({_STATES})", name="state_known"),
        CheckConstraint(f"outcome IN ({_OUTCOMES})", name="outcome_known"),
        UniqueConstraint("import_id", "number", name="uq_group_roster_import_row_number"),
        Index("ix_group_roster_import_row_open", "import_id", "outcome", "number"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=ids.new_id)
    branch_id: Mapped[str] = mapped_column(Id, ForeignKey("branch.id"))
    import_id: Mapped[str] = mapped_column(Id, ForeignKey("group_roster_import.id", ondelete="CASCADE"))
    number: Mapped[int]
    client_id: Mapped[str | None] = mapped_column(Id, ForeignKey("client.id"))
    state: Mapped[str] = mapped_column(String(8))
    outcome: Mapped[str] = mapped_column(String(12), default=RowOutcome.OPEN)
    held: Mapped[dict[str, Any]] = mapped_column(crypto.SecretJson("group_roster_import_row.held"))


class GroupEnrolment(Model):
    """A member's service year under a contract year: one each, and each service year under one."""

    __tablename__ = "group_enrolment"
    __table_args__ = (
        UniqueConstraint("contract_id", "client_id", name="uq_group_enrolment_client"),
        UniqueConstraint("enrolment_id", name="uq_group_enrolment_enrolment"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=ids.new_id)
    branch_id: Mapped[str] = mapped_column(Id, ForeignKey("branch.id"))
    contract_id: Mapped[str] = mapped_column(Id, ForeignKey("group_contract.id"))
    client_id: Mapped[str] = mapped_column(Id, ForeignKey("client.id"), index=True)
    enrolment_id: Mapped[str] = mapped_column(Id, ForeignKey("enrolment.id"))
    enrolled_at: Mapped[datetime] = mapped_column(default=clock.now)


housekeeping.keep(RosterImport, RosterImport.made_at, KEPT_FOR)
