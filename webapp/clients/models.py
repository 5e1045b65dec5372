"""Tables of the clients room."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.clients import rules
from webapp.kernel import clock, crypto, ids
from webapp.kernel.db import Id, Model
from webapp.toolbox.words import Bilingual

_LIVE = text("until_at IS NULL")
_OCCUPATIONS = ",".join(f"'{code}'" for code in ("", *rules.OCCUPATIONS))
_PURPOSES = ",".join(f"'{purpose}'" for purpose in rules.Purpose)


class Client(Model):
    """A client. Phone, ID number, address and allergies are sealed; the phone's tail is kept for search.

    An empty `occupation` was never told: nobody knows it, which is not the same as having none.
    """

    __tablename__ = "client"
    __table_args__ = (
        CheckConstraint("sex IN ('MALE','FEMALE')", name="sex"),
        CheckConstraint(f"occupation IN ({_OCCUPATIONS})", name="occupation"),
        Index("ix_client_branch_name", "branch_id", "name_zh", "id"),
        Index("ix_client_branch_birth", "branch_id", "birth_date", "id"),
        Index("ix_client_branch_pinyin", "branch_id", "pinyin", "id"),
        Index("ix_client_branch_initials", "branch_id", "initials", "id"),
        Index("ix_client_branch_tail", "branch_id", "phone_tail", "id"),
        Index("ix_client_id_index", "id_index"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=ids.new_id)
    branch_id: Mapped[str] = mapped_column(Id, ForeignKey("branch.id"))
    account_id: Mapped[str | None] = mapped_column(Id, ForeignKey("account.id"), unique=True)
    name_zh: Mapped[str] = mapped_column(String(60))
    name_en: Mapped[str] = mapped_column(String(80))
    pinyin: Mapped[str] = mapped_column(String(120), default="")
    initials: Mapped[str] = mapped_column(String(20), default="")
    sex: Mapped[str] = mapped_column(String(6))
    birth_date: Mapped[date]
    occupation: Mapped[str] = mapped_column(String(60), default="")
    phone: Mapped[str] = mapped_column(crypto.Secret("client.phone"))
    phone_index: Mapped[str] = mapped_column(String(64), index=True)
    phone_tail: Mapped[str] = mapped_column(String(4), default="")
    id_number: Mapped[str | None] = mapped_column(crypto.Secret("client.id_number"))
    id_index: Mapped[str] = mapped_column(String(64), default="")
    address: Mapped[str | None] = mapped_column(crypto.Secret("client.address"))
    allergies: Mapped[str | None] = mapped_column(crypto.Secret("client.allergies"))
    created_at: Mapped[datetime] = mapped_column(default=clock.now)

    @property
    def name(self) -> Bilingual:
        """The client's name in both scripts."""
        return Bilingual(zh=self.name_zh, en=self.name_en)

    @property
    def allergens(self) -> tuple[rules.Allergen, ...]:
        """What the client is allergic to; empty when nothing is known of."""
        return tuple(rules.Allergen(code) for code in (self.allergies or "").split(",") if code)


class CareTeamMember(Model):
    """Who looks after a client in one capacity; one live row each. A substitute acts meanwhile."""

    __tablename__ = "care_team_member"
    __table_args__ = (
        Index(
            "uq_care_team_member_live",
            "client_id",
            "capacity",
            unique=True,
            sqlite_where=_LIVE,
            postgresql_where=_LIVE,
        ),
        Index("ix_care_team_member_staff_id", "staff_id", "until_at"),
        Index("ix_care_team_member_substitute_id", "substitute_id", "until_at"),
        CheckConstraint("substitute_id IS NULL OR substitute_id <> staff_id", name="substitute_is_another"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=ids.new_id)
    branch_id: Mapped[str] = mapped_column(Id, ForeignKey("branch.id"))
    client_id: Mapped[str] = mapped_column(Id, ForeignKey("client.id"))
    capacity: Mapped[str] = mapped_column(String(20))
    staff_id: Mapped[str] = mapped_column(Id, ForeignKey("staff.id"))
    substitute_id: Mapped[str | None] = mapped_column(Id, ForeignKey("staff.id"))
    since_at: Mapped[datetime] = mapped_column(default=clock.now)
    until_at: Mapped[datetime | None]

    @property
    def acting_id(self) -> str:
        """Who does the work now."""
        return self.substitute_id or self.staff_id


class ServedBy(Model):
    """The ledger every room files into: who served whom, in which capacity, on which day."""

    __tablename__ = "served_by"
    __table_args__ = (
        UniqueConstraint("client_id", "staff_id", "capacity", "day", name="uq_served_by_once_a_day"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=ids.new_id)
    branch_id: Mapped[str] = mapped_column(Id, ForeignKey("branch.id"))
    client_id: Mapped[str] = mapped_column(Id, ForeignKey("client.id"))
    staff_id: Mapped[str] = mapped_column(Id, ForeignKey("staff.id"), index=True)
    capacity: Mapped[str] = mapped_column(String(20))
    day: Mapped[date]


class Consent(Model):
    """One consent for one purpose and version; withdrawn by ending it, never by deleting (A5)."""

    __tablename__ = "consent"
    __table_args__ = (
        CheckConstraint(f"purpose IN ({_PURPOSES})", name="purpose_known"),
        Index(
            "uq_consent_live",
            "client_id",
            "purpose",
            unique=True,
            sqlite_where=text("withdrawn_at IS NULL"),
            postgresql_where=text("withdrawn_at IS NULL"),
        ),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=ids.new_id)
    branch_id: Mapped[str] = mapped_column(Id, ForeignKey("branch.id"))
    client_id: Mapped[str] = mapped_column(Id, ForeignKey("client.id"))
    purpose: Mapped[str] = mapped_column(String(30))
    version: Mapped[int] = mapped_column(Integer)
    given_at: Mapped[datetime] = mapped_column(default=clock.now)
    given_by: Mapped[str] = mapped_column(Id, default="")
    withdrawn_at: Mapped[datetime | None]
