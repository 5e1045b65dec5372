"""What the screening of the year says about a client's assessment, and how far she is with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ScalarSelect, bindparam, select

from webapp.kernel import clock
from webapp.kernel.db import rows
from webapp.questionnaires.models import Definition, Draft, Response, Score, ScreeningDecision
from webapp.questionnaires.rules import inviting
from webapp.questionnaires.rules.inviting import Standing


@dataclass(frozen=True, slots=True)
class Screening:
    """Where a client stands, by the newest screening of the year; `place`: the section of one that is being filled.

    `definition_id`: what is being filled, else what is published now; None where there is no screening.
    """

    standing: Standing
    definition_id: str | None
    place: int | None


def _newest(column: Any) -> ScalarSelect[Any]:
    return (
        select(column)
        .select_from(Response)
        .join(Score, Score.response_id == Response.id)
        .outerjoin(ScreeningDecision, ScreeningDecision.response_id == Response.id)
        .where(
            Response.client_id == bindparam("client_id"),
            Response.code == inviting.SCREENING,
            Response.filled_at >= bindparam("since"),
        )
        .order_by(Response.filled_at.desc(), Response.submitted_at.desc(), Response.id.desc())
        .limit(1)
        .scalar_subquery()
    )


def _drafted(column: Any) -> ScalarSelect[Any]:
    own = select(column).where(Draft.client_id == bindparam("client_id"), Draft.code == inviting.SCREENING)
    return own.scalar_subquery()


_PUBLISHED = select(Definition.id).where(
    Definition.code == inviting.SCREENING, Definition.status == "PUBLISHED"
)
_SCREENING = select(
    _newest(Score.result).label("score"),
    _newest(ScreeningDecision.decision).label("by_hand"),
    _drafted(Draft.definition_id).label("drafted"),
    _drafted(Draft.place).label("place"),
    _PUBLISHED.scalar_subquery().label("published"),
)


def screening(client_id: str) -> Screening:
    """Give what the screening of the year says about a client's assessment, in one statement."""
    found = rows(_SCREENING, {"client_id": client_id, "since": clock.now() - inviting.HOLDS}).one()
    stands = inviting.standing(found.score, found.by_hand)
    return Screening(stands, found.drafted or found.published, found.place)
