"""Look at what was sent with the rules of data quality, and keep what is doubtful for a person."""

from __future__ import annotations

from sqlalchemy import update

from webapp.clients.queries import Client
from webapp.kernel import audit, clock, ids
from webapp.kernel.db import changed, db
from webapp.kernel.errors import NotYours
from webapp.questionnaires import queries
from webapp.questionnaires.models import QualityRemark, Response
from webapp.questionnaires.rules import quality


def look_at(response: Response, client: Client) -> None:
    """Keep a remark for each doubt about a response; a response without any leaves no row."""
    form = queries.parsed(response.definition_id)
    found = quality.of_response(form, response.response, queries.known_of(client, form))
    db.session.add_all(
        QualityRemark(
            id=ids.new_id(),
            branch_id=response.branch_id,
            client_id=response.client_id,
            response_id=response.id,
            link_id=one.link_id[:255],
            rule=one.rule,
            figures=dict(one.figures),
        )
        for one in found
    )


def close_remark(*, remark_id: str, branch_id: str, actor_id: str) -> QualityRemark:
    """Say that an answer is right as it stands; raises `NotYours`. Closing twice is closing once."""
    row = db.session.get(QualityRemark, remark_id)
    if row is None or row.branch_id != branch_id:
        raise NotYours
    closing = update(QualityRemark).where(QualityRemark.id == row.id, QualityRemark.status == "OPEN")
    if changed(closing.values(status="CLOSED", closed_at=clock.now(), closed_by=actor_id)) == 1:
        audit.record(
            "questionnaires.remark.closed",
            subject=("remark", row.id),
            branch_id=row.branch_id,
            actor_id=actor_id,
            details={"rule": row.rule},
        )
    return row
