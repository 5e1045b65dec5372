"""Who wants no assessment this year, and how released reports were handed over. Read only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, exists, select

from webapp.assessments.models import Delivery, OptOut
from webapp.assessments.queries.alerts import has_open_alert
from webapp.kernel import clock
from webapp.kernel.db import db


@dataclass(frozen=True, slots=True)
class Delivered:
    """One handing over of a report."""

    way: str
    delivered_on: date
    to_whom: str
    noted_by: str


def wants_none(client_id: Any) -> ColumnElement[bool]:
    """Give the condition that the client of a row wants no assessment this year (`client_id` is its column)."""
    return exists().where(
        OptOut.client_id == client_id, OptOut.year == clock.today().year, OptOut.withdrawn_at.is_(None)
    )


def opted_out(client_ids: Iterable[str]) -> set[str]:
    """Give those of these clients who want no assessment this year."""
    asked = select(OptOut.client_id).where(
        OptOut.client_id.in_(list(client_ids)),
        OptOut.year == clock.today().year,
        OptOut.withdrawn_at.is_(None),
    )
    return set(db.session.scalars(asked))


def stopped_by(client_id: str) -> tuple[bool, bool]:
    """Tell of a client whether a critical value waits, and whether she wants no assessment this year."""
    alert, none = db.session.execute(select(has_open_alert(client_id), wants_none(client_id))).one()
    return bool(alert), bool(none)


def deliveries(assessment_id: str) -> list[Delivered]:
    """Give how a report was handed over, the last first."""
    asked = select(Delivery).where(Delivery.assessment_id == assessment_id)
    found = db.session.scalars(asked.order_by(Delivery.delivered_on.desc(), Delivery.id.desc()))
    return [Delivered(row.way, row.delivered_on, row.to_whom, row.noted_by) for row in found]
