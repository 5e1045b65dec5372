"""B10: when a client is reminded."""

from datetime import UTC, date, datetime

import pytest

from webapp.exams.rules.booking import EXPECTED, BookingStatus
from webapp.exams.rules.reminding import Told, is_about, is_timely, next_reminder, reminder, reminders

DAY = date(2026, 12, 3)
STARTS = datetime(2026, 12, 3, 0, tzinfo=UTC)  # 8:00 in Shanghai


def utc(day: int, hour: int, minute: int = 0, month: int = 12) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


class TestReminders:
    def test_three_days_and_one_day_before_at_nine_by_the_exam_centres_clock(self):
        assert [(one.kind, one.at) for one in reminders(DAY, "Asia/Shanghai")] == [
            (Told.D3, utc(30, 1, month=11)),
            (Told.D1, utc(2, 1)),
        ]

    @pytest.mark.parametrize(
        ("zone", "hour"), [("Asia/Urumqi", 3), ("Europe/London", 9), ("America/New_York", 14)]
    )
    def test_each_zone_has_its_own_nine_oclock(self, zone, hour):
        assert reminders(DAY, zone)[1].at == utc(2, hour)

    def test_nine_oclock_stays_nine_oclock_when_the_clocks_change_in_between(self):
        before, after = reminders(date(2026, 10, 27), "Europe/London")
        assert (before.at, after.at) == (utc(24, 8, month=10), utc(26, 9, month=10))

    @pytest.mark.parametrize(("kind", "at"), [(Told.D3, utc(30, 1, month=11)), (Told.D1, utc(2, 1))])
    def test_one_of_them_is_found_by_its_kind(self, kind, at):
        found = reminder(kind, DAY, "Asia/Shanghai")
        assert (found.kind, found.at) == (kind, at)


class TestIsAbout:
    @pytest.mark.parametrize("status", BookingStatus)
    def test_words_are_sent_of_what_is_true_of_the_booking_now(self, status):
        held, lost = status is BookingStatus.OFFERED, status is BookingStatus.MUST_REBOOK
        assert (is_about(Told.HELD, status), is_about(Told.LOST, status)) == (held, lost)
        for kind in (Told.CONFIRMED, Told.D3, Told.D1):
            assert is_about(kind, status) is (status in EXPECTED)


class TestNextReminder:
    def test_who_books_early_hears_three_days_before_first(self):
        assert next_reminder(DAY, "Asia/Shanghai", utc(24, 2, month=11)).kind is Told.D3

    def test_who_books_less_than_three_days_ahead_hears_the_day_before_only(self):
        assert next_reminder(DAY, "Asia/Shanghai", utc(1, 2)).kind is Told.D1

    def test_who_books_on_the_day_before_is_not_told_that_it_is_tomorrow(self):
        assert next_reminder(DAY, "Asia/Shanghai", utc(2, 1)) is None


class TestIsTimely:
    @pytest.mark.parametrize(
        ("kind", "first", "last"),
        [(Told.D3, utc(29, 16, month=11), utc(30, 15, 59, month=11)), (Told.D1, utc(1, 16), utc(2, 15, 59))],
    )
    def test_a_reminder_is_true_on_its_own_day_only(self, kind, first, last):
        for moment, expected in ((first, True), (last, True), (last.replace(hour=16, minute=0), False)):
            assert is_timely(kind, DAY, STARTS, "Asia/Shanghai", moment) is expected

    def test_a_confirmation_is_true_until_the_exam_begins(self):
        assert is_timely(Told.CONFIRMED, DAY, STARTS, "Asia/Shanghai", utc(2, 23, 59))
        assert not is_timely(Told.CONFIRMED, DAY, STARTS, "Asia/Shanghai", STARTS)
