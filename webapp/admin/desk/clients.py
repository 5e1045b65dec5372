"""Finding a client and the client's card."""

from __future__ import annotations

from functools import partial

from flask import Response, request

from webapp.accounts.rules import Role
from webapp.admin import queries as gathering
from webapp.admin.desk.blueprint import BRANCH_STAFF, READERS, desk
from webapp.admin.presenters.card import card
from webapp.admin.presenters.client_list import client_rows
from webapp.clients import queries
from webapp.clients.rules import Capacity
from webapp.kernel import access, clock, htmx, paging, transaction
from webapp.records import services as records

_OWN_CLIENTS = {Role.FAMILY_DOCTOR: Capacity.FAMILY_DOCTOR, Role.NUTRITIONIST: Capacity.NUTRITIONIST}


@desk.get("/desk/clients")
@access.roles(*READERS)
def clients() -> Response:
    """Show the branch's clients, or those a doctor or nutritionist looks after; find one by name or phone."""
    words = request.args.get("q", "").strip()[:60]
    page, day = _found(words, request.args.get("after", "")[:400]), clock.today()
    return htmx.answer(
        "admin/clients.html",
        "admin/_found.html",
        rows=client_rows(page.rows, gathering.beside(page.rows, day=day), day=day),
        after=page.after,
        words=words,
        may_register=access.visitor().role in BRANCH_STAFF,
        searchable=access.visitor().role in BRANCH_STAFF,
    )


def _found(words: str, after: str) -> paging.Page:
    who = access.visitor()
    capacity = _OWN_CLIENTS.get(Role(who.role))
    if capacity:
        return queries.clients_of(staff_id=who.person_id, capacity=capacity, after=after)
    return queries.search(branch_id=who.branch_id, words=words, after=after)


@desk.get("/desk/clients/<id:client_id>")
@access.roles(*READERS)
def client(client_id: str) -> Response:
    """Show one client: the plan, who looks after them, consents, what happened."""
    who, day = access.visitor(), clock.today()
    found = queries.reachable(client_id=client_id, visitor=who)
    file = gathering.client_file(found, day=day, after=request.args.get("after", "")[:400])
    transaction.after_reading(
        partial(records.note_access, client_id=found.id, account_id=who.account_id, what="card")
    )
    return htmx.answer(
        "admin/client.html",
        card=card(file, day=day),
        may_change=who.role in BRANCH_STAFF,
    )
