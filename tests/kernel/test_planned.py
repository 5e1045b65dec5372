"""PostgreSQL keeps what it has planned, and a rollback still takes everything back."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import text

from tests.databases import ON_POSTGRESQL
from webapp.kernel.db import db

OFTEN = 8  # the driver lets the server keep a statement's plan from the sixth time on
_ONCE = text("SELECT count(*) FROM job WHERE id = :id")


class TestRollBack:
    @pytest.fixture(autouse=True)
    def _context(self, kernel: Flask) -> object:
        with kernel.app_context():
            yield

    @pytest.mark.skipif(not ON_POSTGRESQL, reason="SQLite plans in this process")
    def test_pages_that_only_read_find_their_statements_planned(self) -> None:
        for _ in range(OFTEN):
            db.session.execute(_ONCE, {"id": "none"})
            db.session.rollback()
        kept = text("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%FROM job WHERE id%'")
        assert db.session.scalar(kept) == 1

    def test_what_was_written_is_gone(self) -> None:
        limit = text("INSERT INTO job_schedule (name, next_at) VALUES ('once', '2026-01-01 00:00:00')")
        for _ in range(OFTEN):
            db.session.execute(limit)
            db.session.rollback()
        assert db.session.scalar(text("SELECT count(*) FROM job_schedule")) == 0

    def test_after_a_failed_statement_the_next_transaction_works(self) -> None:
        with pytest.raises(Exception, match="nowhere"):
            db.session.execute(text("SELECT * FROM nowhere"))
        db.session.rollback()
        assert db.session.scalar(text("SELECT 1")) == 1
