"""Figures and amounts as people read them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from webapp.diet_plans.presenters.totals import target
from webapp.diet_plans.presenters.words import amount, household, text, unknown_note, weight
from webapp.diet_plans.rules.content import Item
from webapp.diet_plans.rules.foods import shipped as table
from webapp.diet_plans.rules.nutrition import Band, Total
from webapp.kernel.i18n import speaking
from webapp.toolbox.words import Bilingual


class TestAmount:
    def test_an_exact_total_is_a_figure_and_an_unsure_one_a_lower_bound(self) -> None:
        assert amount(Total(Decimal("1450.4"), 14, 0)) == "1,450"
        assert amount(Total(Decimal(1450), 14, 2)) == "≥ 1,450"

    @pytest.mark.parametrize("spoken", ["en", "zh-Hans"])
    def test_totals_targets_and_weights_set_off_thousands_alike(self, spoken: str) -> None:
        with speaking(spoken):
            assert amount(Total(Decimal(1750), 1, 0)) == "1,750"
            assert target(Band(Decimal(1700), Decimal(1900)), "kcal") == "1,700–1,900 kcal"
            assert weight(Item("k", "EGG", Decimal(1750), "g"), table()) == "1,750 g"

    def test_when_nothing_is_known_no_figure_is_shown(self) -> None:
        assert amount(Total(Decimal(0), 2, 2)) == "—"

    def test_unknown_foods_are_counted_in_words(self) -> None:
        with speaking("en"):
            assert unknown_note(Total(Decimal(1450), 14, 2)) == "2 of 14 foods unknown"


class TestHousehold:
    @pytest.mark.parametrize(
        ("food", "count", "unit", "english"),
        [
            ("RICE_WHITE_COOKED", "1", "bowl", "1 bowl"),
            ("RICE_WHITE_COOKED", "1.5", "bowl", "1.5 bowls"),
            ("SEA_BASS", "1", "half_fish", "half fish"),
            ("EGG", "2", "half", "2 halves"),
            ("OYSTER_MUSHROOM", "2", "bunch", "2 bunches"),
            ("EGG", "50", "g", ""),
        ],
    )
    def test_amounts_are_said_as_in_a_kitchen(self, food: str, count: str, unit: str, english: str) -> None:
        with speaking("en"):
            assert household(Item("k", food, Decimal(count), unit), table()) == english


class TestText:
    def test_a_text_in_the_other_language_is_marked(self) -> None:
        with speaking("en"):
            assert text(Bilingual(zh="少盐", en="")).lang == "zh-Hans"
            assert text(Bilingual(zh="少盐", en="Less salt")).lang == ""
