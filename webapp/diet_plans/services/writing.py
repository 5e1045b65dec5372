"""Writing a draft: texts, menus, targets (D1, D5). Every change is a compare-and-set on the revision."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Unpack

from webapp.clients import services as client_services
from webapp.clients.rules import Capacity
from webapp.diet_plans import queries
from webapp.diet_plans.models import DietDraft
from webapp.diet_plans.refusals import (
    ItemGone,
    StaleDraft,
    TooMuch,
    UnknownFood,
)
from webapp.diet_plans.rules import document
from webapp.diet_plans.rules.content import (
    MOST_GRAMS,
    MOST_ITEMS,
    Content,
    Item,
    Meal,
    Section,
    in_known_unit,
)
from webapp.diet_plans.rules.foods import Nutrient, Table
from webapp.diet_plans.rules.nutrition import Band
from webapp.diet_plans.rules.targets import Activity, Condition, Goal
from webapp.diet_plans.services.drafts import (
    Author,
    change,
    change_phase,
    check_may_write,
    open_draft,
    phase_alone,
    record,
)
from webapp.diet_plans.services.foods.using import note_use
from webapp.kernel import audit, clock, crypto, ids
from webapp.kernel.inserting import insert_new
from webapp.toolbox.words import Bilingual


def start_draft(*, client_id: str, staff_id: str, actor_id: str) -> None:
    """Begin a plan, from the one in effect if there is any; a draft that exists stays as it is.

    Raises NoDietPlanInPlan, NotAgreed, MayNotWrite.
    """
    client = check_may_write(client_id=client_id, staff_id=staff_id)
    if queries.draft(client_id):
        return
    plan = queries.effective_plan(client_id)
    key = ids.new_id()
    new = insert_new(
        DietDraft,
        id=key,
        branch_id=client.branch_id,
        client_id=client_id,
        revision=1,
        content=crypto.for_row(document.write(_begun(plan)), key),
        changed_by=staff_id,
        changed_at=clock.now(),
    )
    if new:
        _file(client_id, staff_id)
        audit.record(
            "diet_plans.draft.started",
            subject=("client", client_id),
            branch_id=client.branch_id,
            actor_id=actor_id,
        )


def _begun(plan: queries.Published | None) -> Content:
    """Give what a draft begins with: the plan in effect, in units the food table has now."""
    if plan is None:
        return Content()
    table = queries.foods_as_written(plan.content.codes)
    return plan.content.each_item(lambda item: in_known_unit(item, table, plan.foods))


def save(
    *, client_id: str, texts: Mapping[Section, Bilingual], base: str, staff_id: str, actor_id: str
) -> None:
    """Save the texts of a draft; `base` is the fingerprint of the texts they were written over.

    Raises StaleDraft, with what is saved now, when somebody else changed a text meanwhile; changes
    of menus in between do no harm.
    """

    def write(content: Content) -> Content:
        return replace(content, texts={**content.texts, **texts})

    who = Author(client_id=client_id, staff_id=staff_id, actor_id=actor_id)
    found = open_draft(who)
    saved = document.read(found.content)
    if all(saved.text(name) == words for name, words in texts.items()):
        return
    if document.fingerprint_of_texts(saved) != base:
        raise StaleDraft(saved)
    change(found, who, write)
    record("diet_plans.draft.texts_saved", found, who)


def add_food(
    *,
    day: int,
    meal: Meal,
    food: str,
    amount: Decimal,
    unit: str,
    phase: int = 0,
    arranged: int | None = None,
    **who: Unpack[Author],
) -> None:
    """Put a food into a meal of a phase. Raises UnknownFood, TooMuch, PhaseGone, DraftMoved."""
    item = Item(ids.new_id(), food, amount, unit)
    found = open_draft(who, arranged)
    if not _is_real(item, queries.foods([food], found.branch_id or "")):
        raise UnknownFood
    if len(phase_alone(document.read(found.content), phase).menu(day, meal).items) >= MOST_ITEMS:
        raise TooMuch
    change_phase(found, who, phase, lambda content: content.with_item(day, meal, item))
    note_use(staff_id=who["staff_id"], code=food, branch_id=found.branch_id)
    record("diet_plans.draft.food_added", found, who, {"food": food})


def _is_real(item: Item, table: Table) -> bool:
    known = table.get(item.food)
    unit = known.unit(item.unit) if known else None
    return unit is not None and 0 < item.amount * unit.grams <= MOST_GRAMS


def remove_food(
    *,
    day: int,
    meal: Meal,
    key: str,
    phase: int = 0,
    arranged: int | None = None,
    **who: Unpack[Author],
) -> None:
    """Take a food out of a meal; one that is gone already does no harm. Raises PhaseGone, DraftMoved."""
    found = open_draft(who, arranged)
    change_phase(found, who, phase, lambda content: content.without_item(day, meal, key))
    record("diet_plans.draft.food_removed", found, who)


def tell_item(
    *,
    day: int,
    meal: Meal,
    key: str,
    amount: Decimal,
    unit: str,
    swaps: bool,
    note: Bilingual,
    phase: int = 0,
    arranged: int | None = None,
    **who: Unpack[Author],
) -> None:
    """Change how much of a food a meal has, whether the client may swap it, and the note beside it (D4).

    Raises UnknownFood for an impossible amount, ItemGone, PhaseGone, DraftMoved.
    """
    found = open_draft(who, arranged)
    item = phase_alone(document.read(found.content), phase).item(day, meal, key)
    if item is None:
        raise ItemGone
    told = replace(item, amount=amount, unit=unit, swaps=swaps, note=note)
    if not _is_real(told, queries.foods_as_written([item.food])):
        raise UnknownFood
    change_phase(found, who, phase, lambda content: content.with_item_changed(day, meal, told))
    record("diet_plans.draft.food_changed", found, who, {"food": item.food})


def name_meal(
    *,
    day: int,
    meal: Meal,
    title: Bilingual,
    phase: int = 0,
    arranged: int | None = None,
    **who: Unpack[Author],
) -> None:
    """Write what a meal is called, dish by dish. Raises PhaseGone, DraftMoved."""
    found = open_draft(who, arranged)

    def write(content: Content) -> Content:
        return content.with_menu(day, meal, replace(content.menu(day, meal), title=title))

    change_phase(found, who, phase, write)
    record("diet_plans.draft.meal_named", found, who)


def copy_day(
    *,
    source: int,
    target: int,
    phase: int = 0,
    arranged: int | None = None,
    **who: Unpack[Author],
) -> None:
    """Put one weekday's menus in place of another's in the same phase (D5). Raises PhaseGone, DraftMoved."""
    found = open_draft(who, arranged)
    change_phase(found, who, phase, lambda content: content.with_day_copied(source, target))
    record("diet_plans.draft.day_copied", found, who)


def save_targets(
    *,
    client_id: str,
    activity: Activity,
    energy_low: Decimal | None,
    energy_high: Decimal | None,
    staff_id: str,
    actor_id: str,
    goal: Goal = Goal.KEEP,
    conditions: Collection[Condition] = (),
    ranges: Mapping[Nutrient, Band] | None = None,
) -> None:
    """Set how active the client is, what the weight is to do, and which conditions' ranges hold.

    Where a suggestion does not fit, the energy range (kcal) or a nutrient's range is typed.
    """
    who = Author(client_id=client_id, staff_id=staff_id, actor_id=actor_id)
    found = open_draft(who)

    def write(content: Content) -> Content:
        aimed = replace(
            content, goal=goal, conditions=frozenset(conditions), ranges=dict(ranges or {}), activity=activity
        )
        return replace(aimed, energy_low=energy_low, energy_high=energy_high)

    change(found, who, write)
    record("diet_plans.draft.targets_set", found, who)


def _file(client_id: str, staff_id: str) -> None:
    client_services.note_service(
        client_id=client_id, staff_id=staff_id, capacity=Capacity.NUTRITIONIST, day=clock.today()
    )
