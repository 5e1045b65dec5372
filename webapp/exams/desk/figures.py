"""Staff look at a client's figures and write readings down for the client; who looked is noted (A6)."""

from __future__ import annotations

from functools import partial

from flask import Response

from webapp.accounts.rules import Role
from webapp.clients import queries as clients
from webapp.exams.desk.blueprint import desk
from webapp.exams.rules.home import kind_of
from webapp.exams.views import taking
from webapp.exams.views.figures import Pages, all_figures, one_figure
from webapp.kernel import access, idempotency, transaction
from webapp.kernel.pages import link
from webapp.records import services as records

READERS = (Role.HEALTH_MANAGER, Role.FAMILY_DOCTOR, Role.NUTRITIONIST, Role.BRANCH_MANAGER)
WRITERS = (Role.HEALTH_MANAGER, Role.FAMILY_DOCTOR)


@desk.get("/desk/clients/<id:client_id>/figures")
@access.roles(*READERS)
def client_figures(client_id: str) -> Response:
    """Show a client's figures over the years."""
    return all_figures(_pages(client_id))


@desk.get("/desk/clients/<id:client_id>/figures/<code>")
@access.roles(*READERS)
def client_figure(client_id: str, code: str) -> Response:
    """Show every reading of one item of a client."""
    return one_figure(_pages(client_id), code)


@desk.get("/desk/clients/<id:client_id>/readings/new/<kind>")
@access.roles(*WRITERS)
def ask_client_reading(client_id: str, kind: str) -> Response:
    """Ask for a reading that a client tells, or that was taken at the branch."""
    table = _table(client_id)
    return taking.draw_form(table, taking.kind_named(kind), {}, taking.empty_form(table))


@desk.post("/desk/clients/<id:client_id>/readings/new/<kind>")
@access.roles(*WRITERS)
@idempotency.once
def take_client_reading(client_id: str, kind: str) -> Response:
    """Keep a reading under the staff member's own name."""
    return taking.keep(_table(client_id), taking.kind_named(kind))


@desk.get("/desk/clients/<id:client_id>/readings/<id:reading_id>")
@access.roles(*READERS)
def client_reading(client_id: str, reading_id: str) -> Response:
    """Show a kept reading of a client."""
    return taking.show_kept(_table(client_id), reading_id)


@desk.get("/desk/clients/<id:client_id>/readings/<id:reading_id>/correct")
@access.roles(*WRITERS)
def ask_correct_client_reading(client_id: str, reading_id: str) -> Response:
    """Show a kept reading of a client in its form."""
    table = _table(client_id)
    rows = taking.earlier(table, reading_id)
    typed, form = taking.filled_form(table, rows)
    return taking.draw_form(table, kind_of(row.code for row in rows), typed, form, corrects=reading_id)


@desk.post("/desk/clients/<id:client_id>/readings/<id:reading_id>/correct")
@access.roles(*WRITERS)
@idempotency.once
def correct_client_reading(client_id: str, reading_id: str) -> Response:
    """Keep the corrected reading under the staff member's own name."""
    table = _table(client_id)
    rows = taking.earlier(table, reading_id)
    return taking.keep(table, kind_of(row.code for row in rows), corrects=reading_id)


def _pages(client_id: str) -> Pages:
    client = _looked_at(client_id)
    may_write = access.visitor().role in WRITERS
    return Pages(
        client=client,
        all_page="exams/client_figures.html",
        one_page="exams/client_figure.html",
        figure=partial(_to, "client_figure", client.id, "code"),
        reading=partial(_to, "client_reading", client.id, "reading_id"),
        ask=partial(_to, "ask_client_reading", client.id, "kind") if may_write else None,
    )


def _to(name: str, client_id: str, argument: str, value: str) -> str:
    return link(f"exams_desk.{name}", client_id=client_id, **{argument: value})


def _table(client_id: str) -> taking.Table:
    client = _looked_at(client_id)
    who = access.visitor()
    own = {"client_id": client.id}
    return taking.Table(client, "exams_desk", taking.DESK, who.person_id, own, who.role in WRITERS)


def _looked_at(client_id: str) -> clients.Client:
    who = access.visitor()
    client = clients.reachable(client_id=client_id, visitor=who)
    transaction.after_reading(
        partial(records.note_access, client_id=client.id, account_id=who.account_id, what="figures")
    )
    return client
