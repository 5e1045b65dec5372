"""What is being written for a client, and what was published."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.diet_plans.models.checks import one_of
from webapp.diet_plans.rules.versions import LIVE, TRANSITIONS, VersionStatus
from webapp.kernel import append_only, clock, crypto, ids
from webapp.kernel.db import Id, Model

_FIXED = (
    "id",
    "branch_id",
    "client_id",
    "number",
    "draft_revision",
    "effective_from",
    "content",
    "content_hash",
    "food_table",
    "exchange_table",
    "published_by",
    "published_at",
)
_ONCE = ("read_at", "ended_at", "withdrawn_by", "withdrawal_reason")


class DietDraft(Model):
    """What is being written: a client's plan, or a template (headquarters' has no branch). `revision` rises with
    every change; `arranged` is the one that last added, moved or took out a phase, or put other ones in their place:
    until then each is where it was."""

    __tablename__ = "diet_draft"
    __table_args__ = (
        CheckConstraint("(client_id IS NULL) <> (template_id IS NULL)", name="of_one"),
        CheckConstraint("client_id IS NULL OR branch_id IS NOT NULL", name="a_clients_in_a_branch"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=ids.new_id)
    branch_id: Mapped[str | None] = mapped_column(Id, ForeignKey("branch.id"))
    client_id: Mapped[str | None] = mapped_column(Id, ForeignKey("client.id"), unique=True)
    template_id: Mapped[str | None] = mapped_column(Id, ForeignKey("diet_template.id"), unique=True)
    revision: Mapped[int] = mapped_column(default=1)
    arranged: Mapped[int] = mapped_column(default=0)
    content: Mapped[str] = mapped_column(crypto.Secret("diet_draft.content"))
    changed_by: Mapped[str] = mapped_column(Id, ForeignKey("staff.id"))
    changed_at: Mapped[datetime] = mapped_column(default=clock.now)


def _one_live(status: VersionStatus) -> Index:
    """A client has at most one version with this status."""
    live = text(f"status = '{status.value}'")
    name = f"uq_diet_plan_version_one_{status.value.lower()}"
    return Index(name, "client_id", unique=True, sqlite_where=live, postgresql_where=live)


class DietPlanVersion(Model):
    """A published plan with the foods as they were (D1, D4). `effective_from` is its first day.

    The database refuses to change it: its status takes the ways of `rules.versions`, and what is
    empty (when it was read, when and why it ended) may be filled once.
    """

    __tablename__ = "diet_plan_version"
    __table_args__ = (
        CheckConstraint(one_of("status", VersionStatus), name="status_known"),
        CheckConstraint("number > 0", name="number_counts_from_one"),
        CheckConstraint(
            f"(ended_at IS NULL) = (status IN ({', '.join(repr(one.value) for one in LIVE)}))",
            name="ended_has_a_moment",
        ),
        CheckConstraint(
            "(status = 'WITHDRAWN') = (withdrawn_by IS NOT NULL AND withdrawal_reason IS NOT NULL)",
            name="withdrawn_has_a_reason",
        ),
        UniqueConstraint("client_id", "number", name="uq_diet_plan_version_number"),
        _one_live(VersionStatus.EFFECTIVE),
        _one_live(VersionStatus.SCHEDULED),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=ids.new_id)
    branch_id: Mapped[str] = mapped_column(Id, ForeignKey("branch.id"))
    client_id: Mapped[str] = mapped_column(Id, ForeignKey("client.id"))
    number: Mapped[int]
    draft_revision: Mapped[int]
    status: Mapped[str] = mapped_column(String(12), default=VersionStatus.EFFECTIVE)
    effective_from: Mapped[date]
    content: Mapped[str] = mapped_column(crypto.Secret("diet_plan_version.content"), deferred=True)
    content_hash: Mapped[str] = mapped_column(String(64))
    food_table: Mapped[str] = mapped_column(String(40))
    exchange_table: Mapped[str] = mapped_column(String(40))
    published_by: Mapped[str] = mapped_column(Id, ForeignKey("staff.id"))
    published_at: Mapped[datetime] = mapped_column(default=clock.now)
    read_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    withdrawn_by: Mapped[str | None] = mapped_column(Id, ForeignKey("staff.id"))
    withdrawal_reason: Mapped[str | None] = mapped_column(
        crypto.Secret("diet_plan_version.withdrawal_reason"), deferred=True
    )

    @property
    def ended_on(self) -> date | None:
        """The day it ended, as its client's calendar has it."""
        return clock.local(self.ended_at).date() if self.ended_at else None


def _ways() -> str:
    """Write the table of transitions as an SQL condition."""
    ways = (
        f"(OLD.status = '{old.value}' AND NEW.status = '{new.value}')"
        for old, following in TRANSITIONS.items()
        for new in following
    )
    return f"(NEW.status = OLD.status OR {' OR '.join(ways)})"


append_only.forbid(
    DietPlanVersion.__table__,  # type: ignore[arg-type]
    "UPDATE",
    unless=" AND ".join(
        (
            *(f"NEW.{column} = OLD.{column}" for column in _FIXED),
            _ways(),
            *(f"COALESCE(NEW.{column} = OLD.{column}, OLD.{column} IS NULL)" for column in _ONCE),
        )
    ),
)
append_only.forbid(DietPlanVersion.__table__, "DELETE")  # type: ignore[arg-type]
