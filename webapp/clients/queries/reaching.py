"""The one gate that staff pages use."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    ColumnElement,
    ScalarSelect,
    bindparam,
    func,
    select,
)
from sqlalchemy.orm import InstrumentedAttribute

from webapp.clients import rules
from webapp.clients.models import CareTeamMember, Client, Consent
from webapp.kernel.access import Visitor
from webapp.kernel.db import db
from webapp.kernel.errors import NotYours


def _listed(column: InstrumentedAttribute[str], *conditions: ColumnElement[bool]) -> ScalarSelect[str]:
    """Give the values of a client's rows as one text with spaces: codes hold none."""
    return select(func.aggregate_strings(column, " ")).where(*conditions).correlate(Client).scalar_subquery()


_PLACE = (CareTeamMember.client_id == Client.id, CareTeamMember.until_at.is_(None))
_ACTING = func.coalesce(CareTeamMember.substitute_id, CareTeamMember.staff_id) == bindparam("person_id")
_GATE = select(
    Client,
    _listed(CareTeamMember.capacity, *_PLACE).label("team"),
    _listed(CareTeamMember.capacity, *_PLACE, _ACTING).label("acting"),
    _listed(Consent.purpose, Consent.client_id == Client.id, Consent.withdrawn_at.is_(None)).label("agreed"),
).where(Client.id == bindparam("client_id"))


def reachable(*, client_id: str, visitor: Visitor) -> Client:
    """Give a client this staff member may open, or raise `NotYours` (A1): the one gate of desk pages.

    One statement. Headquarters comes in only as a substitute.
    """
    row = db.session.execute(_GATE, {"client_id": client_id, "person_id": visitor.person_id}).first()
    if row is None or not rules.may_reach(_asking(row, visitor)):
        raise NotYours
    found: Client = row[0]
    return found


def _asking(row: Any, visitor: Visitor) -> rules.Asking:
    return rules.Asking(
        role=visitor.role,
        own_branch=visitor.branch_id == row[0].branch_id,
        acting=frozenset((row.acting or "").split()),
        team=frozenset((row.team or "").split()),
        agreed=frozenset((row.agreed or "").split()),
    )
