"""Whom the screening invites. Read only."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from webapp.assessments.models import Invitation
from webapp.clients import queries as clients
from webapp.clients.rules import Capacity, Purpose
from webapp.kernel import paging
from webapp.kernel.db import db


@dataclass(frozen=True, slots=True)
class Screened:
    """What a client's screening decided; `by_hand` where a person did."""

    id: str
    client_id: str
    screened_at: datetime
    decision: str
    health_level: int
    reasons: Sequence[str]
    unknown: Sequence[str]
    by_hand: bool


def invitation(invitation_id: str) -> Invitation | None:
    """Give what one screening decided."""
    return db.session.get(Invitation, invitation_id)


def screened(
    *, branch_id: str, decision: str, doctor_id: str = "", after: str = "", size: int = paging.SIZE
) -> paging.Page:
    """Give a branch's screenings with one decision, the oldest first; `doctor_id` as in `work_list`."""
    asked = select(Invitation).where(Invitation.branch_id == branch_id, Invitation.decision == decision)
    if doctor_id:
        theirs = clients.in_care_of(
            staff_id=doctor_id, capacity=Capacity.FAMILY_DOCTOR, purpose=Purpose.SHARE_WITH_DOCTOR
        )
        asked = asked.where(Invitation.client_id.in_(theirs))
    found = paging.page(asked, (Invitation.screened_at, Invitation.id), after, size)
    return paging.Page([_screened(row) for row in found.rows], found.after)


def _screened(row: Invitation) -> Screened:
    return Screened(
        row.id,
        row.client_id,
        row.screened_at,
        row.decision,
        row.health_level,
        row.reasons["reasons"],
        row.reasons["unknown"],
        by_hand=row.decided_by is not None,
    )


def health_levels(client_ids: Collection[str], *, since: datetime) -> dict[str, int]:
    """Give client id → the health level of the newest screening since then; who has none is left out (P2)."""
    asked = select(Invitation.client_id, Invitation.health_level).where(
        Invitation.client_id.in_(client_ids), Invitation.screened_at >= since
    )
    found = db.session.execute(asked.order_by(Invitation.screened_at, Invitation.id))
    return {row[0]: row[1] for row in found} if client_ids else {}
