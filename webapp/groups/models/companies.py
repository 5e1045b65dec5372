"""Tables of companies: their contract years with the terms, members and contact persons."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.groups.rules.contract import PackageRule, Packages, Terms
from webapp.kernel import append_only, clock, ids
from webapp.kernel.db import Id, Model
from webapp.plans.rules import Delivery, ItemChange, Plan
from webapp.toolbox.words import Bilingual

_RUNNING = text("left_on IS NULL")
_PLANS = ",".join(f"'{plan}'" for plan in Plan)
_LEVELS = "('ECONOMY','STANDARD','COMPREHENSIVE','DELUXE')"
_SAME = "unanswered_package = level_{n}_package"


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
    """One contract year: the plan that was bought and the one exam institution (P1) stay as they were signed.

    What may be agreed anew stands in `GroupContractTerms`; `version` counts it and says which row holds.
    """

    __tablename__ = "group_contract"
    __table_args__ = (
        UniqueConstraint("group_id", "number", name="uq_group_contract_number"),
        CheckConstraint("number >= 1", name="number"),
        CheckConstraint("ends_on > starts_on", name="ends_after_it_starts"),
        CheckConstraint(f"plan IN ({_PLANS})", name="plan_known"),
        CheckConstraint("version >= 1", name="version_counts_up"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=ids.new_id)
    branch_id: Mapped[str] = mapped_column(Id, ForeignKey("branch.id"))
    group_id: Mapped[str] = mapped_column(Id, ForeignKey("client_group.id"))
    number: Mapped[int]
    plan: Mapped[str] = mapped_column(String(16))
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    institution_id: Mapped[str] = mapped_column(Id, ForeignKey("institution.id"))
    version: Mapped[int] = mapped_column(default=1)
    signed_at: Mapped[datetime] = mapped_column(default=clock.now)
    kept: Mapped[GroupContractTerms] = relationship(
        primaryjoin="and_(GroupContractTerms.contract_id == GroupContract.id,"
        " GroupContractTerms.version == GroupContract.version)",
        foreign_keys="[GroupContractTerms.contract_id, GroupContractTerms.version]",
        viewonly=True,
        uselist=False,
        lazy="joined",
        innerjoin=True,
    )

    @property
    def terms(self) -> Terms:
        """What holds now."""
        return self.kept.terms


class GroupContractTerms(Model):
    """What was agreed with a group from a day on (P2, P5); never changed: other terms are a further version."""

    __tablename__ = "group_contract_terms"
    __table_args__ = (
        UniqueConstraint("contract_id", "version", name="uq_group_contract_terms_version"),
        CheckConstraint("headcount >= 1", name="headcount"),
        CheckConstraint("lectures BETWEEN 1 AND 4", name="lectures"),
        CheckConstraint("newsletters BETWEEN 0 AND 12", name="newsletters"),
        CheckConstraint("delivery IN ('ELECTRONIC','PRINT')", name="delivery_known"),
        CheckConstraint("(delivery = 'PRINT') = (copies IS NOT NULL)", name="copies_of_print"),
        CheckConstraint("copies IS NULL OR copies >= 1", name="copies"),
        CheckConstraint("package_rule IN ('HEALTH_LEVEL','CHOSEN')", name="package_rule_known"),
        *(
            CheckConstraint(f"{column} IN {_LEVELS}", name=f"{column}_known")
            for column in ("unanswered_package", "level_1_package", "level_2_package", "level_3_package")
        ),
        CheckConstraint(
            f"package_rule <> 'CHOSEN' OR ({' AND '.join(_SAME.format(n=n) for n in (1, 2, 3))}"
            " AND unanswered_package <> 'ECONOMY')",
            name="chosen_for_everybody",
        ),
        CheckConstraint("(added = '' AND left_out = '') OR change_reason <> ''", name="change_has_reason"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=ids.new_id)
    branch_id: Mapped[str] = mapped_column(Id, ForeignKey("branch.id"))
    contract_id: Mapped[str] = mapped_column(Id, ForeignKey("group_contract.id"))
    version: Mapped[int]
    headcount: Mapped[int]
    lectures: Mapped[int]
    newsletters: Mapped[int]
    delivery: Mapped[str] = mapped_column(String(10))
    copies: Mapped[int | None]
    package_rule: Mapped[str] = mapped_column(String(12))
    unanswered_package: Mapped[str] = mapped_column(String(16))
    level_1_package: Mapped[str] = mapped_column(String(16))
    level_2_package: Mapped[str] = mapped_column(String(16))
    level_3_package: Mapped[str] = mapped_column(String(16))
    added: Mapped[str] = mapped_column(String(400), default="")
    left_out: Mapped[str] = mapped_column(String(400), default="")
    change_reason: Mapped[str] = mapped_column(String(300), default="")
    agreed_at: Mapped[datetime] = mapped_column(default=clock.now)
    agreed_by: Mapped[str] = mapped_column(Id, default="")

    @property
    def terms(self) -> Terms:
        """The terms as the rules know them."""
        levels = (self.level_1_package, self.level_2_package, self.level_3_package)
        return Terms(
            headcount=self.headcount,
            lectures=self.lectures,
            newsletters=self.newsletters,
            delivery=Delivery(self.delivery),
            copies=self.copies,
            packages=Packages(PackageRule(self.package_rule), self.unanswered_package, levels),
            change=ItemChange(tuple(self.added.split()), tuple(self.left_out.split()), self.change_reason),
        )


append_only.forbid(GroupContractTerms.__table__)  # type: ignore[arg-type]
append_only.forbid(
    GroupContract.__table__,  # type: ignore[arg-type]
    "UPDATE",
    unless="NEW.plan = OLD.plan AND NEW.institution_id = OLD.institution_id AND NEW.version >= OLD.version",
)


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
