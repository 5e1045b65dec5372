"""The food table's pages: headquarters keeps all, a branch keeps its own; unknown and unverified are said."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.conftest import Act, SignIn, new_client
from tests.factories import diet_plans as make
from tests.factories.exams import a_staff_member
from webapp.accounts.rules import Role
from webapp.clients.rules import IN_FOOD
from webapp.diet_plans.models import DietFood
from webapp.diet_plans.rules.foods import Nutrient, Part
from webapp.diet_plans.rules.foods.rows import from_text
from webapp.kernel import clock
from webapp.kernel.db import db

SOUP = {
    "revision": "0",
    "name_zh": "三鲜汤",
    "name_en": "House soup",
    "aliases": "鲜汤，三鲜",
    "group": "vegetables",
    "energy_kcal": "50",
    "protein_g": "3",
    "source": "Our kitchen's label",
    "allergens": ["EGG", "SESAME"],
    "exchange_group": "",
    "units": "碗 bowl 250",
}


class Scene:
    """A nutritionist and headquarters, each signed in, and a few foods."""

    def __init__(self, app: Flask, act: Act, sign_in: SignIn) -> None:
        self.app = app
        with act():
            table = make.a_table()
            admin = a_staff_member(table.world, Role.HQ_ADMIN).account_id
        self.desk = sign_in(new_client(app), table.nutritionist.account_id)
        self.admin = sign_in(new_client(app), admin)

    def row(self, name_en: str) -> DietFood:
        with self.app.app_context():
            found = db.session.scalar(select(DietFood).where(DietFood.name_en == name_en))
            assert found
            return found

    def at(self, name_en: str, what: str = "") -> str:
        return f"/desk/diet/foods/{self.row(name_en).id}{what}"


@pytest.fixture
def scene(app: Flask, act: Act, sign_in: SignIn) -> Iterator[Scene]:
    with clock.at(make.NOW):
        yield Scene(app, act, sign_in)


def add(browser: FlaskClient, **changes: Any) -> Any:
    return browser.post("/desk/diet/foods/new", data={**SOUP, **changes})


class TestFoodTable:
    def test_it_lists_foods_and_finds_them_as_the_editor_does(self, scene: Scene) -> None:
        assert "Broccoli, raw" in scene.desk.get("/desk/diet/foods").text
        page = scene.desk.get("/desk/diet/foods?q=xlh").text
        assert "Broccoli, raw" in page
        assert "Tomato" not in page

    def test_each_allergen_is_offered_once_by_the_name_the_record_has(self, scene: Scene) -> None:
        page = scene.desk.get("/desk/diet/foods/new", headers={"Accept-Language": "en"}).text
        found = re.findall(r'name="allergens"[^>]*value="(\w+)"', page)
        assert found == [one.value for one in IN_FOOD]

    def test_it_says_what_is_unknown(self, scene: Scene) -> None:
        row = scene.desk.get("/desk/diet/foods?q=steamed").text
        assert "Figures unknown" in row

    @pytest.mark.parametrize("asked", ["shown=nothing", "shown=retired&q=%25", "after=x"])
    def test_odd_questions_get_a_list(self, scene: Scene, asked: str) -> None:
        assert scene.desk.get(f"/desk/diet/foods?{asked}").status_code == 200


class TestFood:
    def test_each_value_says_where_it_comes_from(self, scene: Scene) -> None:
        page = scene.desk.get(scene.at("Broccoli, raw")).text
        for words in ("USDA SR28 11090", "verified", "Customary household amount", "unverified", "34 kcal"):
            assert words in page

    def test_unknown_is_never_shown_as_nought(self, scene: Scene) -> None:
        page = scene.desk.get(scene.at("Steamed bun")).text
        assert page.count("<dd>unknown</dd>") == len(Nutrient) + 2

    def test_a_nutritionist_reads_headquarters_foods_and_changes_none(self, scene: Scene) -> None:
        here = scene.at("Broccoli, raw")
        assert "/edit" not in scene.desk.get(here).text
        assert scene.desk.get(f"{here}/edit").status_code == 404
        assert scene.desk.post(f"{here}/edit", data=SOUP).status_code == 404
        assert scene.desk.post(f"{here}/retire").status_code == 404


class TestKeepNewFood:
    def test_a_branchs_food_is_kept_with_its_source_and_unknown_figures(self, scene: Scene) -> None:
        assert add(scene.desk).status_code == 303
        food = from_text(scene.row("House soup").row)
        assert food.per_100g[Nutrient.FAT] is None
        assert (food.aliases, food.initials) == (("鲜汤", "三鲜"), ("sxt", "xt", "sx"))
        assert food.allergens == {"EGG", "SESAME"}
        assert (food.units[0].code, food.units[0].grams) == ("bowl", 250)
        assert (food.source, food.origin(Part.FIGURES).verified) == ("Our kitchen's label", False)
        page = scene.desk.get(scene.at("House soup")).text
        assert "Some figures unknown" in page
        rest = page.replace("康约", "").replace(">中<", "")
        assert not re.search(r"[\u3400-\u9fff]", re.sub(r'<[^>]*lang="zh[^>]*>[^<]*', "", rest))

    @pytest.mark.parametrize(
        ("field", "typed"),
        [
            ("name_zh", ""),
            ("name_en", "三鲜汤"),
            ("energy_kcal", "much"),
            ("energy_kcal", "-1"),
            ("energy_kcal", "NaN"),
            ("edible_percent", "101"),
            ("units", "碗"),
            ("units", "碗 bowl 0"),
            ("units", "碗 bowl 250\n大碗 bowl 300"),
            ("group", "stones"),
            ("allergens", "DUST"),
            ("exchange_group", "fruit"),
            ("source", ""),
            ("source", "USDA SR28 11090"),
            ("aliases", "名" * 31),
        ],
    )
    def test_what_cannot_be_is_refused_at_its_field_and_nothing_is_lost(
        self, scene: Scene, field: str, typed: str
    ) -> None:
        answer = add(scene.desk, **{field: typed})
        assert answer.status_code == 422
        assert 'class="sig act error"' in answer.text
        assert "House soup" in answer.text or field == "name_en"


class TestKeepFood:
    def test_headquarters_changes_a_food_and_figures_that_are_no_longer_cited_name_another_source(
        self, scene: Scene
    ) -> None:
        here = scene.at("Broccoli, raw", "/edit")
        typed = filled(scene.admin, here) | {"energy_kcal": "35"}
        answer = scene.admin.post(here, data=typed)
        assert answer.status_code == 422
        assert "These are not the figures of that source." in answer.text
        assert scene.admin.post(here, data=typed | {"source": "Our own table"}).status_code == 303
        assert scene.row("Broccoli, raw").revision == 2

    def test_who_comes_second_is_told_and_keeps_what_was_typed(self, scene: Scene) -> None:
        here = scene.at("Broccoli, raw", "/edit")
        typed = filled(scene.admin, here)
        assert scene.admin.post(here, data=typed).status_code == 303
        second = scene.admin.post(here, data=typed | {"name_en": "Broccoli florets"})
        assert second.status_code == 409
        assert "Broccoli florets" in second.text

    def test_saving_a_food_as_it_is_changes_no_value(self, scene: Scene) -> None:
        before = from_text(scene.row("Broccoli, raw").row)
        here = scene.at("Broccoli, raw", "/edit")
        assert scene.admin.post(here, data=filled(scene.admin, here)).status_code == 303
        assert from_text(scene.row("Broccoli, raw").row) == before


class TestRetireFood:
    def test_headquarters_retires_a_food_and_brings_it_back(self, scene: Scene) -> None:
        here = scene.at("Broccoli, raw")
        assert scene.admin.post(f"{here}/retire").status_code == 303
        assert "Broccoli, raw" not in scene.desk.get("/desk/diet/foods?q=xlh").text
        assert "Broccoli, raw" in scene.desk.get("/desk/diet/foods?shown=retired").text
        assert scene.admin.post(f"{here}/bring-back").status_code == 303
        assert "Broccoli, raw" in scene.desk.get("/desk/diet/foods?q=xlh").text


def filled(browser: FlaskClient, path: str) -> dict[str, Any]:
    """Give what the form of a food holds when it is opened."""
    from tests.fuzz.forms import drawn
    from tests.fuzz.test_every_route import as_drawn

    read: Callable[[Any], dict[str, Any]] = as_drawn
    return read(next(form for form in drawn(browser.get(path).text, path) if form.path == path))
