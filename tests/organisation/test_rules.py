from __future__ import annotations

from datetime import date

import pytest

from webapp.organisation.rules import Order, Standing, agreement_holds, may_serve, standing


class TestStanding:
    def test_without_an_open_order_somebody_is_active(self) -> None:
        assert standing([]) is Standing.ACTIVE

    def test_two_complaints_one_dismissed_is_still_standby(self) -> None:
        assert standing([Order(False), Order(False)]) is Standing.STANDBY
        assert standing([Order(False)]) is Standing.STANDBY

    def test_a_proposed_separation_outweighs_another_open_order(self) -> None:
        assert standing([Order(False), Order(True)]) is Standing.SEPARATION_PROPOSED

    def test_who_has_left_has_left_whatever_is_open(self) -> None:
        assert standing([Order(True)], left=True) is Standing.LEFT

    @pytest.mark.parametrize("stands", Standing)
    def test_only_the_active_get_new_work(self, stands: Standing) -> None:
        assert may_serve(stands) is (stands is Standing.ACTIVE)


class TestAgreementHolds:
    @pytest.mark.parametrize(
        ("day", "holds"),
        [("2025-12-31", False), ("2026-01-01", True), ("2026-12-31", True), ("2027-01-01", False)],
    )
    def test_both_ends_are_included_and_nothing_outside(self, day: str, holds: bool) -> None:
        first, last = date(2026, 1, 1), date(2026, 12, 31)
        assert agreement_holds(valid_from=first, valid_to=last, day=date.fromisoformat(day)) is holds
