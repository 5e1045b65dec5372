"""Applications for a service year: the branch confirms the payment or sends them back (P5)."""

from __future__ import annotations

from decimal import Decimal
from functools import partial

from flask import Response, request

from webapp.admin import queries as gathering
from webapp.admin.desk.blueprint import BRANCH_STAFF, desk
from webapp.admin.forms.applications import PaymentForm, SendBackForm
from webapp.admin.presenters.applications import application_page, application_rows
from webapp.clients import queries as clients
from webapp.kernel import access, clock, htmx, idempotency, transaction
from webapp.kernel.errors import BadInput, NotYours, Refusal
from webapp.plans import queries, services
from webapp.plans.queries import PlanApplication
from webapp.records import services as records


@desk.get("/desk/applications")
@access.roles(*BRANCH_STAFF)
def applications() -> Response:
    """List what waits for the branch, the oldest first."""
    branch_id = access.visitor().branch_id
    page = queries.waiting_applications(branch_id=branch_id, after=request.args.get("after", "")[:400])
    return htmx.answer(
        "admin/applications.html",
        rows=application_rows(gathering.applied(page.rows)),
        after=page.after,
        asking=queries.asking(branch_id),
    )


@desk.get("/desk/applications/<id:application_id>")
@access.roles(*BRANCH_STAFF)
def application(application_id: str) -> Response:
    """Show what was chosen; a changed item and its reason may speak of health, so the look is noted (A6)."""
    found, who = _sent(application_id), access.visitor()
    look = partial(records.note_access, client_id=found.client_id, account_id=who.account_id)
    transaction.after_reading(partial(look, what="application"))
    payment = PaymentForm(data={"yuan": found.yuan, "paid_on": clock.today(), "revision": found.revision})
    return _page(found, payment, SendBackForm(data={"revision": found.revision}))


@desk.post("/desk/applications/<id:application_id>/activate")
@access.roles(*BRANCH_STAFF)
@idempotency.once
def activate_application(application_id: str) -> Response:
    """Confirm the payment and begin the year; whoever comes second finds it done."""
    found, form, who = _sent(application_id), PaymentForm.read(), access.visitor()
    if not form.validate():
        return _refused(found, form)
    try:
        services.activate(
            application_id=found.id,
            branch_id=who.branch_id,
            revision=form.revision.data or 0,
            payment=form.payment(),
            actor_id=who.account_id,
        )
    except services.WrongAmount as refusal:
        form.add_error("yuan", refusal.message())
        return _refused(found, form)
    except Refusal as refusal:
        return _refused(found, form, refusal)
    return htmx.go("admin_desk.client", client_id=found.client_id, kept=1)


@desk.post("/desk/applications/<id:application_id>/send-back")
@access.roles(*BRANCH_STAFF)
@idempotency.once
def send_back_application(application_id: str) -> Response:
    """Send it back with a reason that the client reads."""
    found, form, who = _sent(application_id), SendBackForm.read(), access.visitor()
    payment = PaymentForm(data={"yuan": found.yuan, "paid_on": clock.today(), "revision": found.revision})
    if not form.validate():
        return _page(found, payment, form, status=422)
    services.send_back(
        application_id=found.id,
        branch_id=who.branch_id,
        revision=form.revision.data or 0,
        reason=form.reason.data or "",
        actor_id=who.account_id,
    )
    return htmx.go("admin_desk.applications", kept=1)


def _sent(application_id: str) -> PlanApplication:
    """Give an application of a client within reach; what was never sent is nobody's business."""
    found = queries.application(application_id)
    if found is None or found.submitted_at is None:
        raise NotYours
    clients.reachable(client_id=found.client_id, visitor=access.visitor())
    if request.method == "POST" and not request.form.get("revision", "").isdecimal():
        raise BadInput("revision")
    return found


def _refused(found: PlanApplication, form: PaymentForm, refusal: Refusal | None = None) -> Response:
    return _page(found, form, SendBackForm(data={"revision": found.revision}), status=422, refusal=refusal)


def _page(
    found: PlanApplication,
    payment: PaymentForm,
    back: SendBackForm,
    *,
    status: int = 200,
    refusal: Refusal | None = None,
) -> Response:
    return htmx.answer(
        "admin/application.html",
        status=status,
        page=application_page(gathering.application_file(found)),
        found=found,
        fee=found.yuan or Decimal(0),
        payment=payment,
        back=back,
        refusal=refusal.message() if refusal else "",
    )
