"""Nobody is told apart: an attacker who knows the rule, the roster's size and every published cell (S6)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import combinations, pairwise, product
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from webapp.groups.rules.disclosure import LEAST, Blocks, Told, at_least, tell
from webapp.groups.rules.population import counted, may_stand_beside
from webapp.groups.rules.report import LEAST_PEOPLE
from webapp.groups.rules.tables import Table, tables

LEVELS: dict[str, tuple[Blocks, ...]] = {table.code: table.levels for table in tables()}
Rule = Callable[[Mapping[str | None, int], Sequence[Blocks]], object]


def worlds(size: int, parts: int) -> Iterator[tuple[int, ...]]:
    """Give every way in which `size` people can fall into `parts` classes."""
    if parts == 1:
        yield (size,)
        return
    for first in range(size + 1):
        yield from ((first, *rest) for rest in worlds(size - first, parts - 1))


def possible(rule: Rule, levels: tuple[Blocks, ...], size: int) -> dict[object, list[tuple[int, ...]]]:
    """Give publication → all worlds that lead to it: what the attacker cannot tell apart.

    The last number of a world is those of whom nothing is known.
    """
    classes = [*(block[0] for block in levels[0]), None]
    found: dict[object, list[tuple[int, ...]]] = {}
    for world in worlds(size, len(classes)):
        found.setdefault(rule(dict(zip(classes, world, strict=True)), levels), []).append(world)
    return found


def narrowed(rule: Rule, levels: tuple[Blocks, ...], size: int) -> list[object]:
    """Give the publications that pin a group of one to four people, or leave under five values for it."""
    wrong = []
    for published, left in possible(rule, levels, size).items():
        for values in (set(column) for column in zip(*left, strict=True)):
            certain = len(values) == 1 and min(values) >= LEAST
            if not certain and (len(values) < LEAST or values <= {1, 2, 3, 4}):
                wrong.append((published, values))
    return wrong


def primary_only(counts: Mapping[str | None, int], levels: Sequence[Blocks]) -> object:
    """The negative control: small cells are starred, and nothing else is done; the total is known."""
    return tuple(counts.get(block[0], 0) if counts.get(block[0], 0) >= LEAST else None for block in levels[0])


class TestTell:
    @pytest.mark.parametrize("size", [10, 13, 16])
    @pytest.mark.parametrize("code", ["sex", "smoking", "bmi", "bp"])
    def test_whoever_knows_the_rule_and_tries_all_worlds_narrows_nobody_down(
        self, code: str, size: int
    ) -> None:
        assert narrowed(tell, LEVELS[code], size) == []

    def test_stars_alone_would_be_found_out(self) -> None:
        assert narrowed(primary_only, LEVELS["smoking"], 16)

    def test_no_block_and_no_rest_is_under_five(self) -> None:
        for code, size in (("smoking", 14), ("waist", 17)):
            for told in possible(tell, LEVELS[code], size):
                if isinstance(told, Told):
                    assert len(told.blocks) > 1
                    assert all(LEAST <= number <= size - LEAST for _, number in told.blocks)
                    assert told.people == size

    def test_a_small_class_is_told_with_its_neighbours(self) -> None:
        told = tell({"never": 12, "former": 2, "current": 7}, LEVELS["smoking"])
        assert told == Told(((("never", "former"), 14), (("current",), 7)))

    def test_a_table_whose_coarsest_block_is_small_is_not_told(self) -> None:
        assert tell({"never": 20, "current": 4}, LEVELS["smoking"]) is None

    def test_five_is_enough_and_four_is_not(self) -> None:
        assert tell({"female": 5, "male": 5}, LEVELS["sex"])
        assert tell({"female": 6, "male": 4}, LEVELS["sex"]) is None

    def test_unknown_people_stand_apart_when_there_are_five_of_them(self) -> None:
        assert tell({"female": 6, "male": 6, None: 5}, LEVELS["sex"]) == Told(
            ((("female",), 6), (("male",), 6)), 5
        )
        assert tell({"female": 6, "male": 6, None: 4}, LEVELS["sex"]) == Told(
            ((("female",), 10), (("male",), 6))
        )


@st.composite
def populations(draw: st.DrawFn) -> list[dict[str, str]]:
    """Draw people with a class in each of three tables, often alike."""
    codes = ("sex", "smoking", "bmi")
    classes = [[block[0] for block in LEVELS[code][0]] for code in codes]
    common = draw(st.tuples(*(st.sampled_from(names) for names in classes)))
    one = st.one_of(st.just(common), st.tuples(*(st.sampled_from(names) for names in classes)))
    people = draw(st.lists(one, min_size=10, max_size=40))
    return [dict(zip(codes, person, strict=True)) for person in people]


def blocks_of(people: list[dict[str, str]], code: str) -> list[int]:
    """Give the sizes of the blocks that are told of a table."""
    counts: dict[str | None, int] = {}
    for person in people:
        counts[person[code]] = counts.get(person[code], 0) + 1
    told = tell(counts, LEVELS[code])
    return [number for _, number in told.blocks] if told else []


class TestCombine:
    @settings(max_examples=50, deadline=None)
    @given(populations())
    def test_two_tables_together_leave_every_crossing_six_values_wide(
        self, people: list[dict[str, str]]
    ) -> None:
        size = len(people)
        for one, other in combinations(("sex", "smoking", "bmi"), 2):
            for a, b in product(blocks_of(people, one), blocks_of(people, other)):
                least, most = max(0, a + b - size), min(a, b)
                assert most - least >= LEAST
                assert most >= LEAST

    @settings(max_examples=50, deadline=None)
    @given(populations())
    def test_no_sum_or_difference_of_cells_is_about_one_to_four_people(
        self, people: list[dict[str, str]]
    ) -> None:
        cells = blocks_of(people, "bmi")
        for size in range(1, len(cells) + 1):
            for some in combinations(cells, size):
                assert sum(some) >= LEAST
                assert len(people) - sum(some) >= LEAST or len(some) == len(cells)


def in_order(ids: Iterable[str], seed: int = 1) -> list[str]:
    """Draw lots that a test can repeat."""
    people = sorted(ids)
    Random(seed).shuffle(people)
    return people


@st.composite
def rosters(draw: st.DrawFn) -> list[frozenset[str]]:
    """Draw who was assessed in some years: people come and go."""
    here = {f"p{number}" for number in range(draw(st.integers(12, 30)))}
    years = [frozenset(here)]
    for year in range(draw(st.integers(1, 3))):
        gone = draw(st.sets(st.sampled_from(sorted(here)), max_size=min(8, len(here) - 1)))
        here = (here - gone) | {f"y{year}-{number}" for number in range(draw(st.integers(0, 8)))}
        years.append(frozenset(here))
    return years


class TestCounted:
    @settings(max_examples=60, deadline=None)
    @given(rosters(), st.integers(0, 99))
    def test_the_people_of_two_years_never_differ_by_one_to_four(
        self, years: list[frozenset[str]], seed: int
    ) -> None:
        released: list[frozenset[str]] = []
        for assessed in years:
            people = counted(assessed, released, partial(in_order, seed=seed))
            assert people <= assessed
            assert may_stand_beside(people, released)
            for before in released:
                assert len(people - before) not in range(1, LEAST)
                assert len(before - people) not in range(1, LEAST)
            if len(people) >= LEAST_PEOPLE:
                released.append(people)

    def test_without_the_rule_the_one_who_left_would_be_found(self) -> None:
        before, now = frozenset("abcdefghijkl"), frozenset("abcdefghijk")
        assert len(before - now) == 1
        assert not may_stand_beside(now, [before])
        assert len(before - counted(now, [before], in_order)) == LEAST

    def test_leaving_some_out_for_one_year_is_looked_at_again_for_the_other(self) -> None:
        old, young = set("abcdefghijkl"), set("abcdefg") | set("vwxyz")
        people = counted((old | young) - {"a"}, [old, young], lambda ids: sorted(ids, reverse=True))
        assert people
        assert may_stand_beside(people, [frozenset(old), frozenset(young)])

    def test_a_year_like_the_last_one_counts_everybody(self) -> None:
        people = frozenset("abcdefghijkl")
        assert counted(people, [people], in_order) == people

    def test_four_new_people_wait_for_a_fifth(self) -> None:
        people = frozenset("abcdefghijkl")
        assert counted(people | set("1234"), [people], in_order) == people
        assert counted(people | set("12345"), [people], in_order) == people | set("12345")


class TestAtLeast:
    def test_counts_of_taking_part_are_told_in_fives(self) -> None:
        assert [at_least(number) for number in (0, 4, 5, 23)] == [0, 0, 5, 20]


class TestLevels:
    @pytest.mark.parametrize("table", tables(), ids=lambda table: table.code)
    def test_each_level_only_puts_classes_of_the_finer_one_together(self, table: Table) -> None:
        levels = LEVELS[table.code]
        assert [block for block in levels[0] if len(block) > 1] == []
        assert all(len(level) > 1 for level in levels)
        for fine, coarse in pairwise(levels):
            assert len(coarse) < len(fine)
            assert all(any(set(block) <= set(whole) for whole in coarse) for block in fine)

    @pytest.mark.parametrize("table", tables(), ids=lambda table: table.code)
    def test_every_level_tells_the_problem_and_names_its_blocks(self, table: Table) -> None:
        for level in table.levels:
            for block in level:
                assert not table.problem & set(block) or table.problem >= set(block)
                assert len(block) == 1 or "+".join(block) in table.gathered
