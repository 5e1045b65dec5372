"""INSERT that lets the database decide about a clash, in words both engines understand."""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module
from typing import Any

from webapp.kernel.db import Model, db, written


def insert_into(model: type[Model]) -> Any:
    """Give the engine's own INSERT, which has `on_conflict_do_nothing` and `…_do_update`."""
    # By name: the other engine's drivers need not be loaded.
    engine = import_module(f"sqlalchemy.dialects.{db.engine.dialect.name}")
    return engine.insert(model).execution_options(preserve_rowcount=True)


def insert_new(model: type[Model], **values: Any) -> bool:
    """Insert a row unless one with the same unique values is there; tells whether it was new.

    On PostgreSQL a second writer of the same values waits for the first one to end.
    """
    statement = _insert_or_leave(model, db.engine.dialect.name)
    return written(statement, values) == 1


@lru_cache(maxsize=100)
def _insert_or_leave(model: type[Model], _dialect: str) -> Any:
    """Build the statement once for each table: making it costs more than running it."""
    return insert_into(model).on_conflict_do_nothing()
