"""Staff page: a signed record for paper, with what proves it."""

from __future__ import annotations

from flask import Response

from webapp.clients import queries as clients
from webapp.kernel import access, htmx
from webapp.kernel.errors import NotYours
from webapp.kernel.pages import link
from webapp.tcm import queries
from webapp.tcm.desk.blueprint import READERS, desk, note
from webapp.tcm.presenters import sheet


@desk.get("/desk/tcm/<id:record_id>/print")
@access.roles(*READERS)
def print_record(record_id: str) -> Response:
    """Show a signed record for paper."""
    row = queries.record(record_id)
    if row is None or row.content is None:
        raise NotYours
    client = clients.reachable(client_id=row.client_id, visitor=access.visitor())
    note(client.id)
    return htmx.answer(
        "tcm/print_record.html",
        client=client,
        back=link("tcm_desk.conclusion", record_id=row.id),
        **sheet.words(row, scores=queries.scores(row), told=queries.told(row), people=queries.people(row)),
        **sheet.proved(row.content),
    )
