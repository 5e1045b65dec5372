"""Rotation: seal everything again with the ring's newest key, a few rows at a time (`kangyue db reseal`)."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Text, func, literal, select, type_coerce, update

from webapp.kernel import transaction
from webapp.kernel.crypto import keys
from webapp.kernel.crypto.columns import Secret, SecretJson
from webapp.kernel.crypto.envelope import VERSION, Unreadable, seal, unseal
from webapp.kernel.db import Model, db


def reseal(batch: int = 500) -> int:
    """Seal old values with the newest key; gives how many. Interrupted, it goes on where it stood.

    Tables that refuse an UPDATE (`append_only.forbid`) keep their old envelopes: their keys stay on the ring.
    """
    return sum(
        _reseal_column(column.table, column, batch)
        for column in _secret_columns()
        if not column.table.info.get("keeps_envelopes")
    )


def held_by_older_keys() -> dict[str, int]:
    """Count the values that each older key of the ring still opens, by its name: with none left it may go."""
    older = [name for name in keys.ring().ciphers if name != keys.ring().sealing]
    with transaction.reading():
        counts = {name: sum(_sealed_by(name, column) for column in _secret_columns()) for name in older}
    return {name: number for name, number in counts.items() if number}


def _secret_columns() -> list[Any]:
    return [
        column
        for table in Model.metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, Secret | SecretJson)
    ]


def _sealed_by(key: str, column: Any) -> int:
    mine = type_coerce(column, Text).like(f"{VERSION}|{key}|%")
    return int(db.session.scalar(select(func.count()).select_from(column.table).where(mine)) or 0)


def _reseal_column(table: Any, column: Any, batch: int) -> int:
    raw = type_coerce(column, Text)
    old = raw.not_like(f"{VERSION}|{keys.ring().sealing}|%")
    done, last = 0, ""
    while True:
        with transaction.unit_of_work():
            found = select(table.c.id, raw).where(old, table.c.id > last).order_by(table.c.id)
            rows = db.session.execute(found.limit(batch)).all()
            for row_id, sealed in rows:
                done += _reseal_value(table, column, raw, row_id, sealed)
        if not rows:
            return done
        last = rows[-1][0]


def _reseal_value(table: Any, column: Any, raw: ColumnElement[Any], row_id: str, sealed: str) -> int:
    made_for, plain = unseal(column.type.name, sealed)
    if made_for != row_id:
        raise Unreadable(f"{column.type.name} of {row_id} holds a value of another row")
    fresh = literal(seal(column.type.name, row_id, plain), Text())
    changed = update(table).where(table.c.id == row_id, raw == sealed).values({column: fresh})
    return int(db.session.connection().execute(changed).rowcount)
