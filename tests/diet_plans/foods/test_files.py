"""Foods by file over HTTP: nothing is written before it is confirmed, and then once."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask

from tests.conftest import Act, SignIn
from tests.diet_plans.foods.test_views import Scene
from tests.factories import diet_plans as make
from webapp.diet_plans.rules.foods import Nutrient
from webapp.diet_plans.rules.foods.rows import from_text
from webapp.kernel import clock

HEAD = "中文名,英文名,类别,能量kcal,数值来源,过敏原"
NEW = '双黄蛋,Double-yolk egg,egg,150.5,"Our own table","EGG"'
CHANGED = '鸡蛋（净重）,"Hen\'s egg, shelled, raw",egg,144,Our own table,EGG'
FAULTY = "石头,Stone,stones,1,Our own table,"
SAME = '西兰花,"Broccoli, raw",vegetables,34,USDA SR28 11090,'


@pytest.fixture
def scene(app: Flask, act: Act, sign_in: SignIn) -> Iterator[Scene]:
    with clock.at(make.NOW):
        yield Scene(app, act, sign_in)


def send(scene: Scene, *rows: str, head: str = HEAD) -> Any:
    file = (io.BytesIO("\n".join([head, *rows]).encode()), "foods.csv")
    return scene.admin.post("/desk/diet/food-files", data={"file": file})


def confirm(scene: Scene, place: str) -> Any:
    shown = re.search(r'name="table" value="([^"]*)"', scene.admin.get(place).text)
    return scene.admin.post(f"{place}/confirm", data={"table": shown[1] if shown else ""})


class TestTakeInFoodFile:
    def test_each_row_says_what_it_would_do_and_nothing_is_written(self, scene: Scene) -> None:
        place = send(scene, NEW, CHANGED, FAULTY, SAME).location
        page = scene.admin.get(place).text
        for words in (
            "New food",
            "Energy: 143 kcal → 144 kcal",
            "group: The table does not know this word.",
            "As before",
            "Write 2 foods",
        ):
            assert words in page
        assert scene.row("Hen's egg, shelled, raw").revision == 1
        assert "石头" in scene.admin.get(f"{place}?state=FAULTY").text

    def test_the_same_file_again_is_the_same_import(self, scene: Scene) -> None:
        assert send(scene, NEW).location == send(scene, NEW).location

    @pytest.mark.parametrize("head", ["nothing,known", ""])
    def test_a_file_that_is_no_food_table_is_refused_with_a_sentence(self, scene: Scene, head: str) -> None:
        answer = send(scene, NEW, head=head)
        assert answer.status_code == 422
        assert 'class="sig act error"' in answer.text

    def test_without_a_file_it_says_so(self, scene: Scene) -> None:
        assert scene.admin.post("/desk/diet/food-files", data={}).status_code == 422

    def test_a_refused_file_leaves_the_form_its_key(self, scene: Scene) -> None:
        key = "a-key-of-one-form"
        for rows, status in (("nothing,known", 422), (f"{HEAD}\n{NEW}", 303)):
            file = (io.BytesIO(rows.encode()), "foods.csv")
            sent = scene.admin.post("/desk/diet/food-files", data={"file": file, "_key": key})
            assert sent.status_code == status

    def test_a_branch_brings_no_files_in(self, scene: Scene) -> None:
        assert scene.desk.get("/desk/diet/food-files").status_code == 403


class TestConfirmFoodFile:
    def test_what_was_shown_is_written_once(self, scene: Scene) -> None:
        place = send(scene, NEW, CHANGED, FAULTY).location
        assert confirm(scene, place).status_code == 303
        assert confirm(scene, place).status_code == 409
        assert scene.row("Hen's egg, shelled, raw").revision == 2
        food = from_text(scene.row("Double-yolk egg").row)
        assert food.per_100g[Nutrient.FAT] is None
        assert "Double-yolk egg" in scene.desk.get("/desk/diet/foods?q=shd").text
        assert "1 new food · 1 food changed" in scene.admin.get(place).text

    def test_a_table_that_moved_since_it_was_shown_is_looked_at_again(self, scene: Scene) -> None:
        place = send(scene, NEW).location
        shown = re.search(r'name="table" value="([^"]*)"', scene.admin.get(place).text)
        assert shown
        scene.admin.post(scene.at("Broccoli, raw", "/retire"))
        assert scene.admin.post(f"{place}/confirm", data={"table": shown[1]}).status_code == 409
        assert confirm(scene, place).status_code == 303

    def test_a_file_that_was_thrown_away_writes_nothing(self, scene: Scene) -> None:
        place = send(scene, NEW).location
        assert scene.admin.post(f"{place}/drop").status_code == 303
        assert confirm(scene, place).status_code == 409

    def test_the_table_as_it_was_downloaded_changes_nothing(self, scene: Scene) -> None:
        file = scene.admin.get("/desk/diet/food-files/table")
        assert file.mimetype == "text/csv"
        again = scene.admin.post("/desk/diet/food-files", data={"file": (io.BytesIO(file.data), "foods.csv")})
        assert "There is nothing to write." in scene.admin.get(again.location).text
