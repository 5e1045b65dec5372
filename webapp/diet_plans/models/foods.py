"""The food table: foods of headquarters and of branches, what they were before, and the ways to find them."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from webapp.diet_plans.models.checks import one_of
from webapp.diet_plans.rules.foods.finding import LONGEST_KEY
from webapp.kernel import append_only, clock, ids
from webapp.kernel.db import Id, Model
from webapp.toolbox.sheets import ImportStatus

# Compared letter by letter on both engines: what begins alike stands together in the index.
_Key = String(LONGEST_KEY).with_variant(String(LONGEST_KEY, collation="C"), "postgresql")


class FoodChange(StrEnum):
    """What made a revision of a food."""

    ADDED = "ADDED"
    EDITED = "EDITED"
    IMPORTED = "IMPORTED"
    RETIRED = "RETIRED"
    BROUGHT_BACK = "BROUGHT_BACK"


class DietFood(Model):
    """One food as it is now. Headquarters' foods, without a branch, are everybody's; `row` is what a published
    version keeps of it (D1). A food is retired, never deleted."""

    __tablename__ = "diet_food"
    __table_args__ = (
        CheckConstraint("revision > 0", name="revision_counts_from_one"),
        UniqueConstraint("code", name="uq_diet_food_code"),
        Index("ix_diet_food_list", "branch_id", "name_zh", "id"),
        Index("ix_diet_food_exchange", "exchange_group"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=ids.new_id)
    branch_id: Mapped[str | None] = mapped_column(Id, ForeignKey("branch.id"))
    code: Mapped[str] = mapped_column(String(60))
    revision: Mapped[int] = mapped_column(default=1)
    name_zh: Mapped[str] = mapped_column(String(60))
    name_en: Mapped[str] = mapped_column(String(120))
    food_group: Mapped[str] = mapped_column(String(30))
    exchange_group: Mapped[str] = mapped_column(String(30), default="")
    row: Mapped[str] = mapped_column(Text)
    retired_at: Mapped[datetime | None]
    changed_at: Mapped[datetime] = mapped_column(default=clock.now)


class DietFoodRevision(Model):
    """What a food said after each change; the newest is the food itself."""

    __tablename__ = "diet_food_revision"
    __table_args__ = (
        CheckConstraint(one_of("change", FoodChange), name="change_known"),
        UniqueConstraint("food_id", "revision", name="uq_diet_food_revision_number"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=ids.new_id)
    branch_id: Mapped[str | None] = mapped_column(Id, ForeignKey("branch.id"))
    food_id: Mapped[str] = mapped_column(Id, ForeignKey("diet_food.id"))
    revision: Mapped[int]
    change: Mapped[str] = mapped_column(String(12))
    row: Mapped[str] = mapped_column(Text)
    changed_by: Mapped[str | None] = mapped_column(Id, ForeignKey("account.id"))
    changed_at: Mapped[datetime] = mapped_column(default=clock.now)


class DietFoodKey(Model):
    """One way to find a food that is not retired; `size` (letters of its name) orders what is equally close."""

    __tablename__ = "diet_food_key"
    __table_args__ = (Index("ix_diet_food_key_way", "key", "branch_id", "food_id", "whole", "begun", "size"),)

    food_id: Mapped[str] = mapped_column(Id, ForeignKey("diet_food.id"), primary_key=True)
    key: Mapped[str] = mapped_column(_Key, primary_key=True)
    branch_id: Mapped[str | None] = mapped_column(Id, ForeignKey("branch.id"))
    whole: Mapped[int] = mapped_column(SmallInteger)
    begun: Mapped[int] = mapped_column(SmallInteger)
    size: Mapped[int] = mapped_column(SmallInteger)


class DietFoodUse(Model):
    """When a nutritionist last put a food into a meal: what she uses is found first. Nothing of any client is in it."""

    __tablename__ = "diet_food_use"
    __table_args__ = (Index("ix_diet_food_use_latest", "staff_id", "used_at"),)

    staff_id: Mapped[str] = mapped_column(Id, ForeignKey("staff.id"), primary_key=True)
    code: Mapped[str] = mapped_column(String(60), ForeignKey("diet_food.code"), primary_key=True)
    branch_id: Mapped[str | None] = mapped_column(Id, ForeignKey("branch.id"))
    used_at: Mapped[datetime] = mapped_column(default=clock.now)


class DietFoodTable(Model):
    """The one row that says which state the table is in: the edition it was filled from, and changes since ever."""

    __tablename__ = "diet_food_table"
    __table_args__ = (CheckConstraint("id = 'FOODS'", name="one_row"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True, default="FOODS")
    edition: Mapped[str] = mapped_column(String(24))
    changes: Mapped[int] = mapped_column(default=0)


class DietFoodFile(Model):
    """A file with foods that headquarters brings in. `content` is packed until it is confirmed or thrown away."""

    __tablename__ = "diet_food_file"
    __table_args__ = (
        CheckConstraint(one_of("status", ImportStatus), name="status_known"),
        CheckConstraint("status = 'SHOWN' OR content IS NULL", name="ended_is_empty"),
        Index("ix_diet_food_file_list", "made_at", "id"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=ids.new_id)
    branch_id: Mapped[str | None] = mapped_column(Id, ForeignKey("branch.id"))
    account_id: Mapped[str] = mapped_column(Id, ForeignKey("account.id"))
    made_at: Mapped[datetime] = mapped_column(default=clock.now)
    name: Mapped[str] = mapped_column(String(80))
    digest: Mapped[str] = mapped_column(String(64))
    content: Mapped[str | None] = mapped_column(Text, deferred=True)
    status: Mapped[str] = mapped_column(String(8), default=ImportStatus.SHOWN)
    added: Mapped[int] = mapped_column(default=0)
    changed: Mapped[int] = mapped_column(default=0)


append_only.forbid(DietFoodRevision.__table__)  # type: ignore[arg-type]
append_only.forbid(DietFood.__table__, "DELETE")  # type: ignore[arg-type]
