"""The published figures: counted from the log, small cells hidden (complaints.md §7)."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from click.testing import CliRunner
from flask import Flask

from tests.conftest import new_client
from tests.factories import complaints as factory
from tests.factories.complaints import Company, a_case
from tests.listening import listening
from webapp.commands.complaints import stats as command
from webapp.complaints import queries, services
from webapp.complaints.rules import statistics
from webapp.complaints.rules.categories import DeclineReason
from webapp.complaints.rules.outcomes import Outcome
from webapp.complaints.rules.states import State
from webapp.complaints.rules.statistics import Quarter, Told
from webapp.kernel import clock
from webapp.kernel.db import db
from webapp.toolbox.calendar import WorkingDays

Q4 = Quarter(2026, 4)
NEW_YEAR = datetime(2026, 12, 31, 16, 0, tzinfo=UTC)  # midnight here


def told(case: str, *story: tuple[str, int] | tuple[str, int, str]) -> list[Told]:
    """Tell a story of November 2026, by day of the month."""
    return [Told(case, one[0], date(2026, 11, one[1]), "".join(one[2:3])) for one in story]  # type: ignore[misc]


def counted(*stories: list[Told]) -> statistics.Figures:
    return statistics.figures([one for story in stories for one in story], Q4, WorkingDays())


class TestQuarter:
    def test_it_is_read_and_written(self) -> None:
        assert str(statistics.quarter("2026Q4")) == "2026Q4"
        assert statistics.quarter("2026Q5") is None
        assert (Q4.first, Q4.last) == (date(2026, 10, 1), date(2026, 12, 31))
        assert statistics.before(Quarter(2026, 1)) == Quarter(2025, 4)


class TestFigures:
    def test_the_days_without_those_the_client_was_waited_for(self) -> None:
        story = told("a", ("SUBMIT", 2), ("ASK_CLIENT", 3), ("ANSWER", 5), ("DECIDE", 9, "1.0.0.0"))
        assert counted(story).days == [3]

    def test_in_time_is_what_was_not_missed_before_the_result(self) -> None:
        late = told("a", ("SUBMIT", 2), ("BREACH", 10, "RESULT"), ("DECIDE", 11, "0.1.0.0"))
        other = told("b", ("SUBMIT", 2), ("BREACH", 4, "ACK"), ("SETTLE", 5))
        found = counted(late, other)
        assert (found.decided, found.in_time, found.overdue_open) == (2, 1, 0)

    def test_what_is_late_and_open_counts_apart(self) -> None:
        assert counted(told("a", ("SUBMIT", 2), ("BREACH", 10, "RESULT"))).overdue_open == 1

    def test_what_is_looked_into_anew_is_late_by_its_new_clock(self) -> None:
        again = [("SUBMIT", 2), ("BREACH", 10, "RESULT"), ("DECIDE", 11, "1.0.0.0"), ("REOPEN", 14)]
        assert counted(told("a", *again)).overdue_open == 0
        assert counted(told("a", *again, ("BREACH", 24, "RESULT"))).overdue_open == 1
        ended = [*again, ("BREACH", 24, "RESULT"), ("DECIDE", 25, "1.0.0.0")]
        assert counted(told("a", *ended)).overdue_open == 0

    def test_suggestions_and_other_quarters_are_left_out(self) -> None:
        suggestion = told("a", ("SUBMIT", 2, "SUGGESTION"))
        later = [Told("b", "SUBMIT", date(2027, 1, 1))]
        assert counted(suggestion, later).received == 0

    def test_outcomes_are_of_people(self) -> None:
        story = told("a", ("SUBMIT", 2), ("DECIDE", 5, "1.0.2.0"))
        assert counted(story).outcomes[Outcome.UNSUBSTANTIATED] == 2


class TestPublish:
    def test_a_cell_below_five_is_hidden_and_no_sum_tells_it(self) -> None:
        found = statistics.Figures(received=4, decided=20, in_time=18)
        found.outcomes |= {Outcome.SUBSTANTIATED: 4, Outcome.PARTLY: 6, Outcome.UNSUBSTANTIATED: 9}
        found.outcomes[Outcome.UNDETERMINED] = 7
        shown = statistics.publish(found)
        assert shown["received"] == "< 5"
        assert shown["in_time_percent"] == "< 5"  # two were late
        assert [shown[f"outcome_{one.lower()}"] for one in Outcome] == ["< 5", "< 5", "9", "7"]

    def test_median_and_nine_in_ten(self) -> None:
        shown = statistics.publish(statistics.Figures(decided=10, in_time=10, days=list(range(1, 11))))
        assert (shown["median_days"], shown["p90_days"], shown["in_time_percent"]) == ("5.5", "9", "100")

    def test_nine_in_ten_of_fewer_than_ten_is_one_persons_case(self) -> None:
        shown = statistics.publish(statistics.Figures(decided=9, in_time=9, days=list(range(1, 10))))
        assert (shown["median_days"], shown["p90_days"]) == ("5", "< 10")


class TestCommand:
    @pytest.fixture(autouse=True)
    def same_app(self, app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("webapp.app.create_app", lambda: app)

    def run(self, *options: str) -> Any:
        with clock.at(factory.NOW):
            return CliRunner().invoke(command, ["--quarter", *options])

    def test_a_quarter_that_runs_is_for_the_company_alone(self) -> None:
        refused = self.run("2026Q4")
        assert (refused.exit_code, "published by 2027-01-02" in refused.output) == (2, True)
        assert self.run("2026Q4", "--internal").output.startswith("quarter,branch,figure,value\n")
        assert self.run("2026Q3").exit_code == 0


class TestOver:
    def test_a_quarter_is_published_from_the_day_after_its_last(self) -> None:
        assert [Q4.over(date(2026, 12, 31)), Q4.over(date(2027, 1, 1))] == [False, True]
        assert Q4.shown_by == date(2027, 1, 2)


class TestPublished:
    def test_the_log_alone_gives_the_figures(self, company: Company) -> None:
        for _ in range(5):
            a_case(company, State.CLOSED)
        db.session.flush()
        with clock.at(NEW_YEAR):
            assert (queries.counted_at(Q4), queries.published(Q4)) == (None, {})
            services.count_quarters()
            shown = queries.published(Q4)[company.branch.id]
            assert queries.counted_at(Q4) == NEW_YEAR
        wanted = {"received": "5", "accepted": "5", "decided": "5", "in_time_percent": "100"}
        assert wanted.items() <= shown.items()
        assert (shown["outcome_partly"], shown["satisfaction"]) == ("5", "4.0")
        assert shown == queries.published(Q4, queries.count_log([Q4]))[company.branch.id]

    def test_two_nights_do_not_tell_that_one_complaint_came_in(self, app: Flask, company: Company) -> None:
        pages = []
        for number in (4, 1):
            for _ in range(number):
                a_case(company, State.CLOSED)
            services.count_quarters()
            assert (queries.counted_at(Q4), queries.published(Q4)) == (None, {})
            assert queries.published_years([2026]).branches[company.branch.id] == []
            page = new_client(app).get("/complaints/figures?quarter=2026Q4").text
            pages.append(page.split("<main")[1].split("</main")[0])
        assert pages[0] == pages[1]

    def test_what_was_counted_while_it_ran_is_not_shown_after_its_end_either(self, company: Company) -> None:
        a_case(company, State.CLOSED)
        services.count_quarters()
        with clock.at(NEW_YEAR):
            assert (queries.counted_at(Q4), queries.published(Q4)) == (None, {})
            assert queries.published_years([2026]).branches[company.branch.id] == []

    def test_they_are_read_as_they_were_written(self) -> None:
        found = statistics.Figures(received=4, days=[1, 2], marks=[5])
        found.declined[DeclineReason.NO_FACTS], found.outcomes[Outcome.PARTLY] = 2, 3
        assert statistics.read(statistics.written(found)) == found

    def test_no_page_reads_the_log(self, app: Flask, company: Company) -> None:
        with listening(app) as seen:
            for page in ("/complaints/figures", "/complaints/figures/years"):
                assert new_client(app).get(page).status_code == 200
        assert seen
        assert not [one for one in seen if "complaint_event" in one.words]

    def test_anybody_may_read_the_page(self, app: Flask) -> None:
        browser = new_client(app)
        with clock.at(factory.NOW):
            last, runs = (browser.get(f"/complaints/figures{asked}") for asked in ("", "?quarter=2026Q4"))
        assert "2026年第3季度没有统计数字" in last.text
        for page in (last, runs):
            assert "2026年第4季度尚未结束：数字在季度结束后公布，最迟 2027年1月2日" in page.text
        assert "2026年第4季度没有统计数字" not in runs.text
        assert browser.get("/complaints/figures?quarter=2026Q9").status_code == 404
