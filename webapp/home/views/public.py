"""Pages that need no sign-in: what Kangyue is, the plans, the fees, the promise."""

from __future__ import annotations

from flask import Response

from webapp.accounts.rules import Reach, Role
from webapp.complaints import queries as complaint_queries
from webapp.home import presenters, promises
from webapp.home.views.blueprint import bp
from webapp.kernel import access, htmx
from webapp.plans import queries as plan_queries


@bp.get("/")
@access.public
def start() -> Response:
    """Show the public page; somebody signed in goes on to where the work is."""
    who = access.visitor()
    if who.role == Role.CLIENT:
        return htmx.go("home.today")
    if who.signed_in:
        return htmx.go("home.desk" if who.reach == Reach.FULL else "complaints_desk.my_case")
    return htmx.answer("home/start.html")


@bp.get("/plans")
@access.public
def plans() -> Response:
    """Show what each plan contains (§2 of the product page)."""
    return htmx.answer(
        "home/plans.html",
        plans=presenters.plan_cards(plan_queries.matrix()),
        version=plan_queries.plan_version(),
    )


@bp.get("/fees")
@access.public
def fees() -> Response:
    """Show the one public fee schedule (P4)."""
    schedule = plan_queries.fee_schedule()
    return htmx.answer("home/fees.html", schedule=schedule, fees=plan_queries.fee_lines(schedule))


@bp.get("/promise")
@access.public
def promise() -> Response:
    """Show the ten promises with the complaint phone."""
    return htmx.answer("home/promise.html", promises=promises.ten(complaint_queries.lengths_on()))
