"""What waits, since when, and until when (D6; the limits are ours)."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from webapp.diet_plans.rules.adherence import Adherence
from webapp.diet_plans.rules.worklist import InEffect, Kind, Matter, Standing, found, last_day

TODAY = date(2026, 11, 24)
LONG_AGO = TODAY - timedelta(days=30)
FINE = Adherence(due=21, followed=Decimal(18), not_logged=0)


def look(plan: InEffect | None) -> dict[Kind, Matter]:
    return found(LONG_AGO, Standing(plan), today=TODAY)


def plan(
    week: Adherence = FINE, *, since: date = LONG_AGO, read: bool = True, last_day: date | None = None
) -> InEffect:
    return InEffect(since=since, read=read, week=week, last_day=last_day)


class TestFound:
    def test_a_plan_that_is_read_and_followed_needs_nothing(self) -> None:
        assert look(plan()) == {}

    def test_who_has_no_plan_waits_since_her_service_plan_began(self) -> None:
        assert look(None) == {Kind.WAITING: Matter(LONG_AGO, LONG_AGO + timedelta(days=14))}

    @pytest.mark.parametrize(("days", "named"), [(15, False), (14, True), (0, True), (-3, True)])
    def test_a_plan_is_named_two_weeks_before_its_last_day_and_due_on_it(
        self, days: int, named: bool
    ) -> None:
        last = TODAY + timedelta(days=days)
        assert look(plan(last_day=last)) == (
            {Kind.ENDING: Matter(last - timedelta(days=14), last)} if named else {}
        )

    @pytest.mark.parametrize(
        ("followed", "not_logged", "share"),
        [("9.5", 0, 45), ("10.5", 0, None), ("2", 15, 33), ("0", 16, None), ("4", 13, None)],
    )
    def test_little_is_less_than_half_of_what_was_marked_never_of_what_was_not(
        self, followed: str, not_logged: int, share: int | None
    ) -> None:
        said = look(plan(Adherence(21, Decimal(followed), not_logged)))
        assert {kind: matter.share for kind, matter in said.items()} == (
            {} if share is None else {Kind.LITTLE_EATEN: share}
        )

    def test_a_week_without_a_mark_is_said_apart(self) -> None:
        assert set(look(plan(Adherence(21, Decimal(0), 21)))) == {Kind.NOT_LOGGED}

    def test_a_plan_younger_than_a_week_may_be_silent(self) -> None:
        young = TODAY - timedelta(days=6)
        assert look(plan(Adherence(18, Decimal(0), 18), since=young)) == {}

    @pytest.mark.parametrize(("days", "named"), [(6, False), (7, True)])
    def test_no_read_receipt_after_seven_days_is_named(self, days: int, named: bool) -> None:
        said = look(plan(since=TODAY - timedelta(days=days), read=False))
        assert set(said) == ({Kind.UNREAD} if named else set())

    def test_an_unread_plan_is_not_also_blamed_for_silence(self) -> None:
        assert set(look(plan(Adherence(21, Decimal(0), 21), read=False))) == {Kind.UNREAD}

    def test_where_a_plan_waits_for_its_day_nobody_waits_for_one(self) -> None:
        assert found(LONG_AGO, Standing(coming=True), today=TODAY) == {}
        assert found(LONG_AGO, Standing(plan(last_day=TODAY), coming=True), today=TODAY) == {}


class TestLastDay:
    def test_a_plan_ends_when_the_weeks_of_all_its_phases_are_over(self) -> None:
        assert last_day([2, 1], TODAY) == TODAY + timedelta(days=20)

    @pytest.mark.parametrize("weeks", [[None], [2, None], []])
    def test_a_phase_without_weeks_has_no_end(self, weeks: list[int | None]) -> None:
        assert last_day(weeks, TODAY) is None
