"""The food table as a file: what was given out comes back unchanged; what cannot be is refused in its column."""

from __future__ import annotations

from decimal import Decimal

import pytest

from webapp.diet_plans.rules.foods import Nutrient, shipped
from webapp.diet_plans.rules.foods.files import Read, RowFault, RowState, Words, cells, read, titles
from webapp.toolbox.sheets import Unreadable

KNOWN = {code: shipped()[code] for code in ("EGG", "BROCCOLI", "STEAMED_BUN", "OIL_SESAME", "APPLE")}
WORDS = Words(
    groups=frozenset({food.group for food in KNOWN.values()}),
    exchanges=frozenset({food.exchange_group for food in KNOWN.values()} - {""}),
    allergens=frozenset({"EGG", "WHEAT", "SESAME"}),
)


def rows(**changes: str) -> list[Read]:
    """Read the row of an egg with other cells."""
    said = dict(zip(titles(), cells(KNOWN["EGG"]), strict=True)) | changes
    return read([["My foods"], list(said), list(said.values())], KNOWN, WORDS)


class TestRead:
    def test_what_was_given_out_comes_back_unchanged(self) -> None:
        file = [titles(), *(cells(food) for food in KNOWN.values())]
        assert [(one.state, one.food) for one in read(file, KNOWN, WORDS)] == [
            (RowState.SAME, food) for food in KNOWN.values()
        ]

    def test_an_empty_figure_is_unknown_and_a_missing_column_changes_nothing(self) -> None:
        (one,) = rows(钠mg="", 数值来源="Our own table")
        assert one.food
        assert (one.state, one.food.per_100g[Nutrient.SODIUM]) == (RowState.CHANGED, None)
        (named,) = read(
            [["Chinese name", "English name"], ["鸡蛋（净重）", "hen's EGG, shelled, raw"]], KNOWN, WORDS
        )
        assert named.food
        assert named.food.per_100g == KNOWN["EGG"].per_100g

    def test_a_row_without_a_code_whose_names_nobody_bears_is_new(self) -> None:
        (one,) = rows(编码="", 中文名="双黄蛋", 数值来源="Our own table", 能量kcal="150.5")
        assert one.food
        assert (one.state, one.food.per_100g[Nutrient.ENERGY]) == (RowState.NEW, Decimal("150.5"))

    @pytest.mark.parametrize(
        ("column", "cell", "fault"),
        [
            ("编码", "NOBODY", RowFault.UNKNOWN_WORD),
            ("中文名", "", RowFault.MISSING),
            ("英文名", "e" * 121, RowFault.TOO_LONG),
            ("类别", "stones", RowFault.UNKNOWN_WORD),
            ("钠mg", "much", RowFault.NO_FIGURE),
            ("钠mg", "-1", RowFault.NO_FIGURE),
            ("可食部%", "0", RowFault.NO_FIGURE),
            ("过敏原", "DUST", RowFault.UNKNOWN_WORD),
            ("交换类别", "staple", RowFault.UNKNOWN_WORD),
            ("家用单位", "碗 bowl", RowFault.NO_UNIT),
            ("钠mg", "143", RowFault.NOT_CITED),
        ],
    )
    def test_a_cell_that_cannot_be_stops_its_row_and_is_named(
        self, column: str, cell: str, fault: RowFault
    ) -> None:
        (one,) = rows(**{column: cell})
        assert (one.state, one.food, one.fault) == (RowState.FAULTY, None, fault)

    def test_the_second_row_of_one_food_is_refused(self) -> None:
        egg = cells(KNOWN["EGG"])
        assert [one.state for one in read([titles(), egg, egg], KNOWN, WORDS)] == [
            RowState.SAME,
            RowState.FAULTY,
        ]

    @pytest.mark.parametrize("head", [[], [["a", "b"]], [["Chinese name", "中文名", "English name"]]])
    def test_a_file_that_is_no_food_table_is_refused_as_a_whole(self, head: list[list[str]]) -> None:
        with pytest.raises(Unreadable):
            read(head, KNOWN, WORDS)
