"""Asking the branch for another institution, before the exam is booked (P1)."""

from __future__ import annotations

from flask import Response

from webapp.accounts.rules import Role
from webapp.kernel import access, clock, htmx, idempotency
from webapp.plans import presenters, queries, services
from webapp.plans.forms import WishForm
from webapp.plans.views.blueprint import bp
from webapp.plans.views.steps import kept


@bp.get("/plan/institution")
@access.roles(Role.CLIENT)
def ask_to_move() -> Response:
    """Show the institutions one could be examined at instead."""
    return _wish_page(WishForm())


@bp.post("/plan/institution")
@access.roles(Role.CLIENT)
@idempotency.once
def send_wish() -> Response:
    """Send the wish to the branch, once."""
    who, form = access.visitor(), WishForm.read()
    faults = {
        services.InstitutionDoesNotFit: "institution",
        services.ExamIsBooked: "institution",
        services.WishWaits: "institution",
    }
    done = kept(
        form,
        faults,
        lambda: services.ask_to_move(
            client_id=who.person_id,
            institution_id=form.institution.data,
            reason=form.reason.data or "",
            actor_id=who.account_id,
        ),
    )
    return htmx.go("plans.plan") if done else _wish_page(form, 422)


def _wish_page(form: WishForm, status: int = 200) -> Response:
    other = queries.other_institutions(client_id=access.visitor().person_id, day=clock.today())
    places = presenters.places(other)
    return htmx.answer("plans/ask_to_move.html", status=status, form=form, places=places)


@bp.post("/plan/wishes/<id:wish_id>/withdraw")
@access.roles(Role.CLIENT)
def withdraw_wish(wish_id: str) -> Response:
    """Take a wish back while nobody has answered it."""
    who = access.visitor()
    services.withdraw_wish(client_id=who.person_id, wish_id=wish_id, actor_id=who.account_id)
    return htmx.go("plans.plan")
