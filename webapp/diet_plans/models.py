"""Tables of the diet plans room: one draft a client, published versions, and what became of meals."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.diet_plans.rules.adherence import Mark
from webapp.diet_plans.rules.content import Meal
from webapp.diet_plans.rules.publishing import VersionStatus
from webapp.kernel import append_only, clock, crypto, ids
from webapp.kernel.db import Id, Model

_EFFECTIVE = text("status = 'EFFECTIVE'")
_FIXED = ("id", "branch_id", "client_id", "number", "content", "content_hash", "food_table", "published_by")


def _one_of(column: str, words: type[Mark] | type[Meal] | type[VersionStatus]) -> str:
    return f"{column} IN ({', '.join(repr(word.value) for word in words)})"


class DietDraft(Model):
    """What a nutritionist is writing for a client. `revision` rises with every change."""

    __tablename__ = "diet_draft"

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=ids.new_id)
    branch_id: Mapped[str] = mapped_column(Id, ForeignKey("branch.id"))
    client_id: Mapped[str] = mapped_column(Id, ForeignKey("client.id"), unique=True)
    revision: Mapped[int] = mapped_column(default=1)
    content: Mapped[str] = mapped_column(crypto.Secret("diet_draft.content"))
    changed_by: Mapped[str] = mapped_column(Id, ForeignKey("staff.id"))
    changed_at: Mapped[datetime] = mapped_column(default=clock.now)


class DietPlanVersion(Model):
    """A published plan with the foods as they were (D1, D4). The database refuses to change it:
    only its status may go from EFFECTIVE to SUPERSEDED, and `read_at` be filled once."""

    __tablename__ = "diet_plan_version"
    __table_args__ = (
        CheckConstraint(_one_of("status", VersionStatus), name="status_known"),
        CheckConstraint("number > 0", name="number_counts_from_one"),
        UniqueConstraint("client_id", "number", name="uq_diet_plan_version_number"),
        Index(
            "uq_diet_plan_version_one_effective",
            "client_id",
            unique=True,
            sqlite_where=_EFFECTIVE,
            postgresql_where=_EFFECTIVE,
        ),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=ids.new_id)
    branch_id: Mapped[str] = mapped_column(Id, ForeignKey("branch.id"))
    client_id: Mapped[str] = mapped_column(Id, ForeignKey("client.id"))
    number: Mapped[int]
    status: Mapped[str] = mapped_column(String(12), default=VersionStatus.EFFECTIVE)
    content: Mapped[str] = mapped_column(crypto.Secret("diet_plan_version.content"), deferred=True)
    content_hash: Mapped[str] = mapped_column(String(64))
    food_table: Mapped[str] = mapped_column(String(40))
    published_by: Mapped[str] = mapped_column(Id, ForeignKey("staff.id"))
    published_at: Mapped[datetime] = mapped_column(default=clock.now)
    read_at: Mapped[datetime | None]


class MealLog(Model):
    """What became of one meal of one day; the latest mark counts (D6)."""

    __tablename__ = "diet_meal_log"
    __table_args__ = (
        CheckConstraint(_one_of("mark", Mark), name="mark_known"),
        CheckConstraint(_one_of("meal", Meal), name="meal_known"),
        UniqueConstraint("client_id", "day", "meal", name="uq_diet_meal_log_meal"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=ids.new_id)
    branch_id: Mapped[str] = mapped_column(Id, ForeignKey("branch.id"))
    client_id: Mapped[str] = mapped_column(Id, ForeignKey("client.id"))
    version_id: Mapped[str] = mapped_column(Id, ForeignKey("diet_plan_version.id"), index=True)
    day: Mapped[date]
    meal: Mapped[str] = mapped_column(String(10))
    mark: Mapped[str] = mapped_column(String(8))
    marked_at: Mapped[datetime] = mapped_column(default=clock.now)


append_only.forbid(
    DietPlanVersion.__table__,  # type: ignore[arg-type]
    "UPDATE",
    unless=" AND ".join(
        (
            *(f"NEW.{column} = OLD.{column}" for column in (*_FIXED, "published_at")),
            "(NEW.status = OLD.status OR OLD.status = 'EFFECTIVE')",
            "COALESCE(NEW.read_at = OLD.read_at, OLD.read_at IS NULL)",
        )
    ),
)
append_only.forbid(DietPlanVersion.__table__, "DELETE")  # type: ignore[arg-type]
