"""What the contact may read of how far the members are, and of their health levels (B11, P2)."""

from __future__ import annotations

import itertools

from webapp.groups.rules.assigning import Placing, Standing, not_placed, standing
from webapp.groups.rules.progress import by_department, level_figures, may_tell_again

NOT, BOOKED, DONE = Standing.NOT_BOOKED, Standing.BOOKED, Standing.EXAMINED


def some(name: str, *counts: int) -> list[tuple[str, Standing]]:
    kinds = zip((NOT, BOOKED, DONE), counts, strict=True)
    return [(name, kind) for kind, n in kinds for _ in range(n)]


class TestByDepartment:
    def test_departments_of_enough_people_in_every_cell_are_told(self) -> None:
        parts = by_department([*some("A", 5, 6, 7), *some("B", 9, 5, 5)])
        assert [(one.name, one.people) for one in parts] == [("A", 18), ("B", 19)]

    def test_small_ones_stand_together(self) -> None:
        parts = by_department([*some("A", 5, 6, 7), *some("B", 3, 3, 3), *some("C", 2, 2, 2)])
        assert [(one.name, list(one.counts.values())) for one in parts] == [("A", [5, 6, 7]), ("", [5, 5, 5])]

    def test_one_small_department_takes_the_smallest_other_with_it(self) -> None:
        rows = [*some("A", 5, 6, 7), *some("B", 9, 9, 9), *some("C", 1, 0, 0)]
        parts = by_department(rows)
        assert [(one.name, one.people) for one in parts] == [("B", 27), ("", 19)]

    def test_nothing_is_told_where_too_little_is_left(self) -> None:
        assert by_department(some("A", 5, 6, 7)) == []
        assert by_department([*some("A", 5, 6, 7), *some("B", 4, 9, 9)]) == []
        assert by_department([]) == []

    def test_no_cell_is_small_whatever_the_departments_are(self) -> None:
        sizes = (0, 4, 5, 9)
        for first, second in itertools.product(itertools.product(sizes, repeat=3), repeat=2):
            rows = [*some("A", *first), *some("B", *second), *some("C", 6, 6, 6)]
            for part in by_department(rows):
                assert min(part.counts.get(one, 0) for one in Standing) >= 5


class TestLevels:
    def test_levels_are_told_apart_only_where_each_has_five(self) -> None:
        assert level_figures([1] * 5 + [2] * 6 + [3] * 7) == {"1": 5, "2": 6, "3": 7}
        assert level_figures([1] * 8 + [2] * 6 + [3] * 2) == {"1": 8, "2+3": 8}
        assert level_figures([1] * 2 + [2] * 6 + [3] * 5) == {"1+2": 8, "3": 5}
        assert level_figures([1] * 9 + [2] * 4) is None

    def test_two_counts_are_five_people_apart(self) -> None:
        assert may_tell_again("abcde", "")
        assert not may_tell_again("abcdefgh", "abcde")
        assert may_tell_again("abcdefghij", "abcde")
        assert not may_tell_again("bcdefghijk", "abcde")


class TestStanding:
    def test_a_held_offer_and_a_lost_time_are_not_booked(self) -> None:
        assert [standing(one) for one in (None, "OFFERED", "MUST_REBOOK")] == [NOT] * 3
        assert [standing(one) for one in ("REQUESTED", "CONFIRMED", "CHANGE_REQUESTED")] == [BOOKED] * 3
        assert [standing(one) for one in ("CHECKED_IN", "COMPLETED")] == [DONE] * 2


class TestNotPlaced:
    def test_whoever_is_enrolled_and_has_no_booking_gets_a_place_once_the_year_has_begun(self) -> None:
        assert not_placed(None, enrolled=True, own=False, begun=True) is None
        assert not_placed(None, enrolled=True, own=False, begun=False) is Placing.NOT_YET

    def test_the_others_are_told_apart(self) -> None:
        facts = {"enrolled": True, "own": False, "begun": True}
        assert not_placed(None, **facts | {"enrolled": False}) is Placing.NOT_ENROLLED
        assert not_placed("REQUESTED", **facts) is Placing.BOOKED
        assert not_placed("COMPLETED", **facts | {"own": True}) is Placing.EXAMINED
        assert not_placed(None, **facts | {"own": True}) is Placing.OWN_PLAN
        assert not_placed("MUST_REBOOK", **facts) is Placing.OFFERED
