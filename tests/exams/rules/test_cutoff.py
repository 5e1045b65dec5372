"""B6: until when a booking may be changed, to the second."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from webapp.exams.rules.cutoff import cutoff, instant

EXAM = datetime(2026, 12, 3, 0, 0, tzinfo=UTC)  # 8:00 in Shanghai
SECOND = timedelta(seconds=1)


class TestCutoff:
    def test_it_lies_the_agreed_hours_before_the_exam(self):
        assert cutoff(EXAM, 39).closes_at == datetime(2026, 12, 1, 9, 0, tzinfo=UTC)

    def test_one_second_before_the_deadline_is_open_and_the_deadline_itself_is_closed(self):
        edge = cutoff(EXAM, 24)
        assert edge.is_open(edge.closes_at - SECOND)
        assert not edge.is_open(edge.closes_at)
        assert not edge.is_open(edge.closes_at + SECOND)

    def test_two_institutions_with_other_agreements_close_at_other_moments(self):
        assert cutoff(EXAM, 24) != cutoff(EXAM, 48)

    def test_zero_hours_close_at_the_exam(self):
        assert cutoff(EXAM, 0).closes_at == EXAM

    def test_hours_are_elapsed_hours_across_a_clock_change(self):
        monday = instant(date(2026, 3, 30), time(8), "Europe/Berlin")
        closes = cutoff(monday, 24).closes_at
        assert monday - closes == timedelta(hours=24)

    def test_a_moment_without_a_zone_is_refused(self):
        with pytest.raises(ValueError, match="time zone"):
            cutoff(EXAM.replace(tzinfo=None), 24)

    def test_negative_hours_are_refused(self):
        with pytest.raises(ValueError, match="negative"):
            cutoff(EXAM, -1)


class TestInstant:
    def test_eight_in_shanghai_is_midnight_in_utc(self):
        assert instant(date(2026, 12, 3), time(8), "Asia/Shanghai") == EXAM

    def test_the_same_wall_clock_is_another_moment_elsewhere(self):
        assert instant(date(2026, 12, 3), time(8), "Asia/Urumqi") != EXAM
