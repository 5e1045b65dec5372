"""Statements that are made all day, kept as the database's own words: half the cost of putting each anew.

SQLAlchemy makes text, values and rows of a statement with care for every case there is. A page that asks six times
spends more on that than the database on its answers, and a booking holds its session's row the longer for it. A
statement of plain columns, built once and put again, is kept here as its text, what makes its values, and what reads
its columns, all of them SQLAlchemy's own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, cast
from weakref import WeakKeyDictionary

from sqlalchemy import (
    BindParameter,
    Connection,
    Delete,
    Dialect,
    Executable,
    Insert,
    Result,
    SelectBase,
    Update,
)
from sqlalchemy.engine import IteratorResult
from sqlalchemy.engine.result import SimpleResultMetaData
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.compiler import SQLCompiler

from webapp.kernel import planned

Make = Callable[[Any], Any] | None
_Known = dict[tuple[str, frozenset[str]], "Kept | None"]
_put: WeakKeyDictionary[Executable, _Known] = WeakKeyDictionary()


def kept(statement: Executable, connection: Connection, values: Mapping[str, Any]) -> Kept | None:
    """Give a statement as it is kept for values of these names.

    None the first time, where somebody listens to statements, and for a value that has a usual one to stand for it. A statement that is built for one page alone is
    never met a second time, and is not kept.
    """
    known = _put.get(statement)
    if known is None:
        _put[statement] = {}
        return None
    if connection.dispatch.before_cursor_execute:
        return None
    what = (connection.dialect.name, frozenset(values))
    if what not in known:
        known[what] = _keep(statement, connection.dialect, sorted(values))
    return known[what]


def _keep(statement: Executable, dialect: Dialect, names: list[str]) -> Kept | None:
    if not isinstance(statement, SelectBase | Insert | Update | Delete):
        return None
    compiled = statement.compile(dialect=dialect, column_keys=names or None)
    late = compiled.post_compile_params or compiled.literal_execute_params
    usual = any(bound.key in names and not bound.required for bound in compiled.bind_names)
    if (
        late
        or usual
        or _fills_in(statement, compiled)
        or any(bound.callable for bound in compiled.bind_names)
    ):
        return None
    return Kept(statement, compiled, dialect)


def _fills_in(statement: Executable, compiled: SQLCompiler) -> bool:
    """Tell whether SQLAlchemy itself would add values to a row, or ask for those that the database added."""
    if isinstance(statement, SelectBase):
        return False
    return bool(compiled.insert_prefetch or compiled.update_prefetch or compiled.implicit_returning)


class Kept:
    """One statement of plain columns in the words of one kind of database."""

    def __init__(self, statement: Executable, compiled: SQLCompiler, dialect: Dialect) -> None:
        self.text, self.dialect = str(compiled), dialect
        self.told = list(cast(Any, statement).exported_columns)
        self.order = compiled.positiontup
        self.planned = planned.Planned(self.text) if dialect.name == "postgresql" else None
        self.fixed: dict[str, Any] = {}
        self.asked: list[tuple[str, str, Make]] = []
        self.readers: list[tuple[int, Callable[[Any], Any]]] = []
        self.columns: SimpleResultMetaData | None = None
        for bound, name in compiled.bind_names.items():
            self._bind(bound, name)

    def _bind(self, bound: BindParameter[Any], name: str) -> None:
        make = bound.type.dialect_impl(self.dialect).bind_processor(self.dialect)
        if bound.required:
            self.asked.append((name, bound.key, make))
        else:
            self.fixed[name] = make(bound.value) if make else bound.value

    def put(self, connection: Connection, values: Mapping[str, Any]) -> Result[*tuple[Any, ...]]:
        """Give the rows that it finds, or that it changed and returns.

        Raises KeyError for a value that is missing, and what SQLAlchemy raises when the database refuses.
        """
        with self._on(connection, values) as cursor:
            if self.columns is None:
                self._learn(cursor.description)
            answer = cursor.fetchall()
        return IteratorResult(cast(SimpleResultMetaData, self.columns), self._read(answer))

    def write(self, connection: Connection, values: Mapping[str, Any]) -> int:
        """Give how many rows it met. Raises as `put`."""
        with self._on(connection, values) as cursor:
            return int(cursor.rowcount)

    @contextmanager
    def _on(self, connection: Connection, values: Mapping[str, Any]) -> Iterator[Any]:
        """Put it to the driver; what the database refuses is said as SQLAlchemy says it."""
        given = dict(self.fixed)
        for name, key, make in self.asked:
            given[name] = make(values[key]) if make else values[key]
        line = cast(Any, connection.connection.driver_connection)
        try:
            if self.planned and planned.ready(line):
                yield self.planned.put(line, given)
            else:
                yield line.execute(self.text, [given[name] for name in self.order] if self.order else given)
        except self.dialect.loaded_dbapi.Error as error:
            raise self._refusal(connection, given, error) from error

    def _learn(self, described: Any) -> None:
        """Keep how the columns are read: the driver's kind of number is known with the first answer alone.

        Two threads that learn at once learn the same, each whole.
        """
        readers: list[tuple[int, Callable[[Any], Any]]] = []
        for place, (column, told) in enumerate(zip(self.told, described, strict=True)):
            read = column.type.dialect_impl(self.dialect).result_processor(self.dialect, told[1])
            if read:
                readers.append((place, read))
        self.readers = readers
        self.columns = SimpleResultMetaData([told[0] for told in described])

    def _read(self, answer: list[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
        if not self.readers:
            return iter(answer)
        return map(self._row, answer)

    def _row(self, found: tuple[Any, ...]) -> tuple[Any, ...]:
        made = list(found)
        for place, read in self.readers:
            made[place] = read(made[place])
        return tuple(made)

    def _refusal(self, connection: Connection, given: Mapping[str, Any], error: Exception) -> BaseException:
        """Say what the database refused as SQLAlchemy does; a line that is cut is not used again."""
        gone = self.dialect.is_disconnect(cast(Any, error), cast(Any, connection.connection), None)
        if gone:
            connection.invalidate(error)
        return DBAPIError.instance(
            self.text,
            dict(given),
            error,
            self.dialect.loaded_dbapi.Error,
            hide_parameters=connection.engine.hide_parameters,  # they name people
            connection_invalidated=gone,
            dialect=self.dialect,
        )
