"""My plan: the running year, the next one, and what waits for whom."""

from __future__ import annotations

from flask import Response, request

from webapp.accounts.rules import Role
from webapp.kernel import access, clock, htmx, idempotency
from webapp.plans import presenters, queries, services
from webapp.plans.views.blueprint import bp


@bp.get("/plan")
@access.roles(Role.CLIENT)
def plan() -> Response:
    """Show the own plan and the application, if there is one."""
    own = queries.own_plan(client_id=access.visitor().person_id, day=clock.today())
    page = presenters.plan_page(own)
    return htmx.answer("plans/plan.html", page=page, sent=bool(request.args.get("sent")))


@bp.get("/plan/apply/withdraw")
@access.roles(Role.CLIENT)
def ask_withdraw() -> Response:
    """Ask once more before an application is taken back."""
    found = queries.live_application(access.visitor().person_id)
    return htmx.answer("plans/ask_withdraw.html", found=found) if found else htmx.go("plans.plan")


@bp.post("/plan/apply/withdraw")
@access.roles(Role.CLIENT)
@idempotency.once
def withdraw() -> Response:
    """Take the application back."""
    who = access.visitor()
    services.withdraw(client_id=who.person_id, actor_id=who.account_id)
    return htmx.go("plans.plan")
