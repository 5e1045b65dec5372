"""Clock cases that other case systems publish, retold for our calendar and our clocks.

Due days of freedom-of-information requests (Alaveteli) and of street reports (FixMyStreet) fix the counting; a help
desk's cases of suspended tickets (Zammad) fix the pauses, here in whole days.
"""

from __future__ import annotations

from datetime import date

import pytest

from webapp.complaints.rules import clocks
from webapp.complaints.rules.clocks import Clock, Pause
from webapp.complaints.rules.states import Action
from webapp.toolbox.calendar import WorkingDays


def off(*days: str) -> WorkingDays:
    return WorkingDays({date.fromisoformat(day): False for day in days})


ENGLISH = off("2008-12-25", "2008-12-26", "2009-03-17", "2009-04-10", "2009-04-13")
STREETS = off("2020-09-21", "2020-09-15")
PLAIN = WorkingDays()


class TestWorkingDaysOfRequests:
    """Alaveteli: twenty working days; what arrives on a weekend is due as if it came on the Friday before."""

    @pytest.mark.parametrize(
        ("received", "due"),
        [
            ("2008-10-01", "2008-10-29"),  # no holidays
            ("2007-02-01", "2007-03-01"),  # no leap year
            ("2008-02-01", "2008-02-29"),  # a leap year
            ("2009-03-12", "2009-04-14"),  # a Thursday, over Easter
            ("2009-03-13", "2009-04-15"),
            ("2009-03-14", "2009-04-15"),  # a Saturday
            ("2009-03-15", "2009-04-15"),  # a Sunday
            ("2009-03-16", "2009-04-16"),
        ],
    )
    def test_an_appeal_is_due_on_the_same_days(self, received: str, due: str) -> None:
        found = clocks.due_on(ENGLISH, clock=Clock.APPEAL, started=date.fromisoformat(received), days=20)
        assert found == date.fromisoformat(due)

    @pytest.mark.parametrize(
        ("from_day", "ends"),
        [
            ("2008-10-06", "2008-10-21"),  # a Tuesday
            ("2008-10-09", "2008-10-24"),  # a Friday
            ("2008-10-10", "2008-10-27"),  # would be a Saturday
            ("2008-10-11", "2008-10-27"),  # would be a Sunday
            ("2008-10-12", "2008-10-27"),  # a Monday
            ("2008-12-09", "2008-12-24"),  # the day before a holiday
            ("2008-12-10", "2008-12-29"),  # would be a holiday before a holiday before a weekend
        ],
    )
    def test_days_of_the_calendar_roll_to_a_working_day(self, from_day: str, ends: str) -> None:
        found = clocks.window_ends(ENGLISH, decided=date.fromisoformat(from_day), days=15)
        assert found == date.fromisoformat(ends)

    def test_late_only_when_the_last_day_is_over(self) -> None:
        due = date(2008, 10, 29)
        late = [
            clocks.overdue(due=due, today=day, met=False, paused=False) for day in (due, date(2008, 10, 30))
        ]
        assert late == [False, True]


class TestWorkingDaysOfStreets:
    """FixMyStreet: holidays around a weekend."""

    def test_the_next_working_day_after_a_saturday_and_a_holiday_monday(self) -> None:
        assert STREETS.add(date(2020, 9, 19), 1) == date(2020, 9, 22)

    def test_five_working_days_with_a_holiday_among_them(self) -> None:
        assert STREETS.between(date(2020, 9, 11), date(2020, 9, 19)) == 4
        assert STREETS.add(date(2020, 9, 11), 5) == date(2020, 9, 22)


def told(*story: tuple[Action, int]) -> list[Pause]:
    """Give the pauses of a November (2026), by day of the month; the 2nd is a Monday."""
    return clocks.pauses((action, date(2026, 11, day)) for action, day in story)


def result(pauses: list[Pause]) -> date:
    return clocks.due_on(PLAIN, clock=Clock.RESULT, started=date(2026, 11, 2), days=5, pauses=pauses)


_ASK, _ANSWER, _RESUME = Action.ASK_CLIENT, Action.ANSWER, Action.RESUME


class TestSuspendedTickets:
    """Zammad: how long a ticket stood still is read out of its history."""

    def test_nothing_happened_nothing_stood_still(self) -> None:
        assert told() == []
        assert result([]) == date(2026, 11, 9)

    def test_other_steps_are_no_pause(self) -> None:
        assert told((Action.ACCEPT, 2), (Action.INVESTIGATE, 3), (Action.ADD_EVIDENCE, 4)) == []

    def test_standing_still_from_the_very_first_day(self) -> None:
        assert result(told((_ASK, 2), (_ANSWER, 4))) == date(2026, 11, 11)

    def test_standing_still_several_times(self) -> None:
        pauses = told((_ASK, 3), (_ANSWER, 4), (_ASK, 5), (_RESUME, 9))
        assert [(one.since.day, one.until and one.until.day) for one in pauses] == [(3, 4), (5, 9)]
        assert result(pauses) == date(2026, 11, 12)

    def test_over_midnight_is_one_day(self) -> None:
        assert result(told((_ASK, 4), (_ANSWER, 5))) == date(2026, 11, 10)

    def test_within_one_day_is_none(self) -> None:
        assert result(told((_ASK, 4), (_ANSWER, 4))) == date(2026, 11, 9)

    def test_over_a_weekend_only_its_working_days_count(self) -> None:
        assert result(told((_ASK, 6), (_ANSWER, 8))) == date(2026, 11, 9)
        assert result(told((_ASK, 6), (_ANSWER, 9))) == date(2026, 11, 10)

    def test_what_still_stands_moves_nothing_yet_and_is_not_late(self) -> None:
        assert result(told((_ASK, 4))) == date(2026, 11, 9)
        assert not clocks.overdue(due=date(2026, 11, 9), today=date(2026, 11, 20), met=False, paused=True)

    def test_a_first_response_never_stands_still(self) -> None:
        pauses = told((_ASK, 2), (_ANSWER, 6))
        due = clocks.due_on(PLAIN, clock=Clock.ACK, started=date(2026, 11, 2), days=1, pauses=pauses)
        assert due == date(2026, 11, 3)

    def test_an_answer_to_nothing_is_no_end_of_a_pause(self) -> None:
        assert told((_ANSWER, 3)) == []
