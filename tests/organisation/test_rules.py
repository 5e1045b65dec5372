from __future__ import annotations

import pytest

from webapp.organisation.rules import Order, Standing, may_serve, standing


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
