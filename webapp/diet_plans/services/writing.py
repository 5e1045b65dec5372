"""Writing a draft: texts, menus, targets (D1, D5). Every change is a compare-and-set on the revision."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from decimal import Decimal

from sqlalchemy import update

from webapp.clients import queries as clients
from webapp.clients import services as client_services
from webapp.clients.rules import Capacity
from webapp.diet_plans import queries
from webapp.diet_plans.models import DietDraft
from webapp.diet_plans.refusals import (
    DraftMoved,
    ItemGone,
    MayNotWrite,
    NoDietPlanInPlan,
    NotAgreed,
    PhaseGone,
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
from webapp.diet_plans.rules.stepwise import alone, within
from webapp.diet_plans.rules.targets import Activity, Condition, Goal
from webapp.diet_plans.services.foods.using import note_use
from webapp.kernel import audit, clock, crypto, ids
from webapp.kernel.db import changed, db
from webapp.kernel.errors import NotYours
from webapp.kernel.inserting import insert_new
from webapp.organisation import queries as organisation
from webapp.toolbox.words import Bilingual

Change = Callable[[Content], Content]


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
        record("diet_plans.draft.started", client_id, client.branch_id, actor_id)


def _begun(plan: queries.Published | None) -> Content:
    """Give what a draft begins with: the plan in effect, in units the food table has now."""
    if plan is None:
        return Content()
    table = queries.foods_as_written(plan.content.codes)
    return plan.content.each_item(lambda item: in_known_unit(item, table, plan.foods))


def check_may_write(*, client_id: str, staff_id: str) -> clients.Client:
    """The nutritionist may serve, the client's plan contains diet plans, the client agreed: give the client.

    Hold what is given, so that the rooms below find it at hand.
    """
    if not organisation.may_serve(staff_id):
        raise MayNotWrite
    table = queries.table_of(client_id, day=clock.today())
    if not table.entitled:
        raise NoDietPlanInPlan
    if not table.shares:
        raise NotAgreed
    return table.client


def save(
    *, client_id: str, texts: Mapping[Section, Bilingual], base: str, staff_id: str, actor_id: str
) -> None:
    """Save the texts of a draft; `base` is the fingerprint of the texts they were written over.

    Raises StaleDraft, with what is saved now, when somebody else changed a text meanwhile; changes
    of menus in between do no harm.
    """

    def write(content: Content) -> Content:
        return replace(content, texts={**content.texts, **texts})

    found = open_draft(client_id, staff_id)
    saved = document.read(found.content)
    if all(saved.text(name) == words for name, words in texts.items()):
        return
    if document.fingerprint_of_texts(saved) != base:
        raise StaleDraft(saved)
    _change(found, staff_id, write)
    record("diet_plans.draft.texts_saved", client_id, found.branch_id, actor_id)


def add_food(
    *,
    client_id: str,
    day: int,
    meal: Meal,
    food: str,
    amount: Decimal,
    unit: str,
    staff_id: str,
    actor_id: str,
    phase: int = 0,
    arranged: int | None = None,
) -> None:
    """Put a food into a meal of a phase. Raises UnknownFood, TooMuch, PhaseGone, DraftMoved."""
    item = Item(ids.new_id(), food, amount, unit)
    found = open_draft(client_id, staff_id, arranged)
    if not _is_real(item, queries.foods([food], found.branch_id)):
        raise UnknownFood
    if len(phase_alone(document.read(found.content), phase).menu(day, meal).items) >= MOST_ITEMS:
        raise TooMuch
    change_phase(found, staff_id, phase, lambda content: content.with_item(day, meal, item))
    note_use(staff_id=staff_id, code=food, branch_id=found.branch_id)
    record("diet_plans.draft.food_added", client_id, found.branch_id, actor_id, {"food": food})


def _is_real(item: Item, table: Table) -> bool:
    known = table.get(item.food)
    unit = known.unit(item.unit) if known else None
    return unit is not None and 0 < item.amount * unit.grams <= MOST_GRAMS


def remove_food(
    *,
    client_id: str,
    day: int,
    meal: Meal,
    key: str,
    staff_id: str,
    actor_id: str,
    phase: int = 0,
    arranged: int | None = None,
) -> None:
    """Take a food out of a meal; one that is gone already does no harm. Raises PhaseGone, DraftMoved."""
    found = open_draft(client_id, staff_id, arranged)
    change_phase(found, staff_id, phase, lambda content: content.without_item(day, meal, key))
    record("diet_plans.draft.food_removed", client_id, found.branch_id, actor_id)


def tell_item(
    *,
    client_id: str,
    day: int,
    meal: Meal,
    key: str,
    amount: Decimal,
    unit: str,
    swaps: bool,
    note: Bilingual,
    staff_id: str,
    actor_id: str,
    phase: int = 0,
    arranged: int | None = None,
) -> None:
    """Change how much of a food a meal has, whether the client may swap it, and the note beside it (D4).

    Raises UnknownFood for an impossible amount, ItemGone, PhaseGone, DraftMoved.
    """
    found = open_draft(client_id, staff_id, arranged)
    item = phase_alone(document.read(found.content), phase).item(day, meal, key)
    if item is None:
        raise ItemGone
    told = replace(item, amount=amount, unit=unit, swaps=swaps, note=note)
    if not _is_real(told, queries.foods_as_written([item.food])):
        raise UnknownFood
    change_phase(found, staff_id, phase, lambda content: content.with_item_changed(day, meal, told))
    record("diet_plans.draft.food_changed", client_id, found.branch_id, actor_id, {"food": item.food})


def name_meal(
    *,
    client_id: str,
    day: int,
    meal: Meal,
    title: Bilingual,
    staff_id: str,
    actor_id: str,
    phase: int = 0,
    arranged: int | None = None,
) -> None:
    """Write what a meal is called, dish by dish. Raises PhaseGone, DraftMoved."""
    found = open_draft(client_id, staff_id, arranged)

    def write(content: Content) -> Content:
        return content.with_menu(day, meal, replace(content.menu(day, meal), title=title))

    change_phase(found, staff_id, phase, write)
    record("diet_plans.draft.meal_named", client_id, found.branch_id, actor_id)


def copy_day(
    *,
    client_id: str,
    source: int,
    target: int,
    staff_id: str,
    actor_id: str,
    phase: int = 0,
    arranged: int | None = None,
) -> None:
    """Put one weekday's menus in place of another's in the same phase (D5). Raises PhaseGone, DraftMoved."""
    found = open_draft(client_id, staff_id, arranged)
    change_phase(found, staff_id, phase, lambda content: content.with_day_copied(source, target))
    record("diet_plans.draft.day_copied", client_id, found.branch_id, actor_id)


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
    found = open_draft(client_id, staff_id)

    def write(content: Content) -> Content:
        aimed = replace(
            content, goal=goal, conditions=frozenset(conditions), ranges=dict(ranges or {}), activity=activity
        )
        return replace(aimed, energy_low=energy_low, energy_high=energy_high)

    _change(found, staff_id, write)
    record("diet_plans.draft.targets_set", client_id, found.branch_id, actor_id)


def open_draft(client_id: str, staff_id: str, arranged: int | None = None) -> DietDraft:
    """Give the draft to somebody who may write it, with its phases as they were `arranged` when they were seen.

    Who names a phase by its place says so: another one may stand there by now. None: as they are.
    Raises DraftMoved, NotYours and what `check_may_write` raises.
    """
    check_may_write(client_id=client_id, staff_id=staff_id)
    found = _draft(client_id)
    if arranged not in (None, found.arranged):
        raise DraftMoved
    return found


def _draft(client_id: str) -> DietDraft:
    found = queries.draft(client_id)
    if found is None:
        raise NotYours
    return found


def _change(found: DietDraft, staff_id: str, change: Change, *, rearranging: bool = False) -> None:
    """Write the changed document, if nobody was faster. Raises StaleDraft."""
    content = change(document.read(found.content))
    if not move(found, staff_id, content, rearranging=rearranging):
        raise StaleDraft(document.read(_draft(found.client_id).content))


def change_phase(found: DietDraft, staff_id: str, phase: int, change: Change) -> None:
    """Write the document with one phase changed. Raises PhaseGone, StaleDraft."""

    def write(content: Content) -> Content:
        phase_alone(content, phase)
        return within(content, phase, change)

    _change(found, staff_id, write)


def phase_alone(content: Content, phase: int) -> Content:
    """Give one phase of the plan, as `alone` does. Raises PhaseGone."""
    if not 0 <= phase < len(content.phases):
        raise PhaseGone
    return alone(content, phase)


def move(found: DietDraft, staff_id: str, content: Content, *, rearranging: bool = False) -> bool:
    """Compare-and-set the draft from the revision that was read to the next one.

    `rearranging`: a phase may stand where another one stood.
    """
    values = {
        "arranged": found.revision + 1 if rearranging else found.arranged,
        "content": crypto.for_row(document.write(content), found.id),
        "revision": found.revision + 1,
        "changed_by": staff_id,
        "changed_at": clock.now(),
    }
    moved = changed(
        update(DietDraft)
        .where(DietDraft.id == found.id, DietDraft.revision == found.revision)
        .values(**values)
    )
    db.session.expunge(found)  # the row it shows is history
    return bool(moved)


def change_draft(
    *, client_id: str, staff_id: str, actor_id: str, change: Change, action: str, rearranging: bool
) -> None:
    """Change a draft as a whole and note it as `action`; who may write was asked before. Raises StaleDraft."""
    found = queries.draft(client_id)
    if found is None:
        raise NotYours
    _change(found, staff_id, change, rearranging=rearranging)
    record(action, client_id, found.branch_id, actor_id)


def _file(client_id: str, staff_id: str) -> None:
    client_services.note_service(
        client_id=client_id, staff_id=staff_id, capacity=Capacity.NUTRITIONIST, day=clock.today()
    )


def record(
    action: str, client_id: str, branch_id: str, actor_id: str, details: dict[str, object] | None = None
) -> None:
    """Note what became of a draft in the audit chain."""
    audit.record(
        action, subject=("client", client_id), branch_id=branch_id, actor_id=actor_id, details=details
    )
