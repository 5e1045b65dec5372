"""Quarters beside their year: nothing that is hidden in one can be worked out from the other (complaints.md §7)."""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime
from itertools import product
from typing import Any

import pytest
from click.testing import CliRunner
from flask import Flask

from tests.conftest import Act, new_client
from tests.factories import complaints as factory
from tests.factories.complaints import Company, a_case
from webapp.commands.complaints import trend as command
from webapp.complaints import queries, services
from webapp.complaints.rules import trend
from webapp.complaints.rules.states import State
from webapp.complaints.rules.statistics import (
    TOO_FEW,
    TOO_FEW_FOR_LONGEST,
    Figures,
    Quarter,
    Told,
    figures,
    publish,
)
from webapp.kernel import clock
from webapp.kernel.db import db
from webapp.toolbox.calendar import WorkingDays

NEW_YEAR = datetime(2026, 12, 31, 16, 0, tzinfo=UTC)  # midnight here


def received(*numbers: int) -> list[Figures]:
    return [Figures(received=one) for one in numbers]


def shown(numbers: tuple[int, ...]) -> tuple[str, ...]:
    """Give what a reader sees of a year: each quarter, and the year."""
    quarters = received(*numbers)
    return (*(publish(one)["received"] for one in quarters), trend.of_year(quarters)["received"])


class TestCounts:
    @pytest.mark.parametrize("known", [(7,), (9, 12), ()])
    @pytest.mark.parametrize("hidden", [1, 2, 3])
    def test_a_hidden_quarter_may_still_be_anything_below_five(
        self, known: tuple[int, ...], hidden: int
    ) -> None:
        possible: dict[tuple[str, ...], list[tuple[int, ...]]] = {}
        for few in product(range(5), repeat=hidden):
            possible.setdefault(shown(known + few), []).append(few)
        for seen, stories in possible.items():
            for at in range(hidden):
                assert {few[at] for few in stories} == set(range(5)), (seen, stories)

    def test_a_year_without_hidden_quarters_is_their_sum(self) -> None:
        assert trend.of_year(received(5, 8, 11, 6))["received"] == "30"

    def test_a_year_beside_two_hidden_quarters_is_told_while_it_says_nothing_of_them(self) -> None:
        assert trend.of_year(received(20, 8, 1, 3))["received"] == "32"
        assert trend.of_year(received(20, 8, 4, 4))["received"] == TOO_FEW


class TestRates:
    def a_quarter(self, decided: int, late: int) -> Figures:
        return Figures(decided=decided, in_time=decided - late, days=[2] * decided, marks=[4] * decided)

    def test_the_year_does_not_tell_how_many_were_late_in_a_hidden_quarter(self) -> None:
        quarters = [self.a_quarter(20, 10), self.a_quarter(10, 0), self.a_quarter(10, 2)]
        assert trend.of_year(quarters[:2])["in_time_percent"] == "67"
        assert trend.of_year(quarters)["in_time_percent"] == TOO_FEW

    def test_two_hidden_quarters_hide_each_other(self) -> None:
        quarters = [
            self.a_quarter(10, 0),
            self.a_quarter(20, 0),
            self.a_quarter(10, 3),
            self.a_quarter(10, 2),
        ]
        assert trend.of_year(quarters)["in_time_percent"] == "90"

    def test_days_and_marks_of_few_are_hidden_with_their_quarter(self) -> None:
        year = trend.of_year([self.a_quarter(10, 0), self.a_quarter(1, 0)])
        assert (year["median_days"], year["p90_days"], year["satisfaction"]) == (
            TOO_FEW,
            TOO_FEW_FOR_LONGEST,
            TOO_FEW,
        )
        year = trend.of_year([self.a_quarter(10, 0), self.a_quarter(5, 0)])
        assert (year["median_days"], year["p90_days"], year["satisfaction"]) == ("2", "< 10", "4.0")
        year = trend.of_year([self.a_quarter(10, 0), self.a_quarter(5, 0), self.a_quarter(5, 0)])
        assert year["p90_days"] == "2"


class TestLines:
    def lines(self, year: int, counted_on: date) -> list[trend.Line]:
        story = [Told(str(n), "SUBMIT", date(2026, 5, 1 + n)) for n in range(6)]
        calendar = WorkingDays()
        counted = {one: figures(story, one, calendar) for one in queries.quarters_of(year)}
        return trend.lines_of(counted, year, first=date(2026, 5, 1), counted_on=counted_on)

    def test_neither_a_quarter_that_runs_nor_a_year_that_grows_is_told(self) -> None:
        for day, told in ((date(2026, 12, 31), ["2026Q2", "2026Q3"]), (date(2026, 6, 30), [])):
            assert [one.period for one in self.lines(2026, day)] == told

    def test_quarters_that_are_over_since_the_log_began_then_the_year(self) -> None:
        found = self.lines(2026, date(2027, 1, 1))
        assert [one.period for one in found] == ["2026Q2", "2026Q3", "2026Q4", "2026"]
        assert [one.whole_year for one in found] == [False, False, False, True]
        assert found[0].told["received"] == "6"

    def test_a_year_before_the_log_has_no_line(self) -> None:
        assert self.lines(2025, date(2026, 11, 19)) == []

    def test_each_quarter_says_what_its_own_page_says(self, company: Company) -> None:
        for _ in range(5):
            a_case(company, State.CLOSED)
        with clock.at(NEW_YEAR):
            services.count_quarters()
        line, year = queries.published_years([2026]).branches[company.branch.id]
        own = queries.published(Quarter(2026, 4))[company.branch.id]
        assert line.told == {key: own[key] for key in trend.KEYS}
        assert year.told["received"] == "5"


class TestPage:
    @pytest.fixture
    def five(self, act: Act) -> Company:
        with act(), clock.at(factory.NOW):
            company = factory.a_company()
            for _ in range(5):
                a_case(company, State.CLOSED)
            db.session.flush()
        with act(), clock.at(NEW_YEAR):
            services.count_quarters()
        return company

    def test_anybody_reads_a_table_for_each_branch(self, app: Flask, five: Company) -> None:
        with clock.at(NEW_YEAR):
            page = new_client(app).get("/complaints/figures/years?until=2026").text
        assert page.count("<table") == page.count("<caption")
        assert (
            '<th scope="row"><a class="link" href="/complaints/figures?quarter=2026Q4">2026年第4季度</a></th>'
            in page
        )
        assert "<script" not in page.split("<main")[1].split("</main")[0]

    @pytest.mark.parametrize("until", ["2099", "26", "x", "２０２６", "1999"])
    def test_a_year_that_is_none_or_has_not_come_is_not_there(self, app: Flask, until: str) -> None:
        assert new_client(app).get(f"/complaints/figures/years?until={until}").status_code == 404

    def test_the_command_prints_the_same_figures(
        self, app: Flask, five: Company, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("webapp.app.create_app", lambda: app)
        with clock.at(NEW_YEAR):
            came: Any = CliRunner().invoke(command, ["--from", "2025", "--until", "2026"])
            rows = list(csv.reader(came.output.splitlines()))
            with app.app_context():
                (lines,) = [one for one in queries.published_years([2026]).branches.values() if one]
        assert rows[0] == ["period", "branch", "figure", "value"]
        assert [[line.period, *pair] for line in lines for pair in line.told.items()] == [
            [one[0], one[2], one[3]] for one in rows[1:]
        ]
