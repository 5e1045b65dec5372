"""The client reads the confirmed records."""

from __future__ import annotations

from flask import Blueprint, Response

from webapp.accounts.rules import Role
from webapp.kernel import access, htmx
from webapp.kernel.errors import NotYours
from webapp.tcm import presenters, queries
from webapp.tcm.rules.constitution import conclude
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
    row = queries.record(record_id)
    if row is None or row.client_id != access.visitor().person_id or row.status != Status.CONFIRMED:
        raise NotYours
    scores = queries.scores(row)
    found = conclude(scores["tcm33"]["parts"], row.decision["primary"] if row.decision else None)
    lines = presenters.lines(found, row.guidance)
    return htmx.answer(
        "tcm/record.html",
        row=row,
        main=presenters.named(found.primary),
        verdicts=[(one.words, f"{one.result} · {one.score}") for one in lines],
        told=presenters.groups(queries.told(row)),
        advised=[(one.words, one.guidance) for one in lines if one.guidance],
        signature=presenters.signature(row),
        self_care=presenters.self_care(scores["self_care"]),
        facts=presenters.signer(row) + presenters.people(row, queries.people(row)),
    )
