"""Phases on the calendar: the edges of each, and what comes after the last (D1)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from webapp.diet_plans.rules.content import Content, Phase
from webapp.diet_plans.rules.phases import step_on, steps, told
from webapp.toolbox.words import Bilingual

SINCE = date(2026, 11, 25)  # a Wednesday: phases are counted in weeks from it, not from a Monday
GENTLE = Bilingual(zh="轻松开始", en="An easy start")
PLAN = Content(first_title=GENTLE, first_weeks=2, later=(Phase(weeks=1), Phase(weeks=4)))


class TestSteps:
    def test_each_begins_the_day_after_the_one_before(self) -> None:
        assert [(one.number, one.first, one.last) for one in steps(PLAN, SINCE)] == [
            (1, SINCE, date(2026, 12, 8)),
            (2, date(2026, 12, 9), date(2026, 12, 15)),
            (3, date(2026, 12, 16), None),
        ]

    def test_what_follows_a_phase_without_weeks_never_begins(self) -> None:
        first, second, third = steps(replace(PLAN, first_weeks=None), SINCE)
        assert (first.first, first.last) == (SINCE, None)
        assert (second.first, second.last, third.first, third.last) == (None, None, None, None)
        assert not second.holds(SINCE)


class TestStepOn:
    @pytest.mark.parametrize(
        ("day", "number"),
        [
            (date(2026, 11, 24), 1),  # before the plan's first day
            (SINCE, 1),
            (date(2026, 12, 8), 1),
            (date(2026, 12, 9), 2),
            (date(2026, 12, 15), 2),
            (date(2026, 12, 16), 3),
            (date(2027, 1, 12), 3),  # the last day of its four weeks
            (date(2027, 1, 13), 3),
            (SINCE + timedelta(days=4000), 3),
        ],
    )
    def test_first_and_last_days_belong_to_their_phase_and_the_last_one_runs_on(
        self, day: date, number: int
    ) -> None:
        assert step_on(PLAN, SINCE, day).number == number

    def test_a_phase_without_weeks_has_no_end(self) -> None:
        assert step_on(replace(PLAN, first_weeks=None), SINCE, SINCE + timedelta(days=400)).number == 1


class TestTold:
    def test_one_nameless_phase_is_not_spoken_of(self) -> None:
        assert not told(Content())
        assert told(Content(first_title=GENTLE))
        assert told(Content(later=(Phase(),)))
