"""Tables of the groups room: companies, their contracts, members and contact persons, and the group report."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.kernel import append_only, clock, crypto, ids
from webapp.kernel.db import Id, Model
from webapp.toolbox.words import Bilingual

_RUNNING = text("left_on IS NULL")
_OPEN = text("status IN ('DRAFT','REVIEWED')")
_RELEASED = text("status = 'RELEASED'")


class ClientGroup(Model):
    """A company that buys a plan for its people."""

    __tablename__ = "client_group"
    __table_args__ = (Index("ix_client_group_branch", "branch_id", "name_zh", "id"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=ids.new_id)
    branch_id: Mapped[str] = mapped_column(Id, ForeignKey("branch.id"))
    name_zh: Mapped[str] = mapped_column(String(80))
    name_en: Mapped[str] = mapped_column(String(120))
    opened_at: Mapped[datetime] = mapped_column(default=clock.now)

    @property
    def name(self) -> Bilingual:
        """Give the name in both scripts."""
        return Bilingual(self.name_zh, self.name_en)


class GroupContract(Model):
    """One contract year: headcount, number of lectures (P5), and the one exam institution (P1)."""

    __tablename__ = "group_contract"
    __table_args__ = (
        UniqueConstraint("group_id", "number", name="uq_group_contract_number"),
        CheckConstraint("number >= 1", name="number"),
        CheckConstraint("ends_on > starts_on", name="ends_after_it_starts"),
        CheckConstraint("headcount >= 1", name="headcount"),
        CheckConstraint("lectures BETWEEN 1 AND 4", name="lectures"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=ids.new_id)
    branch_id: Mapped[str] = mapped_column(Id, ForeignKey("branch.id"))
    group_id: Mapped[str] = mapped_column(Id, ForeignKey("client_group.id"))
    number: Mapped[int]
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    headcount: Mapped[int]
    lectures: Mapped[int]
    institution_id: Mapped[str] = mapped_column(Id, ForeignKey("institution.id"))
    signed_at: Mapped[datetime] = mapped_column(default=clock.now)


class GroupMember(Model):
    """A client on a group's roster, from a day to a day; on one roster at a time."""

    __tablename__ = "group_member"
    __table_args__ = (
        Index(
            "uq_group_member_running",
            "client_id",
            unique=True,
            sqlite_where=_RUNNING,
            postgresql_where=_RUNNING,
        ),
        Index("ix_group_member_roster", "group_id", "joined_on", "id"),
        CheckConstraint("left_on >= joined_on", name="left_after_joining"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=ids.new_id)
    branch_id: Mapped[str] = mapped_column(Id, ForeignKey("branch.id"))
    group_id: Mapped[str] = mapped_column(Id, ForeignKey("client_group.id"))
    client_id: Mapped[str] = mapped_column(Id, ForeignKey("client.id"))
    department: Mapped[str] = mapped_column(String(60), default="")
    joined_on: Mapped[date]
    left_on: Mapped[date | None]


class GroupContact(Model):
    """The person at the company who reads the group report: one at a time, with an account of their own."""

    __tablename__ = "group_contact"
    __table_args__ = (
        UniqueConstraint("account_id", name="uq_group_contact_account_id"),
        Index(
            "uq_group_contact_running",
            "group_id",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=ids.new_id)
    branch_id: Mapped[str] = mapped_column(Id, ForeignKey("branch.id"))
    group_id: Mapped[str] = mapped_column(Id, ForeignKey("client_group.id"))
    account_id: Mapped[str] = mapped_column(Id, ForeignKey("account.id"))
    name_zh: Mapped[str] = mapped_column(String(60))
    name_en: Mapped[str] = mapped_column(String(80))
    since: Mapped[datetime] = mapped_column(default=clock.now)
    ended_at: Mapped[datetime | None]

    @property
    def name(self) -> Bilingual:
        """Give the name in both scripts."""
        return Bilingual(self.name_zh, self.name_en)


class GroupReport(Model):
    """The report of one contract year (S6): figures that are safe to tell, frozen when they are worked out.

    `figures` is `rules.report.figures`: nothing else about anybody is kept here. One released report a contract.
    """

    __tablename__ = "group_report"
    __table_args__ = (
        CheckConstraint("status IN ('DRAFT','REVIEWED','RELEASED','SUPERSEDED')", name="status_known"),
        CheckConstraint("(reviewed_by IS NULL) = (reviewed_at IS NULL)", name="reviewed_when"),
        CheckConstraint("status <> 'DRAFT' OR reviewed_by IS NULL", name="draft_is_unreviewed"),
        CheckConstraint(
            "status NOT IN ('REVIEWED','RELEASED') OR reviewed_by IS NOT NULL", name="reviewed_by_whom"
        ),
        CheckConstraint("(status = 'RELEASED') = (released_at IS NOT NULL)", name="released_when"),
        CheckConstraint("(released_by IS NULL) = (released_at IS NULL)", name="released_by_whom"),
        Index("uq_group_report_open", "contract_id", unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN),
        Index(
            "uq_group_report_released",
            "contract_id",
            unique=True,
            sqlite_where=_RELEASED,
            postgresql_where=_RELEASED,
        ),
        Index("ix_group_report_group", "group_id", "status"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=ids.new_id)
    branch_id: Mapped[str] = mapped_column(Id, ForeignKey("branch.id"))
    group_id: Mapped[str] = mapped_column(Id, ForeignKey("client_group.id"))
    contract_id: Mapped[str] = mapped_column(Id, ForeignKey("group_contract.id"))
    status: Mapped[str] = mapped_column(String(12), default="DRAFT")
    figures: Mapped[dict[str, Any]] = mapped_column(crypto.SecretJson("group_report.figures"))
    prepared_by: Mapped[str] = mapped_column(Id, ForeignKey("staff.id"))
    prepared_at: Mapped[datetime] = mapped_column(default=clock.now)
    comment: Mapped[str | None] = mapped_column(crypto.Secret("group_report.comment"))
    comment_language: Mapped[str] = mapped_column(String(8), default="")
    reviewed_by: Mapped[str | None] = mapped_column(Id, ForeignKey("staff.id"))
    reviewed_at: Mapped[datetime | None]
    released_by: Mapped[str | None] = mapped_column(Id, ForeignKey("staff.id"))
    released_at: Mapped[datetime | None]


class GroupReportSubject(Model):
    """Whose assessment is counted in a report: kept so that two years can be held against each other, never shown."""

    __tablename__ = "group_report_subject"
    __table_args__ = (UniqueConstraint("report_id", "client_id", name="uq_group_report_subject_client"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=ids.new_id)
    branch_id: Mapped[str] = mapped_column(Id, ForeignKey("branch.id"))
    report_id: Mapped[str] = mapped_column(Id, ForeignKey("group_report.id"))
    client_id: Mapped[str] = mapped_column(Id, ForeignKey("client.id"))
    assessment_id: Mapped[str] = mapped_column(Id, ForeignKey("assessment.id"))


_SAME_FIGURES = "NEW.figures = OLD.figures AND NEW.contract_id = OLD.contract_id"
append_only.forbid(
    GroupReport.__table__,  # type: ignore[arg-type]
    "UPDATE",
    unless=f"OLD.status IN ('DRAFT','REVIEWED') AND {_SAME_FIGURES}",
)
append_only.forbid(GroupReport.__table__, "DELETE")  # type: ignore[arg-type]
append_only.forbid(GroupReportSubject.__table__)  # type: ignore[arg-type]
