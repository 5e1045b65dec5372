"""What to buy, the week on one page, and the page without a network (D6)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

import pytest

from tests.diet_plans.test_views import Scene
from tests.diet_plans.test_views import text as page_of
from tests.factories import diet_plans as make
from webapp.diet_plans.presenters.meal import grams_words
from webapp.diet_plans.presenters.week import to_buy_words
from webapp.diet_plans.rules import document
from webapp.diet_plans.rules.content import Content, Item, Meal
from webapp.diet_plans.rules.foods import shipped
from webapp.diet_plans.rules.shopping import purchases
from webapp.diet_plans.rules.swaps import Swap
from webapp.kernel import clock
from webapp.kernel.i18n import speaking

FOODS = shipped()
BOX = re.compile(
    r'<label class="pick" for="([^"]+)"><input type="checkbox" name="tick" id="([^"]+)" data-tick="([^"]*)"><span>([^<]+)'
)
POWER = re.compile(r"\dE[+-]?\d")
RICE = Item("a", "RICE_WHITE_COOKED", Decimal(1), "bowl")


class TestPurchases:
    def test_the_same_food_is_summed_for_everybody_to_the_gram(self):
        (found,) = purchases([(RICE, FOODS), (Item("b", RICE.food, Decimal("0.5"), "bowl"), FOODS)], 3)
        assert (found.grams, found.amount, found.unit) == (675, Decimal("4.5"), "bowl")

    def test_different_measures_are_said_in_grams_alone(self):
        (found,) = purchases([(RICE, FOODS), (Item("b", RICE.food, Decimal(10)), FOODS)], 1)
        assert (found.grams, found.amount) == (160, None)

    def test_peel_and_bone_are_bought_too_where_the_share_is_known(self):
        code = next(c for c, f in FOODS.items() if f.edible_percent and f.edible_percent < 100)
        (found,) = purchases([(Item("a", code, Decimal(100)), FOODS)], 1)
        assert found.to_buy * FOODS[code].edible_percent == 100 * 100
        unknown = next(c for c, f in FOODS.items() if f.edible_percent is None)
        (found,) = purchases([(Item("a", unknown, Decimal(100)), FOODS)], 1)
        assert found.to_buy is None


class TestAmounts:
    @pytest.mark.parametrize(
        ("grams", "words"), [("5.1E+2", "510 g"), ("8.0", "8 g"), ("9.25", "9.3 g"), ("1E+4", "10,000 g")]
    )
    def test_a_weight_is_a_plain_number_in_both_languages(self, grams, words):
        with speaking("en"):
            assert grams_words(Decimal(grams)) == words
        with speaking("zh-Hans"):
            assert grams_words(Decimal(grams)) == words.replace("g", "克")

    def test_what_is_kept_of_a_swap_or_a_plan_is_plain_too(self):
        assert Swap(FOODS["EGG"], Decimal("1E+2")).as_json()["grams"] == "100"
        plan = Content().with_item(0, Meal.LUNCH, Item("a", "EGG", Decimal("1.5E+2")))
        assert '"amount":"150"' in document.write(plan)


@pytest.fixture
def scene(app, act, sign_in) -> Iterator[Scene]:
    with clock.at(make.NOW):
        found = Scene(app, act, sign_in)
        found.published()
        yield found


class TestToBuy:
    @pytest.mark.parametrize(("grams", "words"), [("9.195", "10 g"), ("0.4", "1 g"), ("398", "398 g")])
    def test_it_is_said_in_whole_grams_however_little_it_is(self, house, grams, words):
        with house.test_request_context(), speaking("en"):
            assert to_buy_words(Decimal(grams)) == words


class TestShopping:
    def test_the_list_sums_the_chosen_days_for_the_household(self, scene):
        page = page_of(scene.phone.get("/diet/shopping?day=2026-11-24&day=2026-11-25&people=2"))
        assert "Cooked white rice · 600 g" in page
        assert "4 bowls" in page
        assert page.index("For 2 days, 2 people: change") < page.index("4 bowls")  # the choice stands above

    def test_every_box_is_named_and_no_amount_is_written_in_powers_of_ten(self, scene):
        for language in ("en", "zh-Hans"):
            scene.phone.post("/language", data={"language": language, "back": "/"})
            page = page_of(scene.phone.get("/diet/shopping?people=10"))
            boxes = BOX.findall(page)
            assert len(boxes) == 2
            assert all(outer == inner and words.strip() for outer, inner, _tick, words in boxes)
            assert [tick for _outer, _inner, tick, _words in boxes] == ["RICE_WHITE_COOKED 10500", "EGG 3500"]
            assert not POWER.search(page)
            assert "10,500" in page

    @pytest.mark.parametrize("odd", ["people=-3", "people=x", "people=999999", "day=x", "day=2020-01-01"])
    def test_odd_choices_are_left_out(self, scene, odd):
        assert scene.phone.get(f"/diet/shopping?{odd}").status_code == 200

    def test_the_week_shows_every_day_with_amounts(self, scene):
        page = page_of(scene.phone.get("/diet/week"))
        assert page.count("Cooked white rice") == 7
        assert scene.desk.get("/diet/week").status_code == 403

    def test_the_page_without_a_network_holds_nobodys_meals(self, scene):
        assert "Cooked white rice" not in page_of(scene.phone.get("/diet/offline"))
