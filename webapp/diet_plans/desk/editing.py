"""The editor: menus day by day, targets, live totals (D2, D3, D5)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import wraps
from typing import Any, TypeVar

from flask import Response, request

from webapp.accounts.rules import Role
from webapp.diet_plans import queries, services
from webapp.diet_plans.desk.blueprint import (
    Draft,
    Writer,
    client_at_table,
    client_in_reach,
    desk,
    draft_content,
    writer,
)
from webapp.diet_plans.forms import (
    CopyForm,
    FoodForm,
    ItemForm,
    NameForm,
    PasteForm,
    PhaseForm,
    PlaceForm,
    RemoveForm,
    TargetForm,
)
from webapp.diet_plans.presenters.editor import Holding, Place, Work, holding, work
from webapp.diet_plans.presenters.following import for_nutritionist
from webapp.diet_plans.presenters.profile import VALUES, Person, need_of, profile
from webapp.diet_plans.refusals import (
    DraftMoved,
    FoodsElsewhere,
    ItemGone,
    PhaseGone,
    TooMuch,
    UnknownFood,
    VersionGone,
)
from webapp.diet_plans.rules.content import Content, Meal, meal_after
from webapp.diet_plans.rules.foods import Table
from webapp.diet_plans.rules.holding import read_held
from webapp.diet_plans.rules.stepwise import alone
from webapp.diet_plans.rules.targets import Activity, Goal
from webapp.kernel import access, clock, htmx
from webapp.kernel.forms import Form
from webapp.records import queries as records
from webapp.toolbox.words import Bilingual

PAGE, WORK = "diet_plans/editor.html", "diet_plans/_work.html"
_WHOLE, _MEAL = "diet-plans-work", "diet-plans-meal"
_PARTS = {"foods-found": "diet_plans/_found.html", "diet-plans-find": "diet_plans/_find.html"}
"""What is drawn alone: the foods found while letters are typed, the search while a food is chosen."""
_ADDED = "diet_plans/_added.html"
FIRST = (0, Meal.BREAKFAST)
F = TypeVar("F", bound=PlaceForm)


@desk.get("/desk/diet/clients/<id:client_id>/plan")
@access.roles(Role.NUTRITIONIST)
def editor(client_id: str) -> Response:
    """Show the week, one meal of it, the search and the day's totals.

    `pick`: Enter was pressed in the search. It takes the first food found; with nothing typed, the next meal.
    """
    form = PlaceForm.read_query()
    form.validate()
    place = replace(_place(client_id, form), arranged=_seen(form))
    goes_on = "pick" in request.args and not request.args.get("q", "").strip()
    if goes_on:
        day, meal = meal_after(place.day, place.meal)
        place = replace(place, day=day, meal=meal)
    return page(client_at_table(client_id), place, part="" if goes_on else _PARTS.get(htmx.target(), ""))


def _deed(
    kind: type[F],
) -> Callable[[Callable[[str, F, Writer], Response]], Callable[[str], Response]]:
    """Do a deed of the grid with its form and writer; one meant for a draft that has moved changes nothing (D1)."""

    def deed_with_form(deed: Callable[[str, F, Writer], Response]) -> Callable[[str], Response]:
        @wraps(deed)
        def view(client_id: str) -> Response:
            form, who = kind.read(), writer(client_id)
            if not form.validate():
                return _again(client_id, form)
            try:
                return deed(client_id, form, who)
            except DraftMoved as refusal:
                return _moved(client_id, form, refusal)

        return view

    return deed_with_form


@desk.post("/desk/diet/clients/<id:client_id>/foods")
@access.roles(Role.NUTRITIONIST)
@_deed(FoodForm)
def add_food(client_id: str, form: FoodForm, who: Writer) -> Response:
    """Put a food into the chosen meal."""
    day, meal = form.place
    try:
        services.add_food(
            day=day,
            meal=meal,
            food=form.food.data or "",
            amount=form.amount.data or Decimal(0),
            unit=form.wanted_unit,
            **form.where,
            **who,
        )
    except (UnknownFood, TooMuch) as refusal:
        form.add_error("amount", refusal.message())
        return _again(client_id, form)
    except PhaseGone as refusal:
        form.add_error("phase", refusal.message())
        return _again(client_id, form)
    return _after(client_id, form)


@desk.post("/desk/diet/clients/<id:client_id>/foods/remove")
@access.roles(Role.NUTRITIONIST)
@_deed(RemoveForm)
def remove_food(client_id: str, form: RemoveForm, who: Writer) -> Response:
    """Take a food out of the chosen meal."""
    day, meal = form.place
    services.remove_food(day=day, meal=meal, key=form.key.data or "", **form.where, **who)
    return _after(client_id, form)


@desk.post("/desk/diet/clients/<id:client_id>/foods/change")
@access.roles(Role.NUTRITIONIST)
@_deed(ItemForm)
def tell_item(client_id: str, form: ItemForm, who: Writer) -> Response:
    """Change amount, note and swapping of a food of the chosen meal."""
    day, meal = form.place
    try:
        services.tell_item(
            day=day,
            meal=meal,
            key=form.key.data or "",
            amount=form.amount.data or Decimal(0),
            unit=form.wanted_unit,
            swaps=form.swaps.data,
            note=form.note,
            **form.where,
            **who,
        )
    except (UnknownFood, ItemGone, PhaseGone) as refusal:
        form.add_error("amount", refusal.message())
        return _again(client_id, form)
    return _after(client_id, form)


@desk.post("/desk/diet/clients/<id:client_id>/meals")
@access.roles(Role.NUTRITIONIST)
@_deed(NameForm)
def name_meal(client_id: str, form: NameForm, who: Writer) -> Response:
    """Write what the chosen meal is called."""
    day, meal = form.place
    title = Bilingual(zh=form.zh.data or "", en=form.en.data or "")
    try:
        services.name_meal(day=day, meal=meal, title=title, **form.where, **who)
    except PhaseGone as refusal:
        form.add_error("phase", refusal.message())
        return _again(client_id, form)
    return _after(client_id, form)


@desk.post("/desk/diet/clients/<id:client_id>/days")
@access.roles(Role.NUTRITIONIST)
@_deed(CopyForm)
def copy_day(client_id: str, form: CopyForm, who: Writer) -> Response:
    """Copy the chosen day's menus to another weekday."""
    services.copy_day(source=form.place[0], target=form.target.data, **form.where, **who)
    return _after(client_id, form)


@desk.post("/desk/diet/clients/<id:client_id>/paste")
@access.roles(Role.NUTRITIONIST)
@_deed(PasteForm)
def paste(client_id: str, form: PasteForm, who: Writer) -> Response:
    """Put a copied food, meal or day into the chosen place."""
    held = read_held(form.held.data or "")
    if held is None:
        return _again(client_id, form)
    day, meal = form.place
    try:
        services.paste(held=held, day=day, meal=meal, **form.where, **who)
    except (PhaseGone, VersionGone, FoodsElsewhere) as refusal:
        form.add_error("held", refusal.message())
        return _again(client_id, form)
    return _after(client_id, form, held=str(held))


@desk.post("/desk/diet/clients/<id:client_id>/targets")
@access.roles(Role.NUTRITIONIST)
def save_targets(client_id: str) -> Response:
    """Set activity and, if wanted, the energy range."""
    form, who = TargetForm.read(), writer(client_id)
    if not form.validate():
        return page(client_at_table(client_id), Place(client_id, *FIRST), form)
    services.save_targets(
        activity=Activity(form.activity.data),
        energy_low=form.energy_low.data,
        energy_high=form.energy_high.data,
        goal=Goal(form.goal.data or Goal.KEEP),
        conditions=form.chosen,
        ranges=form.ranges,
        **who,
    )
    return htmx.go("diet_plans_desk.editor", client_id=client_id)


def _place(client_id: str, form: PlaceForm) -> Place:
    """Give the place a form is about, as far as it is one."""
    return Place(client_id, *(FIRST if form.day.errors or form.meal.errors else form.place), _step(form))


def _step(form: PlaceForm) -> int:
    return 0 if form.phase.errors else form.step


def _again(client_id: str, form: PlaceForm) -> Response:
    """Draw the page again with what was wrong in the form."""
    return page(client_at_table(client_id), _place(client_id, form), form)


def _seen(form: PlaceForm) -> int | None:
    """Give how the phases were arranged when the search was begun; None where an address does not say."""
    return None if form.arranged.errors or not form.arranged.raw_data else int(form.arranged.data or 0)


def _moved(client_id: str, form: PlaceForm, refusal: DraftMoved) -> Response:
    """Show the phases as they are now: another one may stand where this was meant (D1)."""
    form.add_error("phase", refusal.message())
    return page(client_at_table(client_id), _place(client_id, form), form, status=409)


def _after(client_id: str, form: PlaceForm, **more: str) -> Response:
    place = _place(client_id, form)
    if htmx.asked():
        return page(client_in_reach(client_id), place)
    return htmx.go_to(place.href(typing=1, **more))


def page(
    client: Person, place: Place, form: Form | None = None, *, status: int = 0, part: str = ""
) -> Response:
    """Draw the editor at a place, with a refused form where there is one; of `_PARTS`, a part alone."""
    draft, today, asked = draft_content(place.client_id), clock.today(), htmx.asked()
    if form is None and _chosen_before(place, draft):
        searched = PlaceForm.read_query()
        searched.validate()
        return _moved(place.client_id, searched, DraftMoved())
    content = draft.content
    shown = replace(
        place,
        phase=min(place.phase, len(content.phases) - 1),
        arranged=draft.arranged if form or place.arranged is None else place.arranged,
    )
    drawn = _work(client, shown, content, form)
    part = part or ("" if form else _added(drawn, draft.revision))
    answer = htmx.answer(
        PAGE,
        part or WORK,
        status=status or (422 if form else 200),
        client_id=place.client_id,
        started=bool(draft.revision),
        revision=draft.revision,
        arranged=draft.arranged,
        work=drawn,
        targets=form if isinstance(form, TargetForm) else TargetForm.of(content),
        item_form=_item_form(shown, content, form),
        phase_form=form if isinstance(form, PhaseForm) else PhaseForm.of(content, shown.phase),
        form=form,
        typing=asked or "typing" in request.args,
        **({} if asked else _beside(client, place.client_id, content, today)),
    )
    return htmx.aimed(answer, _WHOLE, "outerMorph") if asked and not part else answer


def _added(drawn: Work, revision: int) -> str:
    """Name what is drawn after a food was added: its meal and what hangs on it, where nothing else has changed."""
    nothing_else = htmx.target() == _MEAL and request.form.get("seen") == str(revision - 1)
    return _ADDED if nothing_else and not drawn.cell.hit else ""


def _chosen_before(place: Place, draft: Draft) -> bool:
    """Tell whether a food was chosen for a phase before the phases were rearranged."""
    chooses = "pick" in request.args or "food" in request.args
    return chooses and place.arranged not in (None, draft.arranged)


def _held(client_id: str, content: Content, table: Table) -> Holding | None:
    """Give what was copied, in words: of the draft, or of a version with its own foods."""
    held = read_held(request.values.get("held", ""))
    if held is None:
        return None
    if not held.version:
        return holding(content, table, held)
    version = queries.version_numbered(client_id, held.version)
    return holding(version.content, version.foods, held) if version else None


def _item_form(place: Place, content: Content, form: Form | None) -> ItemForm | None:
    """Give the form of the food that is to be changed, if one is."""
    if isinstance(form, ItemForm):
        return form
    key = "" if form else request.args.get("item", "")
    item = alone(content, place.phase).item(place.day, place.meal, key)
    return ItemForm.of(item) if item else None


def _beside(client: Person, client_id: str, content: Content, today: date) -> dict[str, Any]:
    """Give the column about the client, which a fragment leaves out."""
    latest = records.latest(client_id=client_id, codes=VALUES)
    return {
        "who": profile(client, latest, content, today),
        "following": for_nutritionist(queries.followed(client_id, today=today)),
    }


def _work(client: Person, place: Place, content: Content, form: Form | None) -> Work:
    words = request.args.get("q", "")[:60]
    code = (request.values if form else request.args).get("food", "")[:60]
    branch_id = access.visitor().branch_id
    table = queries.foods_as_written(content.codes, wanted=code, branch_id=branch_id)
    found = queries.foods_offered(words, branch_id, staff_id=access.visitor().person_id)
    picked = found[0] if found and words.strip() and "pick" in request.args else None
    return work(
        content,
        table,
        place,
        content.bands(need_of(client, content, clock.today())),
        frozenset(client.allergens),
        words=words,
        found=found,
        chosen=table.get(code, picked),
        holding=_held(place.client_id, content, table),
        item=request.values.get("item") or request.form.get("key", ""),
    )
