"""The food table's pages: headquarters keeps its foods, a branch's nutritionists keep the branch's own."""

from __future__ import annotations

from flask import Response, request

from webapp.accounts.rules import Role
from webapp.diet_plans import queries, services
from webapp.diet_plans.desk.blueprint import desk
from webapp.diet_plans.forms.foods import FoodRowForm
from webapp.diet_plans.models import DietFood
from webapp.diet_plans.presenters import foods as words
from webapp.diet_plans.queries import FoodList
from webapp.diet_plans.refusals import StaleFood
from webapp.diet_plans.rules.foods import Food
from webapp.diet_plans.rules.foods.rows import from_text
from webapp.diet_plans.rules.foods.typed import is_no_longer_cited
from webapp.kernel import access, htmx, idempotency
from webapp.kernel.errors import NotYours
from webapp.kernel.i18n import _

KEEPERS = (Role.NUTRITIONIST, Role.HQ_ADMIN)


def own_branch() -> str:
    """Give the branch whose foods the visitor keeps; "" for headquarters."""
    who = access.visitor()
    return "" if who.role == Role.HQ_ADMIN else who.branch_id


@desk.get("/desk/diet/foods")
@access.roles(*KEEPERS)
def food_table() -> Response:
    """Show a list of foods, or what was searched in it."""
    branch_id, typed = own_branch(), request.args.get("q", "")[:60]
    asked = request.args.get("shown", "")
    shown = FoodList(asked) if asked in set(FoodList) else FoodList.HEADQUARTERS
    page = queries.food_list(
        branch_id=branch_id, shown=shown, words=typed, after=request.args.get("after", "")
    )
    return htmx.answer(
        "diet_plans/food_table.html",
        rows=[words.line(row) for row in page.rows],
        after=page.after,
        lists=words.lists(shown, at_headquarters=not branch_id),
        shown=shown.value,
        typed=typed,
        keeps_all=not branch_id,
    )


@desk.get("/desk/diet/foods/new")
@access.roles(*KEEPERS)
def new_food() -> Response:
    """Show the form for a food the table lacks."""
    return _form_page(FoodRowForm())


@desk.post("/desk/diet/foods/new")
@access.roles(*KEEPERS)
@idempotency.once
def keep_new_food() -> Response:
    """Add a food: the branch's own, or headquarters'."""
    form = FoodRowForm.read()
    if not _fine(form, None):
        return _form_page(form, status=422)
    made = services.add_to_food_table(
        form.food(None), branch_id=own_branch() or None, actor_id=access.visitor().account_id
    )
    return htmx.go("diet_plans_desk.food", diet_food_id=made, kept=1)


@desk.get("/desk/diet/foods/<id:diet_food_id>")
@access.roles(*KEEPERS)
def food(diet_food_id: str) -> Response:
    """Show a food: figures, where they come from, what looks odd, its history."""
    row = queries.food(diet_food_id, branch_id=own_branch())
    found = from_text(row.row)
    return htmx.answer(
        "diet_plans/food.html",
        row=row,
        name=found.name,
        aliases=found.aliases,
        trust=words.trust(found),
        figures=words.figures(found),
        facts=words.facts(found),
        origins=words.origins(found),
        odd=words.odd(found),
        history=words.history(queries.food_history(row.id)),
        keeps=_keeps(row),
    )


@desk.get("/desk/diet/foods/<id:diet_food_id>/edit")
@access.roles(*KEEPERS)
def edit_food(diet_food_id: str) -> Response:
    """Show the form of a food."""
    row = _own(diet_food_id)
    return _form_page(FoodRowForm.of(from_text(row.row), row.revision), row)


@desk.post("/desk/diet/foods/<id:diet_food_id>/edit")
@access.roles(*KEEPERS)
def keep_food(diet_food_id: str) -> Response:
    """Write a food anew, if nobody else did meanwhile."""
    form, row = FoodRowForm.read(), _own(diet_food_id)
    before = from_text(row.row)
    if not _fine(form, before):
        return _form_page(form, row, status=422)
    try:
        services.change_food(
            row,
            form.food(before),
            revision=form.revision.data or 0,
            actor_id=access.visitor().account_id,
        )
    except StaleFood as refusal:
        form.add_error("name_zh", refusal.message())
        return _form_page(form, row, status=409)
    return htmx.go("diet_plans_desk.food", diet_food_id=row.id, kept=1)


@desk.post("/desk/diet/foods/<id:diet_food_id>/retire")
@access.roles(*KEEPERS)
def retire_food(diet_food_id: str) -> Response:
    """Let a food be found no more."""
    services.retire_food(_own(diet_food_id), actor_id=access.visitor().account_id)
    return htmx.go("diet_plans_desk.food", diet_food_id=diet_food_id, kept=1)


@desk.post("/desk/diet/foods/<id:diet_food_id>/bring-back")
@access.roles(*KEEPERS)
def bring_food_back(diet_food_id: str) -> Response:
    """Let a retired food be found again."""
    services.bring_food_back(_own(diet_food_id), actor_id=access.visitor().account_id)
    return htmx.go("diet_plans_desk.food", diet_food_id=diet_food_id, kept=1)


def _keeps(row: DietFood) -> bool:
    """Tell whether the visitor may change this food: headquarters its own, a branch its own."""
    return (row.branch_id or "") == own_branch()


def _own(diet_food_id: str) -> DietFood:
    row = queries.food(diet_food_id, branch_id=own_branch())
    if not _keeps(row):
        raise NotYours
    return row


def _fine(form: FoodRowForm, before: Food | None) -> bool:
    if not form.validate():
        return False
    if form.exchange_group.data and not form.exchange_grams.data:
        form.add_error("exchange_grams", _("Say how many grams make one exchange of this group."))
        return False
    if is_no_longer_cited(before, form.food(before)):
        form.add_error("source", _("These are not the figures of that source. Say where yours come from."))
        return False
    return True


def _form_page(form: FoodRowForm, row: DietFood | None = None, status: int = 200) -> Response:
    return htmx.answer("diet_plans/food_form.html", status=status, form=form, row=row)
