"""What the database is asked, heard for as long as a test listens, and not a moment longer.

Who listens and does not stop makes every later test in the same process take the way without kept statements.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from flask import Flask
from sqlalchemy import event

from webapp.kernel.db import db

FRAME = {"BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE", "PRAGMA"}


class Heard(NamedTuple):
    """One statement: its words on one line, as the driver got them, and its values."""

    words: str
    sent: str
    values: Any


@contextmanager
def listening(app: Flask) -> Iterator[list[Heard]]:
    """Collect the statements that go to the database, without those that frame a transaction."""
    heard: list[Heard] = []

    def note(_connection: object, _cursor: object, sent: str, values: object, *_rest: object) -> None:
        words = " ".join(sent.split())
        if words.split(" ", 1)[0].upper() not in FRAME:
            heard.append(Heard(words, sent, values))

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield heard
    finally:
        event.remove(engine, "before_cursor_execute", note)
