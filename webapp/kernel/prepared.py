"""Questions that are asked all day, kept as the database's own words: half the cost of putting each anew.

SQLAlchemy makes text, values and rows of a statement with care for every case there is. A page that asks six times
spends more on that than the database on its answers. A plain SELECT of columns, built once and asked again, is kept
here as its text, what makes its values, and what reads its columns, all of them SQLAlchemy's own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, cast
from weakref import WeakKeyDictionary

from sqlalchemy import BindParameter, Connection, Dialect, Executable, Result, SelectBase
from sqlalchemy.engine import IteratorResult
from sqlalchemy.engine.result import SimpleResultMetaData
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.compiler import SQLCompiler

Make = Callable[[Any], Any] | None
_asked: WeakKeyDictionary[Executable, dict[str, Question | None]] = WeakKeyDictionary()


def question(statement: Executable, connection: Connection) -> Question | None:
    """Give a statement as it is kept; None the first time, and where somebody listens to statements.

    A statement that is built for one page alone is never met a second time, and is not kept.
    """
    kept = _asked.get(statement)
    if kept is None:
        _asked[statement] = {}
        return None
    dialect = connection.dialect
    if dialect.name not in kept:
        kept[dialect.name] = _question(statement, dialect)
    return None if connection.dispatch.before_cursor_execute else kept[dialect.name]


def _question(statement: Executable, dialect: Dialect) -> Question | None:
    if not isinstance(statement, SelectBase):
        return None
    compiled = statement.compile(dialect=dialect)
    late = compiled.post_compile_params | compiled.literal_execute_params
    if late or any(bound.callable for bound in compiled.bind_names):
        return None
    return Question(statement, compiled, dialect)


class Question:
    """One SELECT of plain columns in the words of one kind of database."""

    def __init__(self, statement: SelectBase, compiled: SQLCompiler, dialect: Dialect) -> None:
        self.text, self.statement, self.dialect = str(compiled), statement, dialect
        self.order = compiled.positiontup
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
        """Ask; raises KeyError for a value that is missing, and what SQLAlchemy raises when the database refuses."""
        given = dict(self.fixed)
        for name, key, make in self.asked:
            given[name] = make(values[key]) if make else values[key]
        line = cast(Any, connection.connection.driver_connection)
        try:
            found = line.execute(self.text, [given[name] for name in self.order] if self.order else given)
            if self.columns is None:
                self._learn(found.description)
            answer = found.fetchall()
        except self.dialect.loaded_dbapi.Error as error:
            raise self._refusal(connection, given, error) from error
        return IteratorResult(cast(SimpleResultMetaData, self.columns), self._read(answer))

    def _learn(self, described: Any) -> None:
        """Keep how the columns are read: the driver's kind of number is known with the first answer alone.

        Two threads that learn at once learn the same, each whole.
        """
        readers: list[tuple[int, Callable[[Any], Any]]] = []
        for place, (column, told) in enumerate(zip(self.statement.selected_columns, described, strict=True)):
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
