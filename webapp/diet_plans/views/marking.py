"""Saying what became of a meal: with one press, or with what was eaten instead, a note and a photo."""

from __future__ import annotations

from datetime import date

from flask import Response, jsonify, request

from webapp.accounts.rules import Role
from webapp.diet_plans import queries, services
from webapp.diet_plans.forms import MarkForm, MealForm, from_outbox
from webapp.diet_plans.presenters.meal import meal_page
from webapp.diet_plans.refusals import NoSuchMeal, NoSuchSwap
from webapp.diet_plans.rules.adherence import may_mark
from webapp.diet_plans.rules.content import Meal
from webapp.diet_plans.views.blueprint import bp
from webapp.diet_plans.views.day import asked_day, show_day
from webapp.kernel import access, clock, htmx, idempotency, uploads
from webapp.kernel.errors import NotYours
from webapp.kernel.pages import link
from webapp.records import queries as records


@bp.get("/diet/meal")
@access.roles(Role.CLIENT)
def meal() -> Response:
    """Show one meal with what may be eaten instead, and a place for a note and a photo."""
    return _meal(asked_day(), request.args.get("meal", ""))


@bp.post("/diet/meals")
@access.roles(Role.CLIENT)
@uploads.checked_each("photo")
@idempotency.once
def mark_meal() -> Response:
    """Say what became of a meal; a phone's outbox sends the same fields as JSON, or with a photo as a form."""
    who, form = access.visitor(), MarkForm.read_sent()
    valid, photo = form.validate(), form.upload()
    if not valid or form.photo.errors:
        return _refused(form)
    try:
        services.mark_meal(
            client_id=who.person_id,
            day=_day_of(form),
            meal=Meal(form.meal.data),
            said=form.said,
            actor_id=who.account_id,
            photo=photo,
        )
    except NoSuchSwap as refusal:
        if from_outbox():
            raise
        form.add_error("mark", refusal.message())
        return _refused(form)
    return _after(_day_of(form))


@bp.post("/diet/meals/unmark")
@access.roles(Role.CLIENT)
def unmark_meal() -> Response:
    """Take a mark back."""
    who, form = access.visitor(), MealForm.read()
    if not form.validate():
        return show_day(clock.today(), form)
    services.unmark_meal(
        client_id=who.person_id, day=_day_of(form), meal=Meal(form.meal.data), actor_id=who.account_id
    )
    return _after(_day_of(form))


@bp.get("/diet/meals/<id:log_id>/photo")
@access.roles(Role.CLIENT)
def meal_photo(log_id: str) -> Response:
    """Open the photo of a meal of the client's own."""
    file = queries.photo_of_meal(log_id, client_id=access.visitor().person_id)
    return uploads.serve(records.content_of(file), name="photo")


def _day_of(form: MealForm) -> date:
    return form.day.data or clock.today()


def _refused(form: MarkForm) -> Response:
    if from_outbox():
        raise form.refusal()
    if request.form.get("sheet") and form.day.data and form.meal.data:
        return _meal(form.day.data, form.meal.data, form)
    return show_day(clock.today(), form)


def _after(day: date) -> Response:
    if from_outbox():
        return jsonify(page=link("diet_plans.today", day=day.isoformat()))
    return show_day(day) if htmx.asked() else htmx.go("diet_plans.today", day=day.isoformat())


def _meal(day: date, name: str, form: MarkForm | None = None) -> Response:
    client_id = access.visitor().person_id
    due = queries.calendar(client_id, first=day, last=day).on(day)
    found = next((one for one in due if one.meal.value == name), None)
    if found is None:
        raise NotYours
    if not may_mark(day, today=clock.today()):
        raise NoSuchMeal
    offered = queries.swaps_for(queries.published(found.version_id, client_id=client_id), day, found.meal)
    page = meal_page(found, offered)
    return htmx.answer("diet_plans/meal.html", status=422 if form else 200, page=page, form=form)
