"""The Chinese calendar, held against dates that almanacs have published."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from webapp.toolbox.lunar import LunarDay, lunar_day

NEW_YEARS = """1900-01-31 1912-02-18 1924-02-05 1937-02-11 1949-01-29 1950-02-17 1954-02-03 1960-01-28 1966-01-21
1968-01-30 1976-01-31 1985-02-20 1988-02-17 1996-02-19 2000-02-05 2008-02-07 2012-01-23 2020-01-25 2021-02-12
2022-02-01 2023-01-22 2024-02-10 2025-01-29 2026-02-17 2027-02-06 2030-02-03 2033-01-31 2100-02-09"""
LEAP_MONTHS = [("1987-07-26", 6), ("2012-05-21", 4), ("2014-10-24", 9), ("2017-07-23", 6), ("2020-05-23", 4)]
LEAP_MONTHS += [("2023-03-22", 2), ("2025-07-25", 6), ("2033-12-22", 11)]


class TestLunarDay:
    @pytest.mark.parametrize("day", NEW_YEARS.split())
    def test_the_new_year_falls_on_the_published_day(self, day: str) -> None:
        asked = date.fromisoformat(day)
        assert lunar_day(asked) == LunarDay(asked.year, 1, 1, leap=False)

    @pytest.mark.parametrize(("day", "month"), LEAP_MONTHS)
    def test_a_leap_month_begins_on_the_published_day(self, day: str, month: int) -> None:
        asked = date.fromisoformat(day)
        assert lunar_day(asked) == LunarDay(asked.year, month, 1, leap=True)

    @pytest.mark.parametrize(
        ("day", "expected"),
        [
            ("1968-05-04", LunarDay(1968, 4, 8, leap=False)),
            ("2024-09-17", LunarDay(2024, 8, 15, leap=False)),
            ("2024-06-10", LunarDay(2024, 5, 5, leap=False)),
            ("2024-02-09", LunarDay(2023, 12, 30, leap=False)),
        ],
    )
    def test_birthdays_and_feasts(self, day: str, expected: LunarDay) -> None:
        assert lunar_day(date.fromisoformat(day)) == expected

    def test_every_day_follows_the_one_before(self) -> None:
        day, before = date(1900, 1, 31), None
        while (found := lunar_day(day)) is not None:
            assert found.day == 1 or (before and found.day == before.day + 1)
            before, day = found, day + timedelta(1)
        assert day == date(2101, 1, 29)

    def test_outside_the_table_it_says_nothing(self) -> None:
        assert lunar_day(date(1900, 1, 30)) is lunar_day(date(2101, 1, 29)) is None

    def test_1984_was_the_first_year_of_a_cycle(self) -> None:
        found = lunar_day(date(1984, 6, 1))
        assert found
        assert (found.stem, found.branch) == (0, 0)
