"""The client reads the confirmed records."""

from __future__ import annotations

from flask import Blueprint, Response

from webapp.accounts.rules import Role
from webapp.clients import queries as clients
from webapp.kernel import access, htmx
from webapp.kernel.errors import NotYours
from webapp.kernel.pages import link
from webapp.tcm import queries
from webapp.tcm.models import TcmRecord
from webapp.tcm.presenters import sheet
from webapp.tcm.rules.record import Status

bp = Blueprint("tcm", __name__)


@bp.get("/tcm")
@access.roles(Role.CLIENT)
def records() -> Response:
    """List one's confirmed records, newest first."""
    return htmx.answer("tcm/records.html", records=queries.confirmed_of(access.visitor().person_id))


@bp.get("/tcm/<id:record_id>")
@access.roles(Role.CLIENT)
def record(record_id: str) -> Response:
    """Show one's record of a year: result, guidance, who signed and who confirmed."""
    row = _mine(record_id)
    return htmx.answer(
        "tcm/record.html",
        **sheet.words(row, scores=queries.scores(row), told=queries.told(row), people=queries.people(row)),
    )


@bp.get("/tcm/<id:record_id>/print")
@access.roles(Role.CLIENT)
def print_record(record_id: str) -> Response:
    """Show one's record for paper, with what proves it."""
    row = _mine(record_id)
    return htmx.answer(
        "tcm/print_record.html",
        client=clients.client(row.client_id),
        back=link("tcm.record", record_id=row.id),
        **sheet.words(row, scores=queries.scores(row), told=queries.told(row), people=queries.people(row)),
        **sheet.proved(row.content or {}),
    )


def _mine(record_id: str) -> TcmRecord:
    row = queries.record(record_id)
    if row is None or row.client_id != access.visitor().person_id or row.status != Status.CONFIRMED:
        raise NotYours
    return row
