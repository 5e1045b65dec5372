"""A client's critical values, and what was done."""

from __future__ import annotations

from flask import Response

from webapp.assessments import queries, services
from webapp.assessments.desk.blueprint import REVIEWERS, desk, note_reading
from webapp.assessments.forms import AlertForm
from webapp.assessments.presenters import desk as words
from webapp.clients import queries as clients
from webapp.kernel import access, htmx, idempotency
from webapp.organisation import queries as organisation


@desk.get("/desk/assessments/clients/<id:client_id>/alerts")
@access.roles(*REVIEWERS)
def alerts(client_id: str) -> Response:
    """Show a client's critical values, and record what was done."""
    return _alerts(client_id, AlertForm())


@desk.post("/desk/assessments/clients/<id:client_id>/alerts/<id:alert_id>")
@access.roles(*REVIEWERS)
@idempotency.once
def handle_alert(client_id: str, alert_id: str) -> Response:
    """Record what was done about a critical value."""
    who = access.visitor()
    clients.reachable(client_id=client_id, visitor=who)
    form = AlertForm.read()
    if not form.validate():
        return _alerts(client_id, form, 422, queries.alert(alert_id, client_id=client_id).id)
    services.handle_alert(
        alert_id=alert_id,
        client_id=client_id,
        note=form.note.data or "",
        staff_id=who.person_id,
        actor_id=who.account_id,
    )
    return htmx.go("assessments_desk.alerts", client_id=client_id)


def _alerts(client_id: str, form: AlertForm, status: int = 200, alert_id: str = "") -> Response:
    client = clients.reachable(client_id=client_id, visitor=access.visitor())
    note_reading(client_id)
    found = queries.alerts_of(client_id=client_id)
    staff = organisation.staff_named([alert.handled_by for alert in found if alert.handled_by])
    return htmx.answer(
        "assessments/alerts.html",
        status=status,
        client=client,
        cards=words.alert_cards(found, {key: one.name for key, one in staff.items()}),
        form=form,
        wrong=alert_id,
    )
