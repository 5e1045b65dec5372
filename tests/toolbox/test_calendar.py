"""Working days: the check values of the complaint specification, and the edges."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.toolbox.calendar import WorkingDays

OFF_2026 = ["01-01", "01-02", "02-16", "02-17", "02-18", "02-19", "02-20", "02-23", "10-01", "10-02"]
OFF_2026 += ["10-05", "10-06", "10-07"]
ON_2026 = ["02-14", "02-28", "09-20", "10-10"]
CALENDAR = WorkingDays(
    {date.fromisoformat(f"2026-{day}"): False for day in OFF_2026}
    | {date.fromisoformat(f"2026-{day}"): True for day in ON_2026}
)
DAYS = st.dates(date(2025, 1, 1), date(2027, 12, 31))


class TestAdd:
    @pytest.mark.parametrize(
        ("received", "count", "due"),
        [
            ("2026-09-30", 5, "2026-10-13"),
            ("2026-09-18", 1, "2026-09-20"),
            ("2026-10-09", 1, "2026-10-10"),
            ("2026-02-13", 3, "2026-02-25"),
        ],
    )
    def test_check_values_of_the_specification(self, received: str, count: int, due: str) -> None:
        assert CALENDAR.add(date.fromisoformat(received), count) == date.fromisoformat(due)

    def test_no_days_rolls_to_the_next_working_day(self) -> None:
        assert CALENDAR.add(date(2026, 11, 21), 0) == date(2026, 11, 23)

    @given(DAYS, st.integers(1, 40))
    def test_the_result_is_worked_and_counts_back(self, day: date, count: int) -> None:
        due = CALENDAR.add(day, count)
        assert CALENDAR.is_worked(due)
        assert CALENDAR.between(day, due) == count


class TestBetween:
    @given(DAYS, DAYS)
    def test_turning_round_changes_only_the_sign(self, first: date, last: date) -> None:
        assert CALENDAR.between(first, last) == -CALENDAR.between(last, first)

    @given(DAYS, st.integers(0, 1100))
    def test_it_counts_as_who_goes_day_by_day(self, first: date, span: int) -> None:
        days = [first + timedelta(n) for n in range(1, span + 1)]
        assert CALENDAR.between(first, first + timedelta(span)) == sum(map(CALENDAR.is_worked, days))


class TestUnknownYears:
    def test_a_year_without_data_is_monday_to_friday_and_says_so(self) -> None:
        assert CALENDAR.add(date(2031, 10, 3), 1) == date(2031, 10, 6)
        assert CALENDAR.unknown_years([date(2026, 5, 1), date(2031, 1, 1)]) == [2031]
