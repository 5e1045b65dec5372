"""Whoever promised only to read does not write: a programming error, said at once.

A page that reads ends without a commit. What it wrote would be lost on SQLite, and stand on PostgreSQL, where such a
page has no transaction of its own.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import UpdateBase


class WrittenWhileReadingError(RuntimeError):
    """Something wrote in a request, or a passage of one, that only reads."""


def refuse_a_write(statement: object) -> None:
    """Raise `WrittenWhileReadingError` for an INSERT, UPDATE or DELETE where only reading was promised."""
    if isinstance(statement, UpdateBase) and not _may_write():
        raise WrittenWhileReadingError(f"{type(statement).__name__} where only reading was promised")


def refuse_what_is_flushed(session: Any, *_more: object) -> None:
    """Raise `WrittenWhileReadingError` where a session is about to write objects that were only to be read."""
    if _may_write():
        return
    changed = (one for one in session.dirty if session.is_modified(one))
    names = sorted({type(one).__name__ for one in (*session.new, *session.deleted, *changed)})
    if names:
        raise WrittenWhileReadingError(f"{', '.join(names)} where only reading was promised")


def _may_write() -> bool:
    # Imported here: transaction imports db, which asks here.
    from webapp.kernel import transaction

    return transaction.may_write()
