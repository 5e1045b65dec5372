"""What the editor does on any sheet, a client's plan or a template: foods, meals, days, and how it is drawn."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from functools import wraps
from typing import TypeVar

from flask import Response, request

from webapp.diet_plans import queries, services
from webapp.diet_plans.desk.blueprint import Draft
from webapp.diet_plans.desk.sheets import Opened, Sheet
from webapp.diet_plans.forms import (
    CopyForm,
    FoodForm,
    ItemForm,
    NameForm,
    PasteForm,
    PhaseForm,
    PlaceForm,
    RemoveForm,
)
from webapp.diet_plans.presenters.editor import Holding, Owner, Place, Work, holding, work
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
from webapp.diet_plans.services import Author
from webapp.kernel import access, htmx
from webapp.kernel.forms import Form
from webapp.toolbox.words import Bilingual

WORK = "diet_plans/_work.html"
_WHOLE, _MEAL = "diet-plans-work", "diet-plans-meal"
_PARTS = {"foods-found": "diet_plans/_found.html", "diet-plans-find": "diet_plans/_find.html"}
"""What is drawn alone: the foods found while letters are typed, the search while a food is chosen."""
_ADDED = "diet_plans/_added.html"
FIRST = (0, Meal.BREAKFAST)
F = TypeVar("F", bound=PlaceForm)


def editor(sheet: Sheet) -> Response:
    """Show the week, one meal of it, the search and the day's totals.

    `pick`: Enter was pressed in the search. It takes the first food found; with nothing typed, the next meal.
    """
    form = PlaceForm.read_query()
    form.validate()
    place = replace(_place(sheet, form), arranged=_seen(form))
    goes_on = "pick" in request.args and not request.args.get("q", "").strip()
    if goes_on:
        day, meal = meal_after(place.day, place.meal)
        place = replace(place, day=day, meal=meal)
    return page(sheet, place, part="" if goes_on else _PARTS.get(htmx.target(), ""))


def _deed(kind: type[F]) -> Callable[[Callable[[Sheet, F, Author], Response]], Callable[[Sheet], Response]]:
    """Do a deed of the grid with its form and author; one meant for a draft that has moved changes nothing (D1)."""

    def deed_with_form(deed: Callable[[Sheet, F, Author], Response]) -> Callable[[Sheet], Response]:
        @wraps(deed)
        def view(sheet: Sheet) -> Response:
            form, who = kind.read(), sheet.author()
            if not form.validate():
                return _again(sheet, form)
            try:
                return deed(sheet, form, who)
            except DraftMoved as refusal:
                return _moved(sheet, form, refusal)
            except PhaseGone as refusal:
                form.add_error("phase", refusal.message())
                return _again(sheet, form)

        return view

    return deed_with_form


@_deed(FoodForm)
def add_food(sheet: Sheet, form: FoodForm, who: Author) -> Response:
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
        return _again(sheet, form)
    return _after(sheet, form)


@_deed(RemoveForm)
def remove_food(sheet: Sheet, form: RemoveForm, who: Author) -> Response:
    """Take a food out of the chosen meal."""
    day, meal = form.place
    services.remove_food(day=day, meal=meal, key=form.key.data or "", **form.where, **who)
    return _after(sheet, form)


@_deed(ItemForm)
def tell_item(sheet: Sheet, form: ItemForm, who: Author) -> Response:
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
    except (UnknownFood, ItemGone) as refusal:
        form.add_error("amount", refusal.message())
        return _again(sheet, form)
    return _after(sheet, form)


@_deed(NameForm)
def name_meal(sheet: Sheet, form: NameForm, who: Author) -> Response:
    """Write what the chosen meal is called."""
    day, meal = form.place
    title = Bilingual(zh=form.zh.data or "", en=form.en.data or "")
    services.name_meal(day=day, meal=meal, title=title, **form.where, **who)
    return _after(sheet, form)


@_deed(CopyForm)
def copy_day(sheet: Sheet, form: CopyForm, who: Author) -> Response:
    """Copy the chosen day's menus to another weekday."""
    services.copy_day(source=form.place[0], target=form.target.data, **form.where, **who)
    return _after(sheet, form)


@_deed(PasteForm)
def paste(sheet: Sheet, form: PasteForm, who: Author) -> Response:
    """Put a copied food, meal or day into the chosen place."""
    held = read_held(form.held.data or "")
    if held is None:
        return _again(sheet, form)
    day, meal = form.place
    try:
        services.paste(held=held, day=day, meal=meal, **form.where, **who)
    except (VersionGone, FoodsElsewhere) as refusal:
        form.add_error("held", refusal.message())
        return _again(sheet, form)
    return _after(sheet, form, held=str(held))


def _place(sheet: Sheet, form: PlaceForm) -> Place:
    """Give the place a form is about, as far as it is one."""
    return Place(sheet.owner, *(FIRST if form.day.errors or form.meal.errors else form.place), _step(form))


def _step(form: PlaceForm) -> int:
    return 0 if form.phase.errors else form.step


def _again(sheet: Sheet, form: PlaceForm) -> Response:
    """Draw the page again with what was wrong in the form."""
    return page(sheet, _place(sheet, form), form)


def _seen(form: PlaceForm) -> int | None:
    """Give how the phases were arranged when the search was begun; None where an address does not say."""
    return None if form.arranged.errors or not form.arranged.raw_data else int(form.arranged.data or 0)


def _moved(sheet: Sheet, form: PlaceForm, refusal: DraftMoved) -> Response:
    """Show the phases as they are now: another one may stand where this was meant (D1)."""
    form.add_error("phase", refusal.message())
    return page(sheet, _place(sheet, form), form, status=409)


def _after(sheet: Sheet, form: PlaceForm, **more: str) -> Response:
    place = _place(sheet, form)
    if htmx.asked():
        return page(sheet, place, noted=False)
    return htmx.go_to(place.href(typing=1, **more))


def page(
    sheet: Sheet,
    place: Place,
    form: Form | None = None,
    *,
    status: int = 0,
    part: str = "",
    noted: bool = True,
) -> Response:
    """Draw the editor at a place, with a refused form where there is one; of `_PARTS`, a part alone."""
    found, asked = sheet.open(noted=noted), htmx.asked()
    draft, content = found.draft, found.draft.content
    if form is None and _chosen_before(place, draft):
        searched = PlaceForm.read_query()
        searched.validate()
        return _moved(sheet, searched, DraftMoved())
    shown = replace(
        place,
        phase=min(place.phase, len(content.phases) - 1),
        arranged=draft.arranged if form or place.arranged is None else place.arranged,
    )
    drawn = _work(found, shown, form)
    part = part or ("" if form else _added(drawn, draft.revision))
    answer = htmx.answer(
        sheet.page,
        part or WORK,
        status=status or (422 if form else 200),
        started=bool(draft.revision),
        revision=draft.revision,
        arranged=draft.arranged,
        work=drawn,
        item_form=_item_form(shown, content, form),
        phase_form=form if isinstance(form, PhaseForm) else PhaseForm.of(content, shown.phase),
        form=form,
        typing=asked or "typing" in request.args,
        asked=asked,
        state=found.state,
        **({} if asked else found.beside(form)),
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


def _held(owner: Owner, content: Content, table: Table) -> Holding | None:
    """Give what was copied, in words: of the draft, or of a client's version with its own foods."""
    held = read_held(request.values.get("held", ""))
    if held is None:
        return None
    if not held.version:
        return holding(content, table, held)
    version = queries.version_numbered(owner.client_id, held.version) if owner.client_id else None
    return holding(version.content, version.foods, held) if version else None


def _item_form(place: Place, content: Content, form: Form | None) -> ItemForm | None:
    """Give the form of the food that is to be changed, if one is."""
    if isinstance(form, ItemForm):
        return form
    key = "" if form else request.args.get("item", "")
    item = alone(content, place.phase).item(place.day, place.meal, key)
    return ItemForm.of(item) if item else None


def _work(opened: Opened, place: Place, form: Form | None) -> Work:
    """Make what is drawn; where nothing was begun yet there is nothing to look foods up for."""
    content, begun = opened.draft.content, bool(opened.draft.revision)
    words = request.args.get("q", "")[:60]
    code = (request.values if form else request.args).get("food", "")[:60] if begun else ""
    table = queries.foods_as_written(content.codes, wanted=code, branch_id=opened.branch_id)
    writes = access.visitor().person_id
    found = queries.foods_offered(words, opened.branch_id, staff_id=writes) if begun else []
    picked = found[0] if found and words.strip() and "pick" in request.args else None
    return work(
        content,
        table,
        place,
        opened.bands,
        opened.avoid,
        words=words,
        found=found,
        chosen=table.get(code, picked),
        holding=_held(place.owner, content, table),
        item=request.values.get("item") or request.form.get("key", ""),
    )
