"""The client writes down what was measured at home, and corrects it (R3)."""

from __future__ import annotations

from flask import Response

from webapp.accounts.rules import Role
from webapp.exams.rules.home import kind_of
from webapp.exams.views import taking
from webapp.exams.views.blueprint import bp, own_self
from webapp.kernel import access, idempotency


@bp.get("/readings/new/<kind>")
@access.roles(Role.CLIENT)
def ask_reading(kind: str) -> Response:
    """Ask for a reading of one kind."""
    table = _own()
    return taking.draw_form(table, taking.kind_named(kind), {}, taking.empty_form(table))


@bp.post("/readings/new/<kind>")
@access.roles(Role.CLIENT)
@idempotency.once
def take_reading(kind: str) -> Response:
    """Keep a reading."""
    return taking.keep(_own(), taking.kind_named(kind))


@bp.get("/readings/<id:reading_id>")
@access.roles(Role.CLIENT)
def reading(reading_id: str) -> Response:
    """Show a kept reading and what it means."""
    return taking.show_kept(_own(), reading_id)


@bp.get("/readings/<id:reading_id>/correct")
@access.roles(Role.CLIENT)
def ask_correct_reading(reading_id: str) -> Response:
    """Show a kept reading in its form."""
    table = _own()
    rows = taking.earlier(table, reading_id)
    typed, form = taking.filled_form(table, rows)
    return taking.draw_form(table, kind_of(row.code for row in rows), typed, form, corrects=reading_id)


@bp.post("/readings/<id:reading_id>/correct")
@access.roles(Role.CLIENT)
@idempotency.once
def correct_reading(reading_id: str) -> Response:
    """Keep the corrected reading; the wrong one stays beside it."""
    table = _own()
    rows = taking.earlier(table, reading_id)
    return taking.keep(table, kind_of(row.code for row in rows), corrects=reading_id)


def _own() -> taking.Table:
    return taking.Table(own_self(), "exams", taking.PHONE)
