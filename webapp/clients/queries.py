"""Questions about clients. Read only."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    ScalarSelect,
    Select,
    and_,
    bindparam,
    exists,
    false,
    func,
    select,
    true,
    union_all,
)
from sqlalchemy.orm import InstrumentedAttribute

from webapp.clients import rules
from webapp.clients.models import CareTeamMember as CareTeamMember  # the types that upper rooms name
from webapp.clients.models import Client as Client
from webapp.clients.models import Consent as Consent
from webapp.clients.models import ServedBy
from webapp.kernel import paging
from webapp.kernel.access import Visitor
from webapp.kernel.db import db, rows
from webapp.kernel.errors import NotYours


@dataclass(frozen=True, slots=True)
class Served:
    """One line of the served-by ledger, the latest day of each (person, capacity)."""

    staff_id: str
    capacity: str
    day: date


def client(client_id: str) -> Client | None:
    """Give a client."""
    return db.session.get(Client, client_id)


def named(client_ids: Iterable[str]) -> dict[str, Client]:
    """Give clients by id, in one statement: for the names of a list."""
    wanted = set(client_ids)
    if not wanted:
        return {}
    return {one.id: one for one in db.session.scalars(select(Client).where(Client.id.in_(wanted)))}


def search(*, branch_id: str, words: str = "", after: str = "", size: int = 20) -> paging.Page:
    """Find a branch's clients by name, pinyin, pinyin initials or the phone's last four digits.

    What is typed is a prefix of one column, and each column has an index of its own in which the page
    is already in order; no word gives all, by pinyin. At most two statements.
    """
    query = select(Client).where(Client.branch_id == branch_id)
    text = "".join(words.lower().split())
    if not text:
        return paging.page(query, [Client.pinyin, Client.id], after, size)
    if text.isdecimal():
        return paging.page(query.where(Client.phone_tail == text[-4:]), [Client.id], after, size)
    column = _column_with(branch_id, text)
    return paging.page(query.where(_begins(column, text)), [column, Client.id], after, size)


def _column_with(branch_id: str, text: str) -> InstrumentedAttribute[str]:
    """Choose where to look: Chinese letters in the name, others in the pinyin or else the initials."""
    if not text.isascii():
        return Client.name_zh
    sounds = select(Client.id).where(Client.branch_id == branch_id, _begins(Client.pinyin, text)).limit(1)
    return Client.initials if db.session.scalar(sounds) is None else Client.pinyin


def _begins(column: InstrumentedAttribute[str], text: str) -> ColumnElement[bool]:
    """Compare as a range on SQLite, whose LIKE never uses an index; as LIKE elsewhere (collations)."""
    if db.session.get_bind().dialect.name != "sqlite":
        return column.startswith(text, autoescape=True)
    return and_(column >= text, column < text + chr(0x10FFFF))


def born_by(
    *,
    branch_id: str,
    day: date,
    doctor_id: str = "",
    since: date = date.min,
    purpose: rules.Purpose = rules.Purpose.SHARE_WITH_DOCTOR,
    after: str = "",
    size: int = 20,
) -> paging.Page:
    """Give a page of a branch's clients born from `since` to `day`, the oldest first; a doctor's own only."""
    asked = select(Client).where(Client.branch_id == branch_id, Client.birth_date.between(since, day))
    if doctor_id:
        theirs = in_care_of(staff_id=doctor_id, capacity=rules.Capacity.FAMILY_DOCTOR, purpose=purpose)
        asked = asked.where(Client.id.in_(theirs))
    return paging.page(asked, (Client.birth_date, Client.id), after, size)


def count_born_by(
    *, branch_id: str, day: date, since: date = date.min, provided: ColumnElement[bool] | None = None
) -> int:
    """Count a branch's clients born from `since` to `day`, of whom a condition on `Client` holds."""
    asked = select(func.count()).where(Client.branch_id == branch_id, Client.birth_date.between(since, day))
    asked = asked if provided is None else asked.where(provided)
    return int(db.session.scalar(asked) or 0)


def care_team(client_id: str) -> list[CareTeamMember]:
    """Give who looks after a client now."""
    query = select(CareTeamMember).where(
        CareTeamMember.client_id == client_id, CareTeamMember.until_at.is_(None)
    )
    return list(db.session.scalars(query.order_by(CareTeamMember.capacity)))


def who_looks_after(*, client_id: str, capacity: str) -> str | None:
    """Give the id of the staff member now acting for a client in a capacity."""
    for member in care_team(client_id):
        if member.capacity == capacity:
            return member.acting_id
    return None


def acting_for(*, client_ids: Sequence[str], capacity: str) -> dict[str, str]:
    """Give client id → the staff member now acting in a capacity, in one statement: for lists."""
    if not client_ids:
        return {}
    query = select(CareTeamMember).where(
        CareTeamMember.client_id.in_(client_ids),
        CareTeamMember.capacity == capacity,
        CareTeamMember.until_at.is_(None),
    )
    return {one.client_id: one.acting_id for one in db.session.scalars(query)}


def loads(staff_ids: Iterable[str]) -> dict[str, int]:
    """Count the clients people look after now, as owner or substitute, in one statement."""
    acting = func.coalesce(CareTeamMember.substitute_id, CareTeamMember.staff_id)
    query = select(acting, func.count()).where(acting.in_(set(staff_ids)), CareTeamMember.until_at.is_(None))
    return {str(person): int(count) for person, count in db.session.execute(query.group_by(acting))}


def clients_of(*, staff_id: str, capacity: str, after: str = "", size: int = 20) -> paging.Page:
    """Give the clients a person looks after now in one capacity."""
    acting = func.coalesce(CareTeamMember.substitute_id, CareTeamMember.staff_id)
    query = (
        select(Client)
        .join(CareTeamMember, CareTeamMember.client_id == Client.id)
        .where(acting == staff_id, CareTeamMember.capacity == capacity, CareTeamMember.until_at.is_(None))
    )
    return paging.page(query, [Client.pinyin, Client.id], after, size)


def in_care_of(*, staff_id: str, capacity: str, purpose: rules.Purpose) -> Select[str]:
    """Give the ids of the clients a person looks after in a capacity and who agree to it: a subquery.

    It keeps lists to whom `reachable` would open (A1, A5).
    """
    acting = func.coalesce(CareTeamMember.substitute_id, CareTeamMember.staff_id)
    agrees = exists().where(
        Consent.client_id == CareTeamMember.client_id,
        Consent.purpose == purpose.value,
        Consent.withdrawn_at.is_(None),
    )
    return select(CareTeamMember.client_id).where(
        acting == staff_id, CareTeamMember.capacity == capacity, CareTeamMember.until_at.is_(None), agrees
    )


def staff_who_served(client_id: str) -> list[Served]:
    """Give everybody who served or looks after a client: whom a complaint may name (T2)."""
    ledger = (
        select(ServedBy.staff_id, ServedBy.capacity, func.max(ServedBy.day))
        .where(ServedBy.client_id == client_id)
        .group_by(ServedBy.staff_id, ServedBy.capacity)
        .order_by(func.max(ServedBy.day).desc(), ServedBy.staff_id)
        .limit(100)
    )
    return [Served(*row) for row in db.session.execute(ledger)]


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody a client knows: of her care team now, or of the ledger (`served`)."""

    staff_id: str
    capacity: str
    served: bool


_KNOWN = union_all(
    select(CareTeamMember.staff_id, CareTeamMember.capacity, false().label("served")).where(
        CareTeamMember.client_id == bindparam("client_id"), CareTeamMember.until_at.is_(None)
    ),
    select(ServedBy.staff_id, ServedBy.capacity, true())
    .where(ServedBy.client_id == bindparam("client_id"))
    .distinct(),
)


def known_to(client_id: str) -> list[Known]:
    """Give who looks after a client and who ever served her, in one statement: whom she may name (T2)."""
    return [
        Known(staff_id, capacity, bool(served))
        for staff_id, capacity, served in rows(_KNOWN, {"client_id": client_id})
    ]


def was_served(
    client_id: Any, *, staff_id: str | BindParameter[str], capacities: Iterable[str]
) -> ColumnElement[bool]:
    """Give the condition that a person served the client of a row (`client_id` is its column)."""
    return exists().where(
        ServedBy.client_id == client_id,
        ServedBy.staff_id == staff_id,
        ServedBy.capacity.in_(sorted(capacities)),
    )


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
