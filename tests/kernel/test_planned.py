"""What PostgreSQL has planned is asked by name, and answers as the driver does."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from webapp.kernel.db import db, rows
from webapp.kernel.jobs.models import Job
from webapp.kernel.planned import Planned, ready

pytestmark = pytest.mark.postgresql


@pytest.fixture
def line(app: Flask) -> Iterator[Any]:
    """Give a line of the driver in a transaction that is undone."""
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            pytest.skip("SQLite plans nothing ahead")
        connection = db.session.connection()
        connection.exec_driver_sql("SELECT 1")
        yield connection.connection.driver_connection
        db.session.rollback()


def plans(line: Any) -> list[str]:
    """Give the plans that this line keeps, without those that the driver made."""
    asked = "SELECT name FROM pg_prepared_statements WHERE name LIKE 'kept_%'"
    return [name for (name,) in line.execute(asked).fetchall()]


class TestPlanned:
    def test_it_answers_as_the_driver_does(self, line: Any) -> None:
        text = (
            "SELECT %(word)s::VARCHAR AS word, %(word)s::VARCHAR || '100%%' AS more, %(n)s::NUMERIC AS n,"
            " %(at)s::TIMESTAMPTZ AS at, %(none)s::VARCHAR AS nothing, %(yes)s::BOOLEAN AS yes"
        )
        noon = datetime(2026, 12, 1, 4, tzinfo=UTC)
        given = {"word": "康约", "n": Decimal("1.50"), "at": noon, "none": None, "yes": True}
        own = line.execute(text, given)
        came = Planned(text).put(line, given)
        assert came.fetchall() == own.fetchall() == [("康约", "康约100%", Decimal("1.50"), noon, None, True)]
        assert [one[:2] for one in came.description] == [one[:2] for one in own.description]

    def test_it_is_planned_once_for_values_of_the_same_kinds(self, line: Any) -> None:
        statement = Planned("SELECT %(n)s::BIGINT + 1 AS next")
        before = len(plans(line))
        assert [statement.put(line, {"n": n}).fetchall() for n in (1, 2, 3)] == [[(2,)], [(3,)], [(4,)]]
        assert len(plans(line)) == before + 1
        assert statement.put(line, {"n": 2**40}).fetchall() == [(2**40 + 1,)]
        assert statement.put(line, {"n": None}).fetchall() == [(None,)]
        assert len(plans(line)) == before + 3

    def test_a_plan_outlives_a_transaction_that_is_undone(self, line: Any) -> None:
        statement = Planned("SELECT %(n)s::INTEGER AS n, 'outlives'")
        statement.put(line, {"n": 1})
        line.rollback()
        assert not ready(line)  # the driver begins the next one
        line.execute("SELECT 1")
        assert ready(line)
        assert statement.put(line, {"n": 2}).fetchall() == [(2, "outlives")]

    def test_a_plan_outlives_what_is_undone_within_a_transaction(self, line: Any) -> None:
        for _ in range(7):  # until the driver has planned a statement of its own
            line.execute("SELECT %s::INTEGER", [1])
        statement = select(func.count()).select_from(Job)
        for _ in range(3):
            rows(statement, {})
        for _ in range(2):
            with db.session.begin_nested() as part:
                rows(statement, {})
                part.rollback()
            line.execute("SELECT 1")
            assert rows(statement, {}).scalar() == 0
        assert plans(line)

    def test_a_line_whose_plans_were_thrown_away_is_sound_again_in_its_next_transaction(
        self, line: Any
    ) -> None:
        from psycopg import errors

        statement = Planned("SELECT %(n)s::INTEGER AS n, 'thrown away'")
        statement.put(line, {"n": 1})
        line.execute("DEALLOCATE ALL")
        with pytest.raises(errors.InvalidSqlStatementName):
            statement.put(line, {"n": 1})
        line.rollback()
        line.execute("SELECT 1")
        assert statement.put(line, {"n": 2}).fetchall() == [(2, "thrown away")]

    def test_writing_counts_the_rows_it_met(self, line: Any) -> None:
        line.execute("CREATE TEMPORARY TABLE thing (id INTEGER PRIMARY KEY, n INTEGER NOT NULL)")
        new = Planned("INSERT INTO thing VALUES (%(id)s::INTEGER, 0) ON CONFLICT DO NOTHING")
        assert [new.put(line, {"id": one}).rowcount for one in (1, 2, 2)] == [1, 1, 0]
        change = Planned("UPDATE thing SET n = n + 1 RETURNING id")
        assert (change.put(line, {}).rowcount, len(change.put(line, {}).fetchall())) == (2, 2)

    def test_a_refusal_is_the_driver_s_own(self, line: Any) -> None:
        from psycopg import errors

        line.execute("CREATE TEMPORARY TABLE thing (id INTEGER PRIMARY KEY)")
        new = Planned("INSERT INTO thing VALUES (%(id)s::INTEGER)")
        new.put(line, {"id": 1})
        with pytest.raises(errors.UniqueViolation) as refused:
            new.put(line, {"id": 1})
        assert refused.value.sqlstate == "23505"
        with pytest.raises(errors.InFailedSqlTransaction):
            new.put(line, {"id": 2})

    def test_what_cannot_be_planned_is_refused_and_not_remembered(self, line: Any) -> None:
        from psycopg import errors

        nowhere = Planned("SELECT * FROM appears_later")
        with pytest.raises(errors.UndefinedTable):
            nowhere.put(line, {})
        line.rollback()
        line.execute("CREATE TEMPORARY TABLE appears_later (id INTEGER)")
        assert nowhere.put(line, {}).fetchall() == []

    def test_a_line_that_may_not_plan_is_left_to_the_driver(self, line: Any) -> None:
        assert ready(line)
        usual, line.prepare_threshold = line.prepare_threshold, None  # as behind a pooler that shares lines
        try:
            assert not ready(line)
        finally:
            line.prepare_threshold = usual
