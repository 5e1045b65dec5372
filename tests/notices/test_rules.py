"""M2: quiet hours."""

from datetime import UTC, datetime

import pytest

from webapp.notices.rules import may_ring_at


def shanghai(hour: int, minute: int = 0, day: int = 24) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


class TestMayRingAt:
    @pytest.mark.parametrize("moment", [shanghai(0), shanghai(12, 59)])
    def test_from_eight_to_nine_in_the_evening_at_once(self, moment):
        assert may_ring_at(moment, "Asia/Shanghai") == moment

    @pytest.mark.parametrize("moment", [shanghai(13), shanghai(20), shanghai(23, 59)])
    def test_at_night_it_waits_for_eight_in_the_morning(self, moment):
        assert may_ring_at(moment, "Asia/Shanghai") == shanghai(0, day=25)

    def test_the_night_is_the_receivers(self):
        assert may_ring_at(shanghai(13), "Europe/London") == shanghai(13)
