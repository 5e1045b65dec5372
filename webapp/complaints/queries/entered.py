"""Whom staff may write something down for, and what they wrote down themselves."""

from __future__ import annotations

from sqlalchemy import exists, select

from webapp.clients import queries as clients
from webapp.complaints.models import Case, Respondent
from webapp.complaints.rules import entering
from webapp.kernel.access import Visitor
from webapp.kernel.db import db
from webapp.kernel.errors import NotYours
from webapp.organisation import queries as organisation


def callers(words: str, *, visitor: Visitor) -> list[clients.Client]:
    """Find who calls: in the own branch as staff search there; a whole phone number finds every client."""
    digits = "".join(letter for letter in words if letter.isdigit())[-11:]
    if len(digits) == 11:
        found = clients.with_numbers(phones=[f"+86{digits}"])
        return [one for one in found if _may_enter(one, visitor)]
    return clients.search(branch_id=visitor.branch_id, words=words).rows if words else []


def caller(client_id: str, *, visitor: Visitor) -> clients.Client:
    """Give a client for whom this person may write something down, else `NotYours`."""
    found = clients.client(client_id)
    if found is None or not _may_enter(found, visitor):
        raise NotYours
    return found


def _may_enter(client: clients.Client, visitor: Visitor) -> bool:
    own_branch = client.branch_id == visitor.branch_id
    home = None if own_branch else organisation.branch(visitor.branch_id)
    at_headquarters = home is not None and home.is_headquarters
    return entering.may_enter(visitor.role, own_branch=own_branch, at_headquarters=at_headquarters)


def entered(*, case_id: str, staff_id: str) -> Case:
    """Give a case to whoever wrote it down; `NotYours` to others, and once it is about that very person (§5)."""
    about_me = exists().where(Respondent.case_id == Case.id, Respondent.staff_id == staff_id)
    mine = select(Case).where(Case.id == case_id, Case.entered_by == staff_id, ~about_me)
    found = db.session.scalars(mine).first()
    if found is None:
        raise NotYours
    return found
