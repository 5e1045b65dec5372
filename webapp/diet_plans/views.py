"""The client's pages: today's meals, the week, the whole plan, marking a meal."""

from __future__ import annotations

from datetime import date, timedelta

from flask import Blueprint, Response, request

from webapp.accounts.rules import Role
from webapp.diet_plans import queries, services
from webapp.diet_plans.forms import MarkForm, MealForm
from webapp.diet_plans.presenters.day import day_page
from webapp.diet_plans.presenters.plan import plan_page, version_rows
from webapp.diet_plans.rules.adherence import Mark
from webapp.diet_plans.rules.content import Meal
from webapp.kernel import access, clock, htmx, transaction
from webapp.kernel.forms import Form

bp = Blueprint("diet_plans", __name__)
_AHEAD = 28  # days


@bp.get("/diet")
@access.roles(Role.CLIENT)
def today() -> Response:
    """Show the meals of a day, today's unless another one was asked for."""
    return _day(_asked_day())


@bp.get("/diet/plan")
@access.roles(Role.CLIENT)
def plan() -> Response:
    """Show the whole plan in its four sections."""
    found = queries.effective_plan(access.visitor().person_id)
    if found:
        _note_read(found)
    return htmx.answer("diet_plans/plan.html", plan=plan_page(found) if found else None)


@bp.get("/diet/versions")
@access.roles(Role.CLIENT)
def versions() -> Response:
    """List every version that was published for the client."""
    rows = version_rows(queries.versions(access.visitor().person_id))
    return htmx.answer("diet_plans/versions.html", rows=rows)


@bp.get("/diet/versions/<id:version_id>")
@access.roles(Role.CLIENT)
def version(version_id: str) -> Response:
    """Show one version of the client's own, as it was published."""
    found = queries.published(version_id, client_id=access.visitor().person_id)
    return htmx.answer("diet_plans/version.html", plan=plan_page(found))


@bp.post("/diet/meals")
@access.roles(Role.CLIENT)
def mark_meal() -> Response:
    """Say what became of a meal."""
    who, form = access.visitor(), MarkForm.read()
    if not form.validate():
        return _day(clock.today(), form)
    services.mark_meal(
        client_id=who.person_id,
        day=_day_of(form),
        meal=Meal(form.meal.data),
        mark=Mark(form.mark.data),
        actor_id=who.account_id,
    )
    return _after(_day_of(form))


@bp.post("/diet/meals/unmark")
@access.roles(Role.CLIENT)
def unmark_meal() -> Response:
    """Take a mark back."""
    who, form = access.visitor(), MealForm.read()
    if not form.validate():
        return _day(clock.today(), form)
    services.unmark_meal(
        client_id=who.person_id, day=_day_of(form), meal=Meal(form.meal.data), actor_id=who.account_id
    )
    return _after(_day_of(form))


def _day_of(form: MealForm) -> date:
    return form.day.data or clock.today()


def _after(day: date) -> Response:
    return _day(day) if htmx.asked() else htmx.go("diet_plans.today", day=day.isoformat())


def _asked_day() -> date:
    """Read the day of the address; an odd or distant one is today."""
    now = clock.today()
    try:
        asked = date.fromisoformat(request.args.get("day", ""))
    except ValueError:
        return now
    near = now - timedelta(days=_AHEAD) <= asked <= now + timedelta(days=_AHEAD)
    return asked if near else now


def _day(chosen: date, form: Form | None = None) -> Response:
    client_id = access.visitor().person_id
    found = queries.effective_plan(client_id)
    page = None
    if found:
        now, monday = clock.today(), chosen - timedelta(days=chosen.weekday())
        before = queries.days_before(now)
        first, last = min(monday, before[0]), max(monday + timedelta(days=6), before[-1])
        marked = dict(queries.marks(client_id=client_id, first=first, last=last))
        page = day_page(found, chosen, marked, today=now, opened=request.args.get("open", ""))
        _note_read(found)
    status = 422 if form else 200
    return htmx.answer("diet_plans/today.html", "diet_plans/_day.html", status=status, page=page, form=form)


def _note_read(found: queries.Published) -> None:
    """Keep the read receipt, once."""
    version = found.version
    if version.read_at is None:
        transaction.after_reading(
            lambda: services.note_read(version_id=version.id, client_id=version.client_id)
        )
