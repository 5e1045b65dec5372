"""What became of meals."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from webapp.diet_plans.models.checks import one_of
from webapp.diet_plans.rules.adherence import Mark
from webapp.diet_plans.rules.content import Meal
from webapp.kernel import clock, crypto, ids
from webapp.kernel.db import Id, Model


class MealLog(Model):
    """What became of one meal of one day; the latest mark counts (D6).

    `version_id` is the plan it was marked against, whatever is published later. `swaps` says what was
    eaten in place of an item: its key → `{"food", "zh", "en", "grams"}`, as it was that day.
    """

    __tablename__ = "diet_meal_log"
    __table_args__ = (
        CheckConstraint(one_of("mark", Mark), name="mark_known"),
        CheckConstraint(one_of("meal", Meal), name="meal_known"),
        CheckConstraint("mark <> 'SWAPPED' OR swaps IS NOT NULL", name="swapped_says_what"),
        UniqueConstraint("client_id", "day", "meal", name="uq_diet_meal_log_meal"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=ids.new_id)
    branch_id: Mapped[str] = mapped_column(Id, ForeignKey("branch.id"))
    client_id: Mapped[str] = mapped_column(Id, ForeignKey("client.id"))
    version_id: Mapped[str] = mapped_column(Id, ForeignKey("diet_plan_version.id"), index=True)
    day: Mapped[date]
    meal: Mapped[str] = mapped_column(String(16))
    mark: Mapped[str] = mapped_column(String(8))
    note: Mapped[str | None] = mapped_column(crypto.Secret("diet_meal_log.note"))
    swaps: Mapped[dict[str, dict[str, str]] | None] = mapped_column(crypto.SecretJson("diet_meal_log.swaps"))
    file_id: Mapped[str | None] = mapped_column(Id, ForeignKey("stored_file.id"))
    marked_at: Mapped[datetime] = mapped_column(default=clock.now)
