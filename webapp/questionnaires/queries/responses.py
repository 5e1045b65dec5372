"""Questions about what was sent: responses, their corrections and their scores."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from webapp.kernel.db import db
from webapp.questionnaires.models import Response, Score
from webapp.questionnaires.queries.definitions import current_definition, definition


def latest_response(*, client_id: str, code: str) -> Response | None:
    """Give the newest response of a client to a questionnaire: of the last filling, its last correction."""
    return db.session.scalars(
        select(Response)
        .where(Response.client_id == client_id, Response.code == code)
        .order_by(Response.filled_at.desc(), Response.submitted_at.desc(), Response.id.desc())
        .limit(1)
    ).one_or_none()


def was_sent(*, client_id: str, code: str, draft_id: str) -> bool:
    """Tell whether a draft became a response; without its id, whether the client ever sent this questionnaire."""
    of = select(Response.id).where(Response.client_id == client_id, Response.code == code)
    return db.session.scalars(of.where(Response.draft_id == draft_id) if draft_id else of).first() is not None


def responses_of(client_id: str) -> list[Response]:
    """List the submitted responses of a client, newest first (a handful a year)."""
    return list(
        db.session.scalars(
            select(Response)
            .where(Response.client_id == client_id)
            .order_by(Response.submitted_at.desc(), Response.id.desc())
            .limit(100)
        )
    )


def response(response_id: str) -> Response | None:
    """Give a submitted response by its id."""
    return db.session.get(Response, response_id)


def score_of(response_id: str) -> Mapping[str, Any] | None:
    """Give the score kept with a response: the six keys of a result and `inputs`."""
    return db.session.scalars(select(Score.result).where(Score.response_id == response_id)).first()


def amended_by(response_id: str) -> Response | None:
    """Give the correction of a response."""
    return db.session.scalars(select(Response).where(Response.amends_id == response_id)).one_or_none()


def numbered(name: str) -> Response | None:
    """Give a response by its id or receipt number."""
    return response(name) or db.session.scalars(select(Response).where(Response.number == name)).one_or_none()


def text_of(name: str) -> str | None:
    """Give the JSON of a definition (by id or code) or of a response (by id or receipt number), for export."""
    found = definition(name) or current_definition(name)
    if found is not None:
        return found.text
    row = numbered(name)
    return json.dumps(row.response, ensure_ascii=False, indent=1) if row is not None else None
