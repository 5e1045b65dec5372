"""A new allergy and the plan that is out: what it holds, and what the nutritionist answers (D3)."""

from __future__ import annotations

from flask import Response

from webapp.accounts.rules import Role
from webapp.clients import services as client_services
from webapp.diet_plans import services
from webapp.diet_plans.desk.blueprint import client_at_table, client_in_reach, desk, writer
from webapp.diet_plans.forms import AllergiesForm, WarningForm
from webapp.diet_plans.presenters.warnings import warning_cards
from webapp.diet_plans.refusals import AlreadyAnswered, NoReason
from webapp.kernel import access, htmx


@desk.get("/desk/diet/clients/<id:client_id>/allergies")
@access.roles(Role.NUTRITIONIST)
def allergies(client_id: str) -> Response:
    """Show what is known, and the warnings that wait for an answer."""
    return _page(client_id)


@desk.post("/desk/diet/clients/<id:client_id>/allergies")
@access.roles(Role.NUTRITIONIST)
def set_allergies(client_id: str) -> Response:
    """Keep what the client told by telephone or at the table."""
    form, who = AllergiesForm.read(), writer(client_id)
    if not form.validate():
        return _page(client_id, known=form, status=422)
    client_services.set_allergies(
        client_id=client_id,
        allergies=form.chosen(client_in_reach(client_id).allergens),
        actor_id=who["actor_id"],
    )
    return htmx.go("diet_plans_desk.allergies", client_id=client_id, kept=1)


@desk.post("/desk/diet/clients/<id:client_id>/allergies/<id:warning_id>")
@access.roles(Role.NUTRITIONIST)
def answer_warning(client_id: str, warning_id: str) -> Response:
    """Write why the plan may stay as it is."""
    form, who = WarningForm.read(), writer(client_id)
    if not form.validate():
        return _page(client_id, form, status=422)
    try:
        services.answer_warning(warning_id=warning_id, reason=form.reason, **who)
    except NoReason as refusal:
        form.add_error("reason_zh", refusal.message())
        return _page(client_id, form, status=422)
    except AlreadyAnswered as refusal:
        return _page(client_id, status=409, message=refusal.message())
    return htmx.go("diet_plans_desk.allergies", client_id=client_id, kept=1)


def _page(
    client_id: str,
    form: WarningForm | None = None,
    *,
    known: AllergiesForm | None = None,
    status: int = 200,
    message: str = "",
) -> Response:
    client, cards = client_at_table(client_id), warning_cards(client_id)
    return htmx.answer(
        "diet_plans/desk_allergies.html",
        status=status,
        client_id=client_id,
        name=client.name,
        warnings=cards,
        to_answer=next((one.id for one in cards if one.answer is None), ""),
        form=form or WarningForm(),
        known=known or AllergiesForm(data={"allergies": [one.value for one in client.allergens]}),
        message=message,
    )
