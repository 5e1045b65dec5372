"""How full times are: what counts as taken, what has no percent, which days a span has."""

from __future__ import annotations

from datetime import date

import pytest

from webapp.exams.rules.booking import BookingStatus
from webapp.exams.rules.utilisation import USED, Places, Span, added


class TestUsed:
    def test_who_was_examined_stays_counted_and_who_did_not_come_does_not(self):
        assert {BookingStatus.COMPLETED, BookingStatus.CHECKED_IN, BookingStatus.REQUESTED} <= USED
        assert not USED & {BookingStatus.NO_SHOW, BookingStatus.CANCELLED, BookingStatus.MUST_REBOOK}


class TestPlaces:
    def test_no_places_have_no_percent(self):
        assert Places().percent is None
        assert Places(0, 3).percent == 0

    @pytest.mark.parametrize(("taken", "percent"), [(1, 33), (2, 66), (3, 100)])
    def test_percent_is_cut_off_so_that_only_full_is_a_hundred(self, taken, percent):
        assert Places(taken, 3).percent == percent

    def test_places_under_one_key_add_up(self):
        day = date(2026, 12, 3)
        assert added([(day, Places(1, 2)), (day, Places(2, 3))]) == {day: Places(3, 5)}


class TestSpan:
    @pytest.mark.parametrize("day", [date(2026, 11, 30), date(2026, 12, 6)])
    def test_a_week_begins_on_monday(self, day):
        assert Span.WEEK.days(day) == (date(2026, 11, 30), date(2026, 12, 6))

    @pytest.mark.parametrize(
        ("day", "last"), [(date(2026, 2, 1), 28), (date(2028, 2, 29), 29), (date(2026, 12, 31), 31)]
    )
    def test_a_month_ends_on_its_own_last_day(self, day, last):
        assert Span.MONTH.days(day) == (day.replace(day=1), day.replace(day=last))
