"""A phone's own moment: kept beside the server's, believed only where it can be right (Q2)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from webapp.questionnaires.rules.moments import PhoneClock, judged, waited

SAVED = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
RECEIVED = SAVED + timedelta(days=2)


class TestJudge:
    @pytest.mark.parametrize(
        ("said", "expected"),
        [
            (SAVED + timedelta(hours=1), PhoneClock.RIGHT),
            (SAVED - timedelta(minutes=2), PhoneClock.RIGHT),
            (RECEIVED + timedelta(minutes=2), PhoneClock.RIGHT),
            (RECEIVED + timedelta(minutes=2, seconds=1), PhoneClock.AHEAD),
            (SAVED - timedelta(minutes=2, seconds=1), PhoneClock.BEHIND),
            (datetime(1970, 1, 1, tzinfo=UTC), PhoneClock.BEHIND),
        ],
    )
    def test_a_phone_finishes_after_what_went_before_and_not_after_it_was_received(
        self, said: datetime, expected: PhoneClock
    ) -> None:
        assert judged(said, since=SAVED, received=RECEIVED) is expected


class TestWait:
    def test_only_what_lay_on_the_phone_for_minutes_waited(self) -> None:
        assert waited(RECEIVED - timedelta(minutes=3), RECEIVED)
        assert not waited(RECEIVED - timedelta(minutes=2), RECEIVED)
        assert not waited(RECEIVED + timedelta(minutes=1), RECEIVED)
