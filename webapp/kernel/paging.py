"""Keyset pages: the next page starts after the last row shown, never at an OFFSET."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from typing import Any

from sqlalchemy import ColumnElement, Date, Integer, Select, UnaryExpression, and_, bindparam, or_
from sqlalchemy.sql.operators import desc_op

from webapp.kernel.db import UtcDateTime, db, rows

SIZE = 20
MAX_SIZE = 100


@dataclass(frozen=True)
class Page:
    """One page of rows; `after` is the cursor of the next one, empty on the last."""

    rows: list[Any]
    after: str


class Listing:
    """A question built once, whose pages are asked for again and again: building costs more than running it."""

    def __init__(self, select: Select[Any], columns: Sequence[Any]) -> None:
        """Take what `page` takes; the select may hold bind parameters."""
        self._plain = [_column(column) for column in columns]
        self._ask = db.session.execute if _holds_objects(select) else rows
        ordered = select.order_by(None).order_by(*columns).add_columns(*self._plain)
        self._first = ordered.limit(bindparam("page_size", type_=Integer))
        self._place = [bindparam(f"page_after_{n}", type_=one.type) for n, one in enumerate(self._plain)]
        self._columns = columns

    @cached_property
    def _next(self) -> Select[Any]:
        return self._first.where(_beyond(self._columns, self._place))

    def page(self, after: str = "", size: int = SIZE, values: Mapping[str, Any] | None = None) -> Page:
        """Give the page after a cursor, for these values of the bind parameters."""
        place = _decode(after, self._plain)
        wanted = self._first if place is None else self._next
        size = max(1, min(size, MAX_SIZE))
        begins = {bound.key: value for bound, value in zip(self._place, place, strict=True)} if place else {}
        asked = {"page_size": size + 1, **begins, **(values or {})}
        found = [tuple(row) for row in self._ask(wanted, asked)]
        shown, width = found[:size], len(self._plain)
        cursor = _encode(shown[-1][-width:]) if len(found) > size else ""
        return Page([_without_keys(row, width) for row in shown], cursor)


def page(select: Select[Any], columns: Sequence[Any], after: str = "", size: int = SIZE) -> Page:
    """Run `select` ordered by `columns`, which are never NULL and end with a unique one.

    A column is a text, a whole number, a day or a moment and may be wrapped in `desc(…)`. A cursor that was not
    made here gives the first page.
    """
    return Listing(select, columns).page(after, size)


def _holds_objects(select: Select[Any]) -> bool:
    """Tell whether whole objects are asked for, which the session makes, and not columns alone."""
    return any(isinstance(one["expr"], type) for one in select.column_descriptions)


def _column(column: Any) -> ColumnElement[Any]:
    return column.element if isinstance(column, UnaryExpression) else column


def _beyond(columns: Sequence[Any], place: Sequence[Any]) -> ColumnElement[bool]:
    """Rows after `place`: a later first column, or the same one and a later second, and so on."""
    steps: list[ColumnElement[bool]] = []
    same: list[ColumnElement[bool]] = []
    for column, value in zip(columns, place, strict=True):
        plain = _column(column)
        falling = isinstance(column, UnaryExpression) and column.modifier is desc_op
        steps.append(and_(*same, plain < value if falling else plain > value))
        same.append(plain == value)
    return or_(*steps)


def _without_keys(row: tuple[Any, ...], width: int) -> Any:
    rest = row[:-width]
    return rest[0] if len(rest) == 1 else rest


def _encode(values: Sequence[Any]) -> str:
    text = json.dumps([value if isinstance(value, int | str) else _text(value) for value in values])
    return base64.urlsafe_b64encode(text.encode()).decode("ascii").rstrip("=")


def _text(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def _decode(cursor: str, columns: Sequence[ColumnElement[Any]]) -> list[Any] | None:
    if not cursor or len(cursor) > 1000:
        return None
    try:
        values = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        return [_value(column, text) for column, text in zip(columns, values, strict=True)]
    except (ValueError, TypeError, ArithmeticError, RecursionError):
        return None


def _value(column: ColumnElement[Any], text: Any) -> Any:
    """Read one cursor value as its column's type; anything odd is a ValueError."""
    kind = column.type
    if isinstance(kind, Integer):
        return _number(text)
    if not isinstance(text, str) or not text.isprintable():
        raise ValueError("not a text")
    if isinstance(kind, UtcDateTime):
        return _moment(text)
    return date.fromisoformat(text) if isinstance(kind, Date) else text


def _number(text: Any) -> int:
    if type(text) is not int or abs(text) >= 2**63:
        raise ValueError("not a row number")
    return text


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("a naive moment")
    return moment.astimezone(UTC)
