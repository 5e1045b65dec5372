"""`python -m bench.month_reader BOOKINGS`: fills the environment's house, then answers on standard input.

`round`: forty clients open the page for choosing a time, one after the other: [[by the clock, worked], …] in
milliseconds. `plans`: the steps of its statements' plans that read a whole table.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import Any

from flask import Flask
from sqlalchemy import Engine, event

from bench.bookings import fill
from bench.inside import served
from tests.crowd import Crowd, build
from webapp.app import create_app
from webapp.exams import services
from webapp.kernel import clock, transaction
from webapp.kernel.db import db

PEOPLE, PATH = 40, "/exams/book"
SMALL = (
    "branch",
    "institution",
    "agreement",
    "account",
    "auth_session",
    "audit_head",
    "exam_package",
    "plan_version",
)
"""A few hundred rows at most in this house: reading all of them is the quickest way."""


def main(wanted: int) -> None:
    """Fill, then do what is asked for, until nothing more is."""
    app = create_app()
    crowd = build(app, PEOPLE + 1, 20)
    with app.app_context(), transaction.unit_of_work():
        booking_id = services.book(client_id=crowd.client_ids[-1], session_id=crowd.session_id, actor_id="")
    with app.app_context():
        url = db.engine.url.render_as_string(hide_password=False)
        db.engine.dispose()
    fill(url, booking_id=booking_id, wanted=wanted - 1, today=clock.today())
    windows = [served(app, PATH, cookie) for cookie in crowd.cookies[:PEOPLE]]
    for window in windows:
        window()
    print(json.dumps("filled"), flush=True)
    for word in sys.stdin:
        said = [window() for window in windows] if word.strip() == "round" else whole_tables(app, crowd)
        print(json.dumps(said), flush=True)


def whole_tables(app: Flask, crowd: Crowd) -> list[str]:
    """Give the steps that read a whole table which grows."""
    return steps_that_scan(app, PATH, crowd.cookies[0], SMALL)


def steps_that_scan(app: Flask, path: str, cookie: str, small: tuple[str, ...]) -> list[str]:
    """Give the steps behind a page that read a whole table, but for `small` ones."""
    with app.app_context():
        engine = db.engine
    seen: list[tuple[str, Any]] = []

    def remember(_line: Any, _cursor: Any, statement: str, values: Any, *_more: Any) -> None:
        seen.append((statement, values))

    event.listen(engine, "before_cursor_execute", remember)
    served(app, path, cookie)()
    event.remove(engine, "before_cursor_execute", remember)
    return [step for statement, values in seen for step in _scans(engine, statement, values, small)]


def _scans(engine: Engine, statement: str, values: Any, small: tuple[str, ...]) -> Iterator[str]:
    explain = "EXPLAIN QUERY PLAN " if engine.dialect.name == "sqlite" else "EXPLAIN "
    if not statement.startswith("SELECT"):
        return
    with engine.connect() as connection:
        steps = [str(row[-1]).strip() for row in connection.exec_driver_sql(explain + statement, values)]
    for step in steps:
        whole = "Seq Scan on" in step or (step.startswith("SCAN") and not _stops(statement, step, steps))
        if whole and not any(f" {table}" in step for table in small):
            yield step


def _stops(statement: str, step: str, steps: list[str]) -> bool:
    """Tell whether SQLite walks along an index that has the answer's order, and ends with the page's last row."""
    sorted_after = any("TEMP B-TREE FOR ORDER BY" in one for one in steps)
    return " USING INDEX " in step and "LIMIT" in statement and not sorted_after


if __name__ == "__main__":
    main(int(sys.argv[1]))
