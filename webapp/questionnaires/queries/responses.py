"""Questions about what was sent: responses, their corrections and their scores."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.orm import aliased

from webapp.kernel.db import db
from webapp.questionnaires.models import Definition as Definition
from webapp.questionnaires.models import Response as Response
from webapp.questionnaires.models import Score
from webapp.questionnaires.queries.definitions import current_definition, definition


def latest_response(*, client_id: str, code: str) -> Response | None:
    """Give the newest response of a client to a questionnaire: of the last filling, its last correction."""
    return db.session.scalars(
        select(Response)
        .where(Response.client_id == client_id, Response.code == code)
        .order_by(Response.filled_at.desc(), Response.submitted_at.desc(), Response.id.desc())
        .limit(1)
    ).one_or_none()


def standing_responses(*, client_ids: Sequence[str], code: str) -> list[Response]:
    """List what these clients sent of one questionnaire and nobody corrected since, the oldest first."""
    later = aliased(Response)
    of = select(Response).where(Response.client_id.in_(client_ids), Response.code == code)
    kept = of.where(~exists().where(later.amends_id == Response.id))
    return list(db.session.scalars(kept.order_by(Response.filled_at, Response.id)))


def has_sent(client_id: Any, *, code: str, since: datetime) -> ColumnElement[bool]:
    """Give the condition that a client sent a questionnaire since a moment, for another question's statement."""
    return exists().where(Response.client_id == client_id, Response.code == code, Response.filled_at >= since)


def was_sent(*, client_id: str, code: str, draft_id: str) -> bool:
    """Tell whether a draft became a response; without its id, whether the client ever sent this questionnaire."""
    of = select(Response.id).where(Response.client_id == client_id, Response.code == code)
    return db.session.scalars(of.where(Response.draft_id == draft_id) if draft_id else of).first() is not None


def was_finished(*, client_id: str, code: str, token: str) -> bool:
    """Tell whether the draft that a phone wrote under this token became a response, whoever sent it."""
    of = select(Response.id).where(Response.client_id == client_id, Response.code == code)
    wrote = or_(Response.written_by == token, Response.hands.contains(f" {token} ", autoescape=True))
    return bool(token) and db.session.scalars(of.where(wrote)).first() is not None


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


@dataclass(frozen=True, slots=True)
class Answered:
    """What somebody ever sent, newest first, and the definitions it was filled in with."""

    responses: Sequence[Response]
    definitions: Sequence[Definition]


def answered_by(client_id: str) -> Answered:
    """Give all that a client ever sent, corrections among it, with the definitions, in two statements."""
    mine = select(Response).where(Response.client_id == client_id)
    rows = list(db.session.scalars(mine.order_by(Response.submitted_at.desc(), Response.id.desc())))
    used = select(Definition).where(Definition.id.in_({row.definition_id for row in rows}))
    return Answered(rows, list(db.session.scalars(used.order_by(Definition.code, Definition.version))))


def response(response_id: str) -> Response | None:
    """Give a submitted response by its id."""
    return db.session.get(Response, response_id)


def score_of(response_id: str) -> Mapping[str, Any] | None:
    """Give the score kept with a response: the six keys of a result and `inputs`."""
    return db.session.scalars(select(Score.result).where(Score.response_id == response_id)).first()


@dataclass(frozen=True, slots=True)
class Sent:
    """A response among its corrections, with its score: the six keys of a result and `inputs`."""

    response: Response
    earlier: Response | None
    later: Response | None
    score: Mapping[str, Any] | None


def sent(response_id: str) -> Sent | None:
    """Give a submitted response, the one it corrects, the one that corrects it and its score, in one statement."""
    earlier, later = aliased(Response), aliased(Response)
    found = db.session.execute(
        select(Response, earlier, later, Score.result)
        .outerjoin(earlier, earlier.id == Response.amends_id)
        .outerjoin(later, later.amends_id == Response.id)
        .outerjoin(Score, Score.response_id == Response.id)
        .where(Response.id == response_id)
        .order_by(Score.id)
    ).first()
    return Sent(*found) if found is not None else None


def newest_of(row: Response) -> Response:
    """Give the last correction of a response, itself where there is none."""
    while (later := amended_by(row.id)) is not None:
        row = later
    return row


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
