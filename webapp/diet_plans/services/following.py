"""The client's side: marking meals and having read the plan (D6)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import delete, select, update

from webapp.diet_plans import queries
from webapp.diet_plans.models import DietPlanVersion, MealLog
from webapp.diet_plans.refusals import NoSuchMeal, NoSuchSwap
from webapp.diet_plans.rules.adherence import Mark, may_mark
from webapp.diet_plans.rules.content import Meal, Menu
from webapp.diet_plans.rules.versions import held_on, may_count
from webapp.kernel import audit, clock, ids
from webapp.kernel.db import changed, db
from webapp.kernel.inserting import insert_new
from webapp.kernel.uploads import Upload
from webapp.records import services as records

PHOTO = "DIET_MEAL"


@dataclass(frozen=True, slots=True)
class Said:
    """What a client says of a meal. `swapped`: the key of an item → the code of what was eaten instead;
    `version_id`: the plan she read it in, "" for the one that held that day."""

    mark: Mark
    note: str = ""
    swapped: Mapping[str, str] = field(default_factory=dict)
    version_id: str = ""


def mark_meal(
    *, client_id: str, day: date, meal: Meal, said: Said, actor_id: str, photo: Upload | None = None
) -> None:
    """Say what became of a planned meal; saying it again changes it, saying the same does no harm.

    A meal that was marked before a newer version came stays marked against the older one. Raises
    NoSuchMeal when the plan has none there, or the day is not one of the last seven; NoSuchSwap.
    """
    plan = _planned(client_id, day, meal, said.version_id)
    chosen = _swapped(plan, day, meal, said)
    mark = Mark.SWAPPED if chosen and said.mark is Mark.DONE else said.mark
    log = _row(plan.version, day, meal)
    log.mark, log.swaps, log.version_id = mark.value, chosen, plan.version.id
    log.note, log.marked_at = said.note or log.note, clock.now()
    if photo:
        whose = {"client_id": client_id, "branch_id": plan.version.branch_id}
        log.file_id = records.keep_file(**whose, kind=PHOTO, upload=photo, account_id=actor_id).id
    _note("diet_plans.meal.marked", plan.version, actor_id, {"meal": meal.value, "mark": mark.value})


def _planned(client_id: str, day: date, meal: Meal, version_id: str) -> queries.Published:
    """Give the plan that a mark is about: the one that was read if it held that day, else the one that does."""
    all_of_them = queries.versions(client_id)
    named = next((one for one in all_of_them if one.id == version_id and may_count(one, day)), None)
    version = named or held_on(all_of_them, day)
    if version is None or not may_mark(day, today=clock.today()):
        raise NoSuchMeal
    plan = queries.published(version.id, client_id=client_id)
    if plan.menus_on(day).get(meal, Menu()).empty:
        raise NoSuchMeal
    return plan


def _swapped(plan: queries.Published, day: date, meal: Meal, said: Said) -> dict[str, dict[str, str]] | None:
    """Give what was eaten instead as it is kept; swapped without saying what is none in the group (D4)."""
    if not said.swapped:
        if said.mark is Mark.SWAPPED:
            raise NoSuchSwap
        return None
    offered = queries.swaps_for(plan, day, meal)
    found = {}
    for key, code in said.swapped.items():
        swap = next((one for one in offered.get(key, []) if one.food.code == code), None)
        if swap is None:
            raise NoSuchSwap
        found[key] = swap.as_json()
    return found


def _row(version: DietPlanVersion, day: date, meal: Meal) -> MealLog:
    """Give the row of a meal, made where there is none: two presses at once leave one."""
    where = {"client_id": version.client_id, "day": day, "meal": meal.value}
    asked = select(MealLog).filter_by(**where).with_for_update()
    found = db.session.scalars(asked).first()
    if found is None:
        row = {"id": ids.new_id(), "branch_id": version.branch_id, "version_id": version.id, **where}
        insert_new(MealLog, **row, mark=Mark.SKIPPED.value, marked_at=clock.now())
        found = db.session.scalars(asked).one()
    return found


def unmark_meal(*, client_id: str, day: date, meal: Meal, actor_id: str) -> None:
    """Take a mark back, as long as the day may be marked, also where its plan has ended since. Raises NoSuchMeal."""
    if not may_mark(day, today=clock.today()):
        raise NoSuchMeal
    where = (MealLog.client_id == client_id, MealLog.day == day, MealLog.meal == meal.value)
    for version_id in db.session.scalars(delete(MealLog).where(*where).returning(MealLog.version_id)).all():
        version = db.session.get_one(DietPlanVersion, version_id)
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
