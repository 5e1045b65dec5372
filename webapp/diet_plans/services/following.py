"""The client's side: marking meals and having read the plan (D6)."""

from __future__ import annotations

from datetime import date

from sqlalchemy import delete, update

from webapp.diet_plans import queries
from webapp.diet_plans.models import DietPlanVersion, MealLog
from webapp.diet_plans.refusals import NoSuchMeal
from webapp.diet_plans.rules.adherence import Mark, may_mark
from webapp.diet_plans.rules.content import Meal
from webapp.kernel import audit, clock, ids
from webapp.kernel.db import changed
from webapp.kernel.inserting import insert_into


def mark_meal(*, client_id: str, day: date, meal: Meal, mark: Mark, actor_id: str) -> None:
    """Say what became of a planned meal; saying it again changes it, saying the same does no harm.

    Raises NoSuchMeal when the plan has none there, or the day is not one of the last seven.
    """
    plan = queries.effective_plan(client_id)
    if plan is None or plan.content.menu(day.weekday(), meal).empty:
        raise NoSuchMeal
    if not may_mark(day, today=clock.today()):
        raise NoSuchMeal
    _write(plan.version, day, meal, mark)
    _note("diet_plans.meal.marked", plan.version, actor_id, {"meal": meal.value, "mark": mark.value})


def _write(version: DietPlanVersion, day: date, meal: Meal, mark: Mark) -> None:
    """Insert or change in one statement, so that two presses at once leave one row."""
    latest = {"mark": mark.value, "version_id": version.id, "marked_at": clock.now()}
    row = {
        "id": ids.new_id(),
        "branch_id": version.branch_id,
        "client_id": version.client_id,
        "day": day,
        "meal": meal.value,
    }
    changed(
        insert_into(MealLog)
        .values(**row, **latest)
        .on_conflict_do_update(index_elements=["client_id", "day", "meal"], set_=latest)
    )


def unmark_meal(*, client_id: str, day: date, meal: Meal, actor_id: str) -> None:
    """Take a mark back, as long as the day may be marked. Raises NoSuchMeal."""
    version = queries.effective_version(client_id)
    if version is None or not may_mark(day, today=clock.today()):
        raise NoSuchMeal
    where = (MealLog.client_id == client_id, MealLog.day == day, MealLog.meal == meal.value)
    if changed(delete(MealLog).where(*where)):
        _note("diet_plans.meal.unmarked", version, actor_id, {"meal": meal.value})


def note_read(*, version_id: str, client_id: str) -> None:
    """Keep when the client first opened a version: the read receipt (D6)."""
    changed(
        update(DietPlanVersion)
        .where(
            DietPlanVersion.id == version_id,
            DietPlanVersion.client_id == client_id,
            DietPlanVersion.read_at.is_(None),
        )
        .values(read_at=clock.now())
    )


def _note(action: str, version: DietPlanVersion, actor_id: str, details: dict[str, object]) -> None:
    audit.record(
        action,
        subject=("client", version.client_id),
        branch_id=version.branch_id,
        actor_id=actor_id,
        details=details,
    )
