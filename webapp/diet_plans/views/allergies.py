"""The client says what she is allergic to; a plan that holds it is warned of at once (D3)."""

from __future__ import annotations

from flask import Response

from webapp.accounts.rules import Role
from webapp.clients import queries as clients
from webapp.clients import services as client_services
from webapp.diet_plans.forms import AllergiesForm
from webapp.diet_plans.presenters.warnings import warning_cards
from webapp.diet_plans.views.blueprint import bp
from webapp.kernel import access, htmx
from webapp.kernel.errors import NotYours


@bp.get("/diet/allergies")
@access.roles(Role.CLIENT)
def allergies() -> Response:
    """Show what is known, to be changed."""
    return _page(AllergiesForm(data={"allergies": [one.value for one in _client().allergens]}))


@bp.post("/diet/allergies")
@access.roles(Role.CLIENT)
def set_allergies() -> Response:
    """Keep what the client says."""
    form, who = AllergiesForm.read(), access.visitor()
    if not form.validate():
        return _page(form, 422)
    chosen = form.chosen(_client().allergens)
    client_services.set_allergies(client_id=who.person_id, allergies=chosen, actor_id=who.account_id)
    return htmx.go("diet_plans.allergies", kept=1)


def _client() -> clients.Client:
    found = clients.client(access.visitor().person_id)
    if found is None:
        raise NotYours
    return found


def _page(form: AllergiesForm, status: int = 200) -> Response:
    warnings = warning_cards(access.visitor().person_id)
    return htmx.answer("diet_plans/allergies.html", status=status, form=form, warnings=warnings)
