"""Which version counts on a day (D1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product

import pytest

from webapp.diet_plans.rules.versions import (
    LIVE,
    VersionStatus,
    beginning,
    in_effect,
    may_begin,
    statuses_on,
)

TODAY = date(2026, 11, 24)


@dataclass(frozen=True)
class Version:
    number: int
    status: str
    effective_from: date


class TestBeginning:
    def test_today_replaces_all_a_later_day_only_what_waits(self) -> None:
        later = TODAY + timedelta(days=1)
        assert beginning(TODAY, today=TODAY).replaces == LIVE
        assert beginning(later, today=TODAY).replaces == (VersionStatus.SCHEDULED,)
        assert beginning(later, today=TODAY).status == "SCHEDULED"

    @pytest.mark.parametrize(("days", "fine"), [(-1, False), (0, True), (90, True), (91, False)])
    def test_a_version_begins_today_or_within_ninety_days(self, days: int, fine: bool) -> None:
        assert may_begin(TODAY + timedelta(days=days), today=TODAY) is fine


class TestInEffect:
    def test_a_scheduled_one_counts_from_its_day_on(self) -> None:
        first = Version(1, "EFFECTIVE", TODAY)
        second = Version(2, "SCHEDULED", TODAY + timedelta(days=3))
        assert in_effect([first, second], TODAY + timedelta(days=2)) == first
        assert in_effect([first, second], TODAY + timedelta(days=3)) == second
        assert statuses_on([first, second], TODAY + timedelta(days=3)) == {1: "SUPERSEDED", 2: "EFFECTIVE"}

    @pytest.mark.parametrize("statuses", list(product(VersionStatus, repeat=2)))
    def test_never_two_and_never_one_that_ended(self, statuses: tuple[VersionStatus, ...]) -> None:
        for days in product((-1, 0, 1), repeat=2):
            versions = [
                Version(number, status, TODAY + timedelta(days=after))
                for number, (status, after) in enumerate(zip(statuses, days, strict=True), start=1)
            ]
            due = [one for one in versions if one.status in LIVE and one.effective_from <= TODAY]
            assert in_effect(versions, TODAY) == (due[-1] if due else None)
            said = statuses_on(versions, TODAY)
            assert all(said[one.number] == one.status for one in versions if one.status not in LIVE)
