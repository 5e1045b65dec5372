"""The database: one SQLAlchemy object, column types, and how a connection begins.

SQLite by default, PostgreSQL by `KANGYUE_DATABASE_URL`. Models import `Model` and the column
types from here; queries and services use `db.session`.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from time import monotonic, sleep
from typing import TYPE_CHECKING, Any, cast

from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from flask_sqlalchemy.session import Session
from sqlalchemy import (
    ColumnElement,
    Connection,
    CursorResult,
    DateTime,
    Delete,
    Dialect,
    Engine,
    Executable,
    Insert,
    MetaData,
    Numeric,
    Result,
    String,
    Update,
    event,
    literal_column,
)
from sqlalchemy.orm import DeclarativeBase, registry
from sqlalchemy.orm.exc import StaleDataError
from sqlalchemy.types import TypeDecorator

from webapp import config
from webapp.kernel import prepared, promised

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment, stored in UTC on both engines; a naive value is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a naive datetime reached the database")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Exact(TypeDecorator[Decimal]):
    """A Decimal kept to the last digit on both engines (SQLite would make it a float)."""

    impl = String(40)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> Any:
        return dialect.type_descriptor(String(40) if dialect.name == "sqlite" else Numeric())

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> Any:
        if value is None or dialect.name != "sqlite":
            return value
        return format(value, "f")

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:
        return None if value is None else Decimal(value)


class _Base(DeclarativeBase):
    registry = registry(
        metadata=MetaData(naming_convention=NAMES),
        type_annotation_map={datetime: UtcDateTime(), Decimal: Exact()},
    )


class OneDatabase(Session):
    """A session that does not look through the tables of each statement for another database: there is none.

    It refuses to write where only reading was promised.
    """

    def execute(self, statement: Any, *args: Any, **more: Any) -> Any:
        promised.refuse_a_write(statement)
        return super().execute(statement, *args, **more)

    def scalars(self, statement: Any, *args: Any, **more: Any) -> Any:
        promised.refuse_a_write(statement)
        return super().scalars(statement, *args, **more)

    def scalar(self, statement: Any, *args: Any, **more: Any) -> Any:
        promised.refuse_a_write(statement)
        return super().scalar(statement, *args, **more)

    def get_bind(
        self, *_args: Any, bind: Engine | Connection | None = None, **_more: Any
    ) -> Engine | Connection:
        return bind if bind is not None else db.engine


db = SQLAlchemy(
    model_class=_Base,
    disable_autonaming=True,
    session_options={"class_": OneDatabase, "expire_on_commit": False, "autoflush": True},
)


event.listen(OneDatabase, "before_flush", promised.refuse_what_is_flushed)

if TYPE_CHECKING:

    class Model(_Base):
        """The base of every table (the type checker's view of `db.Model`)."""

        __abstract__ = True
else:
    Model = db.Model

Id = String(20)  # a row id made by kernel.ids
_PATIENCE, _BLINK = 15, 0.001  # seconds: how long a writer waits for the others, and how often it looks
_CLASHES = frozenset(
    (
        "23505",  # PostgreSQL: a unique value is there already
        "40001",  # the others changed what was read
        "40P01",  # each waits for the other
        "SQLITE_CONSTRAINT_PRIMARYKEY",
        "SQLITE_CONSTRAINT_UNIQUE",
    )
)


def changed(statement: Update | Delete) -> int:
    """Execute a guarded UPDATE or DELETE and give how many rows it met (compare-and-set)."""
    done = db.session.execute(statement, execution_options={"synchronize_session": False})
    return int(cast(CursorResult[Any], done).rowcount)


def clashed(error: BaseException) -> bool:
    """Tell whether the database refused a write because somebody else wrote the same thing at the same moment."""
    cause = getattr(error, "orig", None)
    names = {getattr(cause, "sqlstate", None), getattr(cause, "sqlite_errorname", None)}
    return isinstance(error, StaleDataError) or bool(names & _CLASHES)


def rows(statement: Executable, values: Mapping[str, Any]) -> Result[*tuple[Any, ...]]:
    """Read plain columns with a statement built once: a fifth of the cost of going through the session.

    For questions that every page asks. Like the session, it sees what is not yet flushed.
    """
    promised.refuse_a_write(statement)
    session = db.session()
    session.flush()
    connection = session.connection()
    kept = prepared.kept(statement, connection, values)
    return kept.put(connection, values) if kept else connection.execute(statement, values)


def written(statement: Insert | Update | Delete, values: Mapping[str, Any]) -> int:
    """Write with a statement built once; gives how many rows it met.

    For what every deed writes: where many want one row, each holds it a shorter time. Straight to the connection: what
    the session has not yet flushed stays back, and objects that it knows are not told.
    """
    promised.refuse_a_write(statement)
    connection = db.session().connection()
    kept = prepared.kept(statement, connection, values)
    if kept:
        return kept.write(connection, values)
    return connection.execute(statement, values, execution_options={"preserve_rowcount": True}).rowcount


def among(column: Any, names: Iterable[str]) -> ColumnElement[bool]:
    """Give the condition that a column holds one of the code's own names (states, roles), written into the statement.

    A list of values is put into a statement anew whenever it is asked, which costs more than the question.
    Raises ValueError for what is no such name.
    """
    wanted = sorted(names)
    if not all(re.fullmatch("[A-Z][A-Z_0-9]*", name) for name in wanted):
        raise ValueError("not a name of the code")
    found: ColumnElement[bool] = column.in_([literal_column(f"'{name}'") for name in wanted])
    return found


def init(app: Flask) -> None:
    """Connect the application to its database."""
    db.init_app(app)
    with app.app_context():
        prepare_engine(db.engine)


def prepare_engine(engine: Engine) -> None:
    """Give SQLite a file of its owner's, our pragmas and explicit BEGIN; let PostgreSQL keep what it has planned."""
    if engine.dialect.name != "sqlite":
        engine.dialect.do_rollback = _roll_back  # type: ignore[assignment, method-assign]
        engine.dialect.do_rollback_to_savepoint = _roll_back_a_part  # type: ignore[method-assign]
        event.listen(engine, "begin", _begin_postgresql)
        return
    _make_private(engine.url.database or "")
    event.listen(engine, "connect", _open_sqlite)
    event.listen(engine, "begin", _begin_sqlite)


def _roll_back(connection: Any) -> None:
    """Roll back without the driver's forgetting every statement that PostgreSQL has planned.

    The driver fears that tables made in the transaction are gone; ours are made by migrations alone, and every
    page that only reads ends with a rollback: it planned each of its statements anew.
    """
    # Imported here: SQLite's servers do without the driver.
    from psycopg import pq

    line = connection.pgconn
    if line.transaction_status != pq.TransactionStatus.IDLE:
        _say(line, b"ROLLBACK")


def _roll_back_a_part(connection: Connection, name: str) -> None:
    """Roll back to a savepoint without the driver's forgetting, for it would throw away `kernel.planned`'s plans too."""
    words = f"ROLLBACK TO SAVEPOINT {connection.dialect.identifier_preparer.quote(name)}"
    _say(cast(Any, connection.connection.driver_connection).pgconn, words.encode())


def _say(line: Any, words: bytes) -> None:
    # Imported here: SQLite's servers do without the driver.
    from psycopg import OperationalError, pq

    done = line.exec_(words)
    if done.status != pq.ExecStatus.COMMAND_OK:
        raise OperationalError(done.get_error_message())


def _begin_postgresql(connection: Connection) -> None:
    """Spare a page that only reads the words that begin and end a transaction.

    Read committed gives each statement a view of its own, with them or without.
    """
    # Imported here: transaction imports db.
    from webapp.kernel import transaction

    line = cast(Any, connection.connection.driver_connection)
    if line.autocommit is not (unmarked := transaction.only_reads()):
        line.autocommit = unmarked


def _make_private(file: str) -> None:
    """Make a new database readable by its owner only: SQLite gives its journals the same rights."""
    if file in ("", ":memory:") or file.startswith("file:") or Path(file).exists():
        return
    config.private_folder(Path(file).parent)
    Path(file).touch(mode=0o600)


def _open_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        f"busy_timeout={_PATIENCE * 1000}",
        "cache_size=-4000",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Any) -> None:
    # Imported here: transaction imports db.
    from webapp.kernel import transaction

    if transaction.writing():
        _take_the_pen(connection)
    else:  # cannot fail, and opens every page: straight to the driver costs a fifth
        connection.connection.driver_connection.execute("BEGIN")


def _take_the_pen(connection: Connection) -> None:
    """Begin to write as soon as nobody else does.

    SQLite's own waiting looks again after up to a tenth of a second: where many write at once, whoever wrote last
    writes again and the others starve. Looking every millisecond gives all the same chance.
    """
    line = cast(sqlite3.Connection, connection.connection.driver_connection)
    patience = monotonic() + _PATIENCE
    line.execute("PRAGMA busy_timeout=0")
    try:
        while not _begun(line) and monotonic() < patience:
            sleep(_BLINK)
    finally:
        line.execute(f"PRAGMA busy_timeout={_PATIENCE * 1000}")
    if not line.in_transaction:
        connection.exec_driver_sql("BEGIN IMMEDIATE")  # says what stands in the way


def _begun(line: sqlite3.Connection) -> bool:
    try:
        line.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError:
        return False
    return True
