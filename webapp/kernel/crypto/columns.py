"""Column types that seal on the way in and open on the way out, and the mapper's part in it."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import Dialect, Text, event
from sqlalchemy.orm import Mapper
from sqlalchemy.types import TypeDecorator

from webapp.kernel import ids
from webapp.kernel.crypto.envelope import Unreadable, seal, unseal


class BoundText(str):
    """A text that knows the row it belongs to."""

    row: str = ""


class BoundObject(dict[str, Any]):
    """A JSON object that knows the row it belongs to."""

    row: str = ""


def for_row(value: Any, row: str) -> Any:
    """Bind a plain value to its row id: needed only in `update(…).values(…)`, never on an object."""
    if value is None or getattr(value, "row", None) == row:
        return value
    bound = BoundText(value) if isinstance(value, str) else BoundObject(value)
    bound.row = row
    return bound


class Secret(TypeDecorator[str]):
    """A sensitive text. `name` is `table.column`. Compare it only with NULL; search by blind index."""

    impl = Text
    cache_ok = True

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else seal(self.name, _row_of(self.name, value), value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        if value is None:
            return None
        row, plain = unseal(self.name, value)
        bound: str = for_row(plain, row)
        return bound


class SecretJson(TypeDecorator[dict[str, Any]]):
    """A sensitive JSON object. Assign a new object to change it; a change inside is not seen."""

    impl = Text
    cache_ok = True

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def process_bind_param(self, value: dict[str, Any] | None, dialect: Dialect) -> str | None:
        if value is None:
            return None
        text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        return seal(self.name, _row_of(self.name, value), text)

    def process_result_value(self, value: str | None, dialect: Dialect) -> dict[str, Any] | None:
        if value is None:
            return None
        row, plain = unseal(self.name, value)
        bound: dict[str, Any] = for_row(json.loads(plain), row)
        return bound


def _row_of(name: str, value: object) -> str:
    row = getattr(value, "row", "")
    if not row:
        raise TypeError(f"a value for {name} is not bound to a row: use crypto.for_row(value, row_id)")
    return str(row)


def secrets_of(mapper: Mapper[Any]) -> dict[str, Secret | SecretJson]:
    """Give the sensitive attributes of a mapped class: attribute key → column type."""
    found = {attr.key: attr.columns[0].type for attr in mapper.column_attrs}
    return {key: kind for key, kind in found.items() if isinstance(kind, Secret | SecretJson)}


@event.listens_for(Mapper, "mapper_configured")
def _watch(mapper: Mapper[Any], model: type[Any]) -> None:
    found = secrets_of(mapper)
    if not found:
        return
    for key, kind in found.items():
        real = f"{mapper.local_table.name}.{mapper.columns[key].name}"  # type: ignore[attr-defined]
        if kind.name != real:
            raise TypeError(f"Secret({kind.name!r}) stands in {real}")
    event.listen(model, "before_insert", _bind)
    event.listen(model, "before_update", _bind)
    event.listen(model, "load", _check_loaded)
    event.listen(model, "refresh", _check_refreshed)


def _bind(mapper: Mapper[Any], _connection: Any, row: Any) -> None:
    """Bind changed sensitive values to the row; the id is needed now, not at the INSERT."""
    if row.id is None:
        row.id = ids.new_id()
    for key in secrets_of(mapper):
        value = row.__dict__.get(key)
        if value is not None and getattr(value, "row", None) != row.id:
            setattr(row, key, for_row(value, row.id))


def _check_loaded(row: Any, _context: Any) -> None:
    _check(row)


def _check_refreshed(row: Any, _context: Any, _attrs: Any) -> None:
    _check(row)


def _check(row: Any) -> None:
    """Refuse a sealed value that was copied here from another row."""
    for value in tuple(row.__dict__.values()):  # asking for an expired id fills it
        if isinstance(value, BoundText | BoundObject) and value.row != row.id:
            raise Unreadable(f"{type(row).__name__} {row.id} holds a value of another row")
