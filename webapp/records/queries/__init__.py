"""Questions about records. Read only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    bindparam,
    exists,
    extract,
    func,
    literal,
    select,
    union_all,
)
from sqlalchemy.orm import aliased

from webapp.kernel import clock, paging
from webapp.kernel.db import db, rows
from webapp.records import rules
from webapp.records.models import AccessEntry, TimelineEntry
from webapp.records.models import Measurement as Measurement
from webapp.records.models import StoredFile as StoredFile  # the type that upper rooms name
from webapp.records.queries.copies import Copy as Copy
from webapp.records.queries.copies import copies_of as copies_of
from webapp.records.queries.copies import copy_being_made as copy_being_made
from webapp.records.queries.copies import offered_copy as offered_copy
from webapp.records.queries.copies import unmade_copy as unmade_copy
from webapp.records.queries.files import content_of as content_of
from webapp.records.queries.files import stored_file as stored_file
from webapp.records.queries.files import stored_files as stored_files

_Later = aliased(Measurement)
_STANDS: ColumnElement[bool] = ~exists(select(_Later.id).where(_Later.replaces == Measurement.reading_id))
"""A reading that no later one replaces."""
DRAWN_EACH = 30


@dataclass(frozen=True, slots=True)
class Drawn:
    """One reading on a chart; `total` readings of its item are there in all."""

    code: str
    value: Decimal
    unit: str
    taken_at: datetime
    source: str
    total: int


@lru_cache(maxsize=64)
def _drawn(codes: tuple[str, ...]) -> CompoundSelect[Any]:
    """The last reading of each month with that month's number, and of each item the newest thirty."""
    between = (
        Measurement.client_id == bindparam("client_id"),
        Measurement.source != rules.Source.EXAM.value,
        _STANDS,
    )
    wanted = (
        Measurement.id,
        Measurement.code,
        Measurement.value,
        Measurement.unit,
        Measurement.taken_at,
        Measurement.source,
    )
    months = (
        select(
            Measurement.code,
            func.max(Measurement.taken_at).label("taken_at"),
            func.count().label("number"),
        )
        .where(*between, Measurement.code.in_(codes))
        .group_by(Measurement.code, *(extract(part, Measurement.taken_at) for part in ("year", "month")))
        .subquery()
    )
    same = (Measurement.code == months.c.code) & (Measurement.taken_at == months.c.taken_at)
    monthly = select(*wanted, months.c.number).join(months, same).where(*between)
    newest = (
        select(*wanted, literal(0).label("number"))
        .where(*between, Measurement.code == code)
        .order_by(Measurement.taken_at.desc(), Measurement.id.desc())
        .limit(DRAWN_EACH)
        .subquery()
        for code in codes
    )
    return union_all(monthly, *(select(one) for one in newest))


def timeline(*, client_id: str, after: str = "", size: int = 20) -> paging.Page:
    """Give a person's timeline, newest first."""
    query = select(TimelineEntry).where(TimelineEntry.client_id == client_id)
    return paging.page(query, [TimelineEntry.at.desc(), TimelineEntry.id.desc()], after, size)


def measurements_of(client_id: str) -> list[Measurement]:
    """Give every measurement of a client, newest first, without those that were corrected."""
    query = select(Measurement).where(Measurement.client_id == client_id, _STANDS)
    return list(db.session.scalars(query.order_by(Measurement.taken_at.desc(), Measurement.id)))


def filed_since(*, client_id: str, kind: str, since: datetime) -> bool:
    """Tell whether a line of this kind stands in a person's timeline since a moment."""
    asked = select(TimelineEntry.id).where(
        TimelineEntry.client_id == client_id, TimelineEntry.kind == kind, TimelineEntry.at >= since
    )
    return db.session.scalar(asked.limit(1)) is not None


def latest(*, client_id: str, codes: Sequence[str]) -> dict[str, Measurement]:
    """Give the newest measurement of each code, in one statement."""
    newest = (
        select(Measurement.code, func.max(Measurement.taken_at).label("taken_at"))
        .where(Measurement.client_id == client_id, Measurement.code.in_(list(codes)), _STANDS)
        .group_by(Measurement.code)
        .subquery()
    )
    query = select(Measurement).join(
        newest, (Measurement.code == newest.c.code) & (Measurement.taken_at == newest.c.taken_at)
    )
    found = db.session.scalars(
        query.where(Measurement.client_id == client_id, _STANDS).order_by(Measurement.id)
    )
    return {one.code: one for one in found}


def reading(*, reading_id: str, client_id: str) -> list[Measurement]:
    """Give what was read together, by code; nothing for another client's."""
    asked = select(Measurement).where(
        Measurement.reading_id == reading_id, Measurement.client_id == client_id
    )
    return list(db.session.scalars(asked.order_by(Measurement.code)))


def reading_stands(*, reading_id: str, client_id: str) -> bool | None:
    """Tell whether a reading was not corrected by a later one; None for another client's."""
    asked = select(_STANDS).where(Measurement.reading_id == reading_id, Measurement.client_id == client_id)
    return db.session.scalar(asked.limit(1))


def is_replaced(reading_id: str) -> bool:
    """Tell whether a reading has been corrected by a later one."""
    asked = select(Measurement.id).where(Measurement.replaces == reading_id)
    return db.session.scalar(asked.limit(1)) is not None


def readings_of(*, client_id: str, code: str, after: str = "", size: int = 20) -> paging.Page:
    """Give a client's own readings of one item, newest first, without those that were corrected."""
    asked = select(Measurement).where(
        Measurement.client_id == client_id,
        Measurement.code == code,
        Measurement.source != rules.Source.EXAM.value,
        _STANDS,
    )
    return paging.page(asked, [Measurement.taken_at.desc(), Measurement.id.desc()], after, size)


def drawn_readings(*, client_id: str, codes: Sequence[str]) -> list[Drawn]:
    """Give the readings a chart draws, oldest first: of each item the newest thirty, before them a month's last.

    One statement, whose answer does not grow with how often somebody measures.
    """
    answer = list(rows(_drawn(tuple(codes)), {"client_id": client_id}))
    months = {(row.code, row.taken_at): row.number for row in answer if row.number}
    totals = Counter[str]()
    for (code, _last), number in months.items():
        totals[code] += number
    once = {row.id: row for row in answer}.values()
    return [
        Drawn(row.code, row.value, row.unit, row.taken_at, row.source, totals[row.code])
        for row in sorted(once, key=lambda row: (row.code, row.taken_at, row.id))
    ]


def access_log(*, client_id: str, after: str = "", size: int = 20) -> paging.Page:
    """Give who looked at a client's record, newest first (A6)."""
    query = select(AccessEntry).where(AccessEntry.client_id == client_id)
    return paging.page(query, [AccessEntry.id.desc()], after, size)


def opened_at(*, client_id: str, account_id: str) -> datetime | None:
    """Give when an account last opened a client's record with a reason."""
    query = select(func.max(AccessEntry.at)).where(
        AccessEntry.client_id == client_id, AccessEntry.account_id == account_id, AccessEntry.what == "record"
    )
    return db.session.scalar(query)


def may_read_now(*, client_id: str, account_id: str) -> bool:
    """Tell whether the reason this account gave for opening the record still holds."""
    given_at = opened_at(client_id=client_id, account_id=account_id)
    return given_at is not None and rules.still_holds(given_at, clock.now())


def looked_since(*, client_id: str, account_id: str, what: str, since: datetime) -> bool:
    """Tell whether an account has already been noted looking at the same thing since a moment."""
    seen = select(AccessEntry.id).where(
        AccessEntry.client_id == client_id,
        AccessEntry.account_id == account_id,
        AccessEntry.what == what,
        AccessEntry.at >= since,
    )
    return db.session.scalar(seen.limit(1)) is not None


def looked_at_since(*, client_ids: Iterable[str], account_id: str, what: str, since: datetime) -> set[str]:
    """Give of which of these clients an account has been noted looking at the same thing since a moment."""
    seen = select(AccessEntry.client_id).where(
        AccessEntry.client_id.in_(list(client_ids)),
        AccessEntry.account_id == account_id,
        AccessEntry.what == what,
        AccessEntry.at >= since,
    )
    return set(db.session.scalars(seen))
