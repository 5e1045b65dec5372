"""Limits hold across processes and windows."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from webapp.kernel import clock, limits, transaction
from webapp.kernel.db import db

pytestmark = pytest.mark.usefixtures("inside")
NOON = datetime(2026, 12, 3, 4, 0, tzinfo=UTC)
MINUTE, DAY = (1, 60), (3, 86400)


def take(after_seconds: float, *windows: limits.Window, key: str = "13800138000") -> bool:
    with clock.at(NOON + timedelta(seconds=after_seconds)), transaction.unit_of_work():
        return limits.take("sms.phone", key, *windows)


class TestTake:
    def test_one_a_minute_means_the_next_after_sixty_seconds(self) -> None:
        assert [take(s, MINUTE) for s in (0, 1, 59.9, 60, 61)] == [True, False, False, True, False]

    def test_each_key_has_windows_of_its_own(self) -> None:
        assert take(0, MINUTE)
        assert take(0, MINUTE, key="13900139000")

    def test_a_refused_take_counts_in_no_window(self) -> None:
        assert [take(s, DAY, MINUTE) for s in (0, 1, 2, 3, 60, 120, 180)] == [
            True, False, False, False, True, True, False,
        ]  # fmt: skip

    def test_the_key_itself_is_not_stored(self) -> None:
        take(0, MINUTE)
        assert "13800138000" not in str(db.session.execute(select(limits.LimitWindow.__table__)).all())


class TestPeek:
    def test_looking_counts_nothing_and_tells_the_wait(self) -> None:
        take(0, MINUTE)
        with clock.at(NOON + timedelta(seconds=20)):
            assert not limits.peek("sms.phone", "13800138000", MINUTE)
            assert limits.wait_seconds("sms.phone", "13800138000", MINUTE) == 40
            assert limits.peek("sms.phone", "another", MINUTE)

    def test_after_clearing_all_is_allowed(self) -> None:
        take(0, MINUTE)
        with transaction.unit_of_work():
            limits.clear("sms.phone", "13800138000")
        assert take(1, MINUTE)
