"""Pages follow each other without gap or repeat, whatever comes in the address."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import desc, select

from webapp.kernel import audit, clock, transaction
from webapp.kernel.audit import AuditEntry
from webapp.kernel.db import db
from webapp.kernel.paging import page

pytestmark = pytest.mark.usefixtures("inside")
WAYS = (
    [AuditEntry.branch_id, AuditEntry.seq],
    [desc(AuditEntry.branch_id), desc(AuditEntry.seq)],
    [desc(AuditEntry.at), AuditEntry.branch_id, desc(AuditEntry.seq)],
)


def write_entries() -> None:
    for day in range(3):
        with clock.at(datetime(2026, 1, 1 + day, tzinfo=UTC)), transaction.unit_of_work():
            for branch in ("north", "south", ""):
                for _ in range(4):
                    audit.record("test.done", branch_id=branch)


class TestPage:
    @pytest.mark.parametrize("columns", WAYS)
    def test_pages_put_together_are_the_whole_list(self, columns: list[object]) -> None:
        write_entries()
        whole = db.session.scalars(select(AuditEntry).order_by(*columns)).all()
        seen, cursor = [], ""
        while True:
            found = page(select(AuditEntry), columns, cursor, size=5)
            seen += found.rows
            cursor = found.after
            if not cursor:
                break
        assert seen == whole

    def test_rows_of_columns_come_without_the_key_columns(self) -> None:
        write_entries()
        found = page(select(AuditEntry.action, AuditEntry.branch_id), WAYS[0], size=1)
        assert found.rows == [("test.done", "")]

    @settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(st.text() | st.binary().map(lambda raw: __import__("base64").urlsafe_b64encode(raw).decode()))
    def test_a_cursor_from_nowhere_gives_the_first_page(self, cursor: str) -> None:
        assert page(select(AuditEntry), WAYS[2], cursor).rows == []

    @pytest.mark.parametrize("values", [
        '["0001-01-01T00:00:00+14:00", "", 1]', '["x", "", 1]', '["2026-01-01T00:00:00", "", 1]',
        '["2026-01-01T00:00:00Z", "\\u0000", 1]', '["2026-01-01T00:00:00Z", "\\ud800", 1]',
        '["2026-01-01T00:00:00Z", "", 99999999999999999999]', '["2026-01-01T00:00:00Z", "", true]',
        "[1, 2]", "{}", "null", "[" * 500,
    ])  # fmt: skip
    def test_a_forged_cursor_gives_the_first_page(self, values: str) -> None:
        import base64

        write_entries()
        cursor = base64.urlsafe_b64encode(values.encode()).decode()
        assert page(select(AuditEntry), WAYS[2], cursor, size=3) == page(
            select(AuditEntry), WAYS[2], "", size=3
        )
