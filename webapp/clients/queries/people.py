"""Clients by id, by search, by age."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy import (
    ColumnElement,
    and_,
    func,
    select,
)
from sqlalchemy.orm import InstrumentedAttribute

from webapp.clients import rules
from webapp.clients.models import Client
from webapp.clients.queries.care import in_care_of
from webapp.kernel import crypto, paging, transaction
from webapp.kernel.db import db

_AT_ONCE = 500  # values of one IN


def client(client_id: str) -> Client | None:
    """Give a client."""
    return db.session.get(Client, client_id)


def hold(client_id: str) -> None:
    """Let nobody change what is known of a client until the transaction ends; it is read anew, as it is now."""
    if transaction.locks_rows():
        asked = select(Client).where(Client.id == client_id).with_for_update(read=True)
        db.session.execute(asked.execution_options(populate_existing=True)).all()


def named(client_ids: Iterable[str]) -> dict[str, Client]:
    """Give clients by id, in one statement: for the names of a list."""
    wanted = set(client_ids)
    if not wanted:
        return {}
    return {one.id: one for one in db.session.scalars(select(Client).where(Client.id.in_(wanted)))}


def with_numbers(*, id_numbers: Iterable[str] = (), phones: Iterable[str] = ()) -> list[Client]:
    """Give the clients of the whole house who have one of these ID numbers or phones (E.164), by blind index."""
    by_id = {crypto.blind_index("client.id_number", number) for number in id_numbers if number}
    by_phone = {crypto.blind_index("account.phone", phone) for phone in phones if phone}
    found: dict[str, Client] = {}
    for column, wanted in ((Client.id_index, sorted(by_id)), (Client.phone_index, sorted(by_phone))):
        for start in range(0, len(wanted), _AT_ONCE):
            asked = select(Client).where(column.in_(wanted[start : start + _AT_ONCE]))
            found |= {one.id: one for one in db.session.scalars(asked)}
    return list(found.values())


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
