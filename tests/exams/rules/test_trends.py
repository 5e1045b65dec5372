"""Figures over the years: units apart, the range of each time, the change since the year before (R3)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from webapp.exams.rules.flags import Flag, Range
from webapp.exams.rules.trends import Point, Series, bands, series, span
from webapp.records.rules import Source


def point(
    year: int,
    value: str,
    below: str | None = "140",
    source: Source = Source.EXAM,
    month: int = 5,
    unit: str = "mmHg",
) -> Point:
    range_ = Range(low=Decimal(90), below=Decimal(below)) if below else None
    return Point("sbp", unit, date(year, month, 3), Decimal(value), source, Flag.NORMAL, range_)


def only(*points: Point) -> Series:
    (found,) = series(points, {}).values()
    return found


class TestSeries:
    def test_figures_of_different_units_are_never_in_one_line(self) -> None:
        found = series([point(2024, "128"), point(2025, "17", unit="kPa"), point(2026, "131")], {})
        assert {key: len(one.points) for key, one in found.items()} == {("sbp", "mmHg"): 2, ("sbp", "kPa"): 1}

    def test_what_is_not_drawn_is_still_counted(self) -> None:
        assert series([point(2026, "128")], {"sbp": 40})["sbp", "mmHg"].total == 41

    def test_they_run_from_the_oldest_to_the_newest(self) -> None:
        assert [p.day.year for p in only(point(2026, "1"), point(2024, "2"), point(2025, "3")).points] == [
            2024,
            2025,
            2026,
        ]


class TestSinceAYear:
    def test_the_change_is_against_the_year_before_not_the_month_before(self) -> None:
        found = only(point(2024, "120"), point(2025, "122"), point(2026, "125", month=4), point(2026, "128"))
        before, by = found.since_a_year() or (None, None)
        assert (before and before.day.year, by) == (2025, Decimal(6))

    def test_an_exam_is_not_compared_with_a_reading_at_home(self) -> None:
        assert only(point(2025, "122", source=Source.HOME), point(2026, "128")).since_a_year() is None


class TestBands:
    def test_each_range_holds_around_its_own_exam(self) -> None:
        found = bands([point(2024, "1", "140"), point(2025, "2", "140"), point(2026, "3", "130")])
        assert [(b.start, b.end, str(b.range.below)) for b in found] == [
            (date(2024, 5, 3), date(2025, 11, 1), "140"),
            (date(2025, 11, 1), date(2026, 5, 3), "130"),
        ]

    def test_the_exam_s_range_goes_before_that_for_readings_at_home(self) -> None:
        found = bands([point(2025, "1", "140"), point(2026, "2", "135", Source.HOME)])
        assert [str(b.range.below) for b in found] == ["140"]

    def test_without_any_range_nothing_is_shaded(self) -> None:
        assert bands([point(2026, "1", None)]) == []


class TestSpan:
    def test_all_figures_and_the_near_limits_are_in_it(self) -> None:
        points = [point(2025, "120"), point(2026, "146")]
        low, high = span(points, bands(points))
        assert low < 120
        assert high > 146

    def test_one_figure_without_a_range_still_has_room(self) -> None:
        low, high = span([point(2026, "0", None)], [])
        assert low < 0 < high
