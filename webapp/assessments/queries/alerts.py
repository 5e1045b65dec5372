"""Critical values of a client. Read only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, exists, select

from webapp.assessments.models import CriticalAlert
from webapp.kernel.db import db
from webapp.kernel.errors import NotYours


@dataclass(frozen=True, slots=True)
class Alerted:
    """A critical value of a client; `note` says what was done."""

    id: str
    code: str
    raised_at: datetime
    handled_at: datetime | None
    handled_by: str | None
    note: str | None


def open_alerts(*, client_id: str) -> list[CriticalAlert]:
    """Give the critical values of a client that nobody has acted on."""
    asked = select(CriticalAlert).where(
        CriticalAlert.client_id == client_id, CriticalAlert.handled_at.is_(None)
    )
    return list(db.session.scalars(asked.order_by(CriticalAlert.raised_at, CriticalAlert.id)))


def alert(alert_id: str, *, client_id: str) -> CriticalAlert:
    """Give a client's critical value; raises NotYours for anybody else's."""
    found = db.session.get(CriticalAlert, alert_id)
    if found is None or found.client_id != client_id:
        raise NotYours
    return found


def alerts_of(*, client_id: str, size: int = 20) -> list[Alerted]:
    """Give a client's critical values, handled and not, newest first."""
    asked = select(CriticalAlert).where(CriticalAlert.client_id == client_id)
    newest = asked.order_by(CriticalAlert.raised_at.desc(), CriticalAlert.id.desc()).limit(size)
    return [
        Alerted(row.id, row.code, row.raised_at, row.handled_at, row.handled_by, row.note)
        for row in db.session.scalars(newest)
    ]


def has_open_alert(client_id: Any) -> ColumnElement[bool]:
    """Give the condition that a critical value of the client of a row waits (`client_id` is its column)."""
    return exists().where(CriticalAlert.client_id == client_id, CriticalAlert.handled_at.is_(None))
