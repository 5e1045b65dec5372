from __future__ import annotations

import pytest

from webapp.home.rules import next_meal

DAY = [("BREAKFAST", False), ("LUNCH", False), ("DINNER", False), ("SNACK", False)]


class TestNextMeal:
    @pytest.mark.parametrize(
        ("hour", "meal"),
        [(6, "BREAKFAST"), (9, "BREAKFAST"), (10, "LUNCH"), (15, "SNACK"), (17, "DINNER"), (23, "DINNER")],
    )
    def test_is_the_one_whose_time_is_not_over(self, hour: int, meal: str) -> None:
        assert next_meal(DAY, hour) == meal

    def test_what_was_marked_is_done(self) -> None:
        assert next_meal([("BREAKFAST", True), ("LUNCH", False)], 8) == "LUNCH"

    def test_nothing_is_left_when_all_is_marked_or_over(self) -> None:
        assert next_meal([("BREAKFAST", False), ("LUNCH", True)], 12) is None
        assert next_meal([], 12) is None
