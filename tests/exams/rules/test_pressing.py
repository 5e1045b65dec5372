"""How near the end of what waits for staff is."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from webapp.exams.rules.pressing import Nearness, nearness

NOW = datetime(2026, 11, 24, 2, tzinfo=UTC)


class TestNearness:
    @pytest.mark.parametrize(
        ("left", "told"),
        [
            (timedelta(seconds=-1), Nearness.PAST),
            (timedelta(0), Nearness.PAST),
            (timedelta(seconds=1), Nearness.SOON),
            (timedelta(hours=4), Nearness.SOON),
            (timedelta(hours=4, seconds=1), Nearness.LATER),
        ],
    )
    def test_the_edges_are_kept_to_the_second(self, left, told):
        assert nearness(NOW + left, NOW) is told
