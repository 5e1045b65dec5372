"""The small machines under validation: patterns in bounded time, units, dates and times."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from webapp.questionnaires.rules import numbers, patterns, periods, units


class TestMatches:
    @pytest.mark.parametrize(
        ("pattern", "text", "expected"),
        [
            (r"^\d{11}$", "13800138000", True),
            (r"\d{11}", "138001380001", False),
            (r"[\w.-]+@([\w-]+\.)+[\w-]{2,4}", "a.b@mail.example.com", True),
            (r"[\w.-]+@([\w-]+\.)+[\w-]{2,4}", "a.b@", False),
            (r"(?=.*\d)[a-z0-9]+", "abc1", True),
            (r"(?=.*\d)[a-z0-9]+", "abc", False),
            (r"(ab|a)(bc)?", "abc", True),
            (r"[^0-9]*?", "abc", True),
            (r"a{2,3}", "aaaa", False),
            (r"", "", True),
        ],
    )
    def test_the_whole_text_is_matched(self, pattern: str, text: str, expected: bool) -> None:
        assert patterns.matches(pattern, text) is expected

    @pytest.mark.parametrize("pattern", [r"(a+)+b", r"(a|a)*b", r"(a*)*b", r"((a+)+)+b"])
    def test_a_pattern_made_to_backtrack_for_ever_is_decided_or_given_up(self, pattern: str) -> None:
        assert patterns.matches(pattern, "a" * 400) in (False, None)

    @pytest.mark.parametrize(
        "pattern", ["(" + "|" * 900 + "){9999}", "[" + "b" * 900 + "]*a{9999}", "a" * 1001]
    )
    def test_a_pattern_made_to_cost_much_in_each_step_is_given_up(self, pattern: str) -> None:
        assert patterns.matches(pattern, "b" * 4_000) is None

    def test_one_that_costs_much_on_nothing_at_all_is_not_published(self) -> None:
        assert patterns.is_usable(r"[\w.-]+@([\w-]+\.)+[\w-]{2,4}")
        assert not patterns.is_usable("(a?){9999}")

    @pytest.mark.parametrize("pattern", ["(", r"(a)\1", "(?<=a)b", "x{99999999999999999999}"])
    def test_what_cannot_be_followed_is_undecided(self, pattern: str) -> None:
        assert patterns.matches(pattern, "a") is None


class TestConvert:
    @pytest.mark.parametrize(
        ("value", "code", "to", "expected"),
        [
            ("10000", "m", "km", "10"),
            ("1", "h", "min", "60"),
            ("1", "mg/dL", "g/L", "0.01"),
            ("1", "kPa", "Pa", "1000"),
            ("2", "m2", "cm2", "20000"),
            ("60", "/min", "Hz", "1"),
            ("1", "10", "1", None),
            ("1", "kg", "m", None),
            ("1", "Kg", "kg", None),
            ("3", "{cigarettes}/d", "/d", "3"),
        ],
    )
    def test_between_units_of_one_kind(self, value: str, code: str, to: str, expected: str | None) -> None:
        found = units.convert(Decimal(value), code, to)
        assert found == (None if expected is None else Fraction(expected))


class TestCompare:
    @pytest.mark.parametrize(
        ("left", "right", "expected"),
        [
            ("2022-06-30", "2022-06", 0),
            ("2021", "2022-06", -1),
            ("2023-01-01", "2022", 1),
            ("2022-01-01T00:30:00+08:00", "2021-12-31T17:00:00Z", -1),
            ("10:00:00", "09:59:59", 1),
        ],
    )
    def test_to_the_precision_that_both_have(self, left: str, right: str, expected: int) -> None:
        assert periods.compare(left, right) == expected


class TestWritten:
    @pytest.mark.parametrize(
        ("number", "expected"),
        [
            ("2.50", "2.5"),
            ("100", "100"),
            ("1E+2", "100"),
            ("-0.0", "0"),
            ("1e-7", "0.0000001"),
            ("1.50e30", "1.5E+30"),
            ("-2e-30", "-2E-30"),
        ],
    )
    def test_a_number_is_written_as_people_do(self, number: str, expected: str) -> None:
        assert numbers.written(Decimal(number)) == expected
