"""Wishes for another institution: the branch approves or refuses with a reason (P1)."""

from __future__ import annotations

from flask import Response, request

from webapp.admin import queries as gathering
from webapp.admin.desk.blueprint import BRANCH_STAFF, desk
from webapp.admin.forms.applications import RefuseForm
from webapp.admin.presenters.applications import wish_pairs, wish_rows
from webapp.clients import queries as clients
from webapp.kernel import access, htmx, idempotency
from webapp.kernel.errors import NotYours, Refusal
from webapp.plans import queries, services
from webapp.plans.queries import InstitutionWish


@desk.get("/desk/wishes")
@access.roles(*BRANCH_STAFF)
def wishes() -> Response:
    """List the wishes that wait for the branch, the oldest first."""
    branch_id = access.visitor().branch_id
    page = queries.waiting_wishes(branch_id=branch_id, after=request.args.get("after", "")[:400])
    return htmx.answer(
        "admin/wishes.html",
        rows=wish_rows(gathering.wished(page.rows)),
        after=page.after,
        asking=queries.asking(branch_id),
    )


@desk.get("/desk/wishes/<id:wish_id>")
@access.roles(*BRANCH_STAFF)
def wish(wish_id: str) -> Response:
    """Show one wish with its reason."""
    return _page(_reached(wish_id), RefuseForm())


@desk.post("/desk/wishes/<id:wish_id>/approve")
@access.roles(*BRANCH_STAFF)
@idempotency.once
def approve_wish(wish_id: str) -> Response:
    """Move the client there, while no exam is booked."""
    found, who = _reached(wish_id), access.visitor()
    try:
        services.approve_wish(wish_id=found.id, branch_id=who.branch_id, actor_id=who.account_id)
    except Refusal as refusal:
        return _page(found, RefuseForm(), status=422, refusal=refusal)
    return htmx.go("admin_desk.wishes", kept=1)


@desk.post("/desk/wishes/<id:wish_id>/refuse")
@access.roles(*BRANCH_STAFF)
@idempotency.once
def refuse_wish(wish_id: str) -> Response:
    """Refuse with a reason that the client reads."""
    found, who, form = _reached(wish_id), access.visitor(), RefuseForm.read()
    if not form.validate():
        return _page(found, form, status=422)
    reason = form.reason.data or ""
    services.refuse_wish(wish_id=found.id, branch_id=who.branch_id, reason=reason, actor_id=who.account_id)
    return htmx.go("admin_desk.wishes", kept=1)


def _reached(wish_id: str) -> InstitutionWish:
    found = queries.wish(wish_id)
    if found is None:
        raise NotYours
    clients.reachable(client_id=found.client_id, visitor=access.visitor())
    return found


def _page(
    found: InstitutionWish, form: RefuseForm, *, status: int = 200, refusal: Refusal | None = None
) -> Response:
    gathered = gathering.wished([found])
    return htmx.answer(
        "admin/wish.html",
        status=status,
        found=found,
        client=gathered.clients[found.client_id],
        pairs=wish_pairs(found, gathered),
        form=form,
        refusal=refusal.message() if refusal else "",
    )
