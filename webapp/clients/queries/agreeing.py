"""What a client agreed to."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    bindparam,
    exists,
    select,
)

from webapp.clients import rules
from webapp.clients.models import Consent
from webapp.kernel.db import db, rows


def consents(client_id: str) -> list[Consent]:
    """Give all consents of a client, live and withdrawn, newest first."""
    query = select(Consent).where(Consent.client_id == client_id)
    return list(db.session.scalars(query.order_by(Consent.given_at.desc(), Consent.id)))


def agreed(*, client_id: str, purpose: rules.Purpose) -> bool:
    """Tell whether a consent is live (A5)."""
    return bool(rows(_agreed(purpose), {"client": client_id}).scalar())


def agrees(client_id: Any, purpose: rules.Purpose) -> ColumnElement[bool]:
    """Give the condition that a consent is live, for another question's statement (an id or its column)."""
    return exists().where(
        Consent.client_id == client_id, Consent.purpose == purpose.value, Consent.withdrawn_at.is_(None)
    )


@lru_cache
def _agreed(purpose: rules.Purpose) -> Select[tuple[bool]]:
    """Build the question once for each purpose: making it costs more than asking it."""
    return select(agrees(bindparam("client"), purpose))
