"""Readings at home: what is asked, believed, asked again, critical (R3, S2)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from webapp.exams.rules import home
from webapp.exams.rules.flags import Flag
from webapp.exams.rules.home import Doubt, Kind
from webapp.exams.rules.readings import Slip
from webapp.exams.rules.sheet import Person, Typed
from webapp.records.rules import Source

MAN = Person("male", 58)
NOW = datetime(2026, 11, 24, 2, tzinfo=UTC)


def read(kind: Kind, *texts: str, unit: str = "", source: Source = Source.HOME) -> home.HomeReading:
    typed = {code: Typed(text, unit) for code, text in zip(home.CODES[kind], texts, strict=False)}
    return home.read_reading(kind, typed, MAN, source)


class TestReadReading:
    def test_upper_lower_and_pulse_are_one_reading(self) -> None:
        found = read(Kind.PRESSURE, "128", "82", "70")
        assert [(one.code, str(one.value)) for one in found.figures] == [
            ("sbp", "128"),
            ("dbp", "82"),
            ("pulse", "70"),
        ]

    def test_a_device_that_shows_no_pulse_is_enough(self) -> None:
        assert not read(Kind.PRESSURE, "128", "82").problems

    def test_an_empty_lower_pressure_is_missing_never_zero(self) -> None:
        assert read(Kind.PRESSURE, "128").problems == {"dbp": Slip.MISSING}

    def test_full_width_digits_are_read(self) -> None:
        assert read(Kind.WEIGHT, "７０．４").figures[0].value == Decimal("70.4")

    def test_the_lower_pressure_lies_below_the_upper_one(self) -> None:
        assert read(Kind.PRESSURE, "80", "80").problems == {"dbp": Doubt.UPPER_NOT_ABOVE_LOWER}

    def test_what_nobody_living_has_is_refused(self) -> None:
        assert read(Kind.PRESSURE, "301", "82").problems == {"sbp": Slip.IMPOSSIBLE}

    def test_what_is_rare_is_asked_again_and_a_yes_holds_for_these_figures_only(self) -> None:
        high, higher = read(Kind.PRESSURE, "210", "100"), read(Kind.PRESSURE, "220", "100")
        assert high.unlikely == ["sbp"]
        assert not read(Kind.PRESSURE, "200", "100").unlikely
        assert high.fingerprint != higher.fingerprint

    def test_a_meter_s_mg_dl_is_converted_and_kept_as_written(self) -> None:
        figure = read(Kind.FASTING_GLUCOSE, "99", unit="mg/dL").figures[0]
        assert (figure.unit, str(figure.written_value), figure.written_unit) == ("mmol/L", "99", "mg/dL")
        assert figure.value is not None
        assert abs(figure.value - Decimal("5.49")) < Decimal("0.01")

    @pytest.mark.parametrize(("source", "flag"), [(Source.HOME, Flag.HIGH), (Source.BRANCH, Flag.NORMAL)])
    def test_135_is_high_at_home_and_not_at_the_branch(self, source: Source, flag: Flag) -> None:
        assert read(Kind.PRESSURE, "135", "80", source=source).figures[0].flag is flag


class TestCritical:
    @pytest.mark.parametrize(
        ("kind", "texts", "codes"),
        [
            (Kind.PRESSURE, ("180", "90"), ["bp_critical"]),
            (Kind.PRESSURE, ("150", "110"), ["bp_critical"]),
            (Kind.PRESSURE, ("179", "109"), []),
            (Kind.FASTING_GLUCOSE, ("16.7",), ["glucose_very_high"]),
            (Kind.MEAL_GLUCOSE, ("3.9",), ["glucose_very_low"]),
            (Kind.MEAL_GLUCOSE, ("16.6",), []),
        ],
    )
    def test_the_edge_itself_is_critical(self, kind: Kind, texts: tuple[str, ...], codes: list[str]) -> None:
        assert home.critical(read(kind, *texts).figures) == codes


class TestWhen:
    def test_a_reading_lies_in_the_past_year(self) -> None:
        assert home.when_problem(NOW, NOW) is None
        assert home.when_problem(NOW + timedelta(minutes=10), NOW) is None
        assert home.when_problem(NOW + timedelta(minutes=10, seconds=1), NOW) is Doubt.IN_THE_FUTURE
        assert home.when_problem(NOW - home.OLDEST, NOW) is None
        assert home.when_problem(NOW - home.OLDEST - timedelta(minutes=1), NOW) is Doubt.TOO_LONG_AGO
