"""Statements that PostgreSQL has planned, asked for by name: two thirds of the driver's own cost.

The driver prepares what is put to it often, and still looks each time at how. What `kernel.prepared` keeps is known
to be put again: it is prepared at once, and from then on goes to libpq with its values and nothing more.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import count
from typing import Any, NamedTuple, cast
from weakref import WeakKeyDictionary

_Names = dict[tuple[str, tuple[int, ...]], bytes]
_planned: WeakKeyDictionary[Any, _Names] = WeakKeyDictionary()
_number = count()
_NO_SUCH_PLAN = b"26000"
_MARK = re.compile(r"%(?:\((?P<name>[^)]+)\)s|%)")


class Column(NamedTuple):
    """A column of an answer: its name and PostgreSQL's number of its type, as a driver's description begins."""

    name: str
    kind: int


@dataclass(slots=True)
class Answer:
    """What came back, with the names that a driver's cursor has for it."""

    came: Any
    found: list[tuple[Any, ...]]

    @property
    def description(self) -> list[Column]:
        """Its columns."""
        return [Column(self.came.fname(n).decode(), self.came.ftype(n)) for n in range(self.came.nfields)]

    @property
    def rowcount(self) -> int:
        """How many rows it gave or met; -1 where it is of no rows."""
        met = self.came.command_tuples
        return -1 if met is None else int(met)

    def fetchall(self) -> list[tuple[Any, ...]]:
        """Give all rows."""
        return self.found


class Planned:
    """One statement in PostgreSQL's own words: values have numbers, not names."""

    def __init__(self, text: str) -> None:
        self.order: list[str] = []
        self.words = _MARK.sub(self._number, text)

    def _number(self, mark: re.Match[str]) -> str:
        name = mark["name"]
        if name is None:
            return "%"
        if name not in self.order:
            self.order.append(name)
        return f"${self.order.index(name) + 1}"

    def put(self, line: Any, given: Mapping[str, Any]) -> Answer:
        """Run it on a line whose transaction has begun, or needs none.

        Raises what the driver raises for what the database refuses, and for a line that was cut.
        """
        # Imported here: SQLite's servers do without the driver.
        from psycopg import pq
        from psycopg.adapt import PyFormat, Transformer

        made = Transformer(line)
        values = made.dump_sequence([given[name] for name in self.order], [PyFormat.AUTO] * len(self.order))
        name = self._name(line, made.types or ())
        answer = line.pgconn.exec_prepared(name, values, made.formats)
        if answer.status not in (pq.ExecStatus.TUPLES_OK, pq.ExecStatus.COMMAND_OK):
            if answer.error_field(67) == _NO_SUCH_PLAN:
                _planned.pop(line, None)  # somebody threw them away: the next transaction plans anew
            raise _refusal(line, answer)
        made.set_pgresult(answer)
        return Answer(answer, cast(list[tuple[Any, ...]], made.load_rows(0, answer.ntuples, tuple)))

    def _name(self, line: Any, types: tuple[int, ...]) -> bytes:
        """Give the name of the plan for values of these types; plans outlive a transaction that is undone."""
        from psycopg import pq

        known = _planned.setdefault(line, {})
        name = known.get((self.words, types))
        if name is None:
            name = b"kept_%d" % next(_number)
            done = line.pgconn.prepare(name, self.words.encode(line.info.encoding), types)
            if done.status != pq.ExecStatus.COMMAND_OK:
                raise _refusal(line, done)
            known[self.words, types] = name
        return name


def ready(line: Any) -> bool:
    """Tell whether the line can be used as it is: the driver itself begins a transaction, and may not plan at all."""
    from psycopg import pq

    begun = line.autocommit or line.pgconn.transaction_status != pq.TransactionStatus.IDLE
    return bool(begun and line.prepare_threshold is not None)


def _refusal(line: Any, answer: Any) -> Exception:
    from psycopg import OperationalError
    from psycopg.errors import error_from_result

    if answer.error_field(67) is None:  # no SQLSTATE: the line itself broke
        return OperationalError(answer.get_error_message(line.info.encoding))
    return error_from_result(answer, encoding=line.info.encoding)
