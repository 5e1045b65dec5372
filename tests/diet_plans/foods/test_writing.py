"""A food is changed by revisions, retired and never deleted; published plans know nothing of it (D1)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import pytest
from flask import Flask
from sqlalchemy import delete, select
from sqlalchemy.exc import DatabaseError

from tests.factories.diet_plans import NOW, Table, a_published_plan, a_table
from webapp.diet_plans import queries, services
from webapp.diet_plans.models import DietFood, DietPlanVersion, MealLog
from webapp.diet_plans.queries import FoodList
from webapp.diet_plans.queries.versions import what_it_says
from webapp.diet_plans.refusals import StaleFood
from webapp.diet_plans.rules import document
from webapp.diet_plans.rules.adherence import Mark
from webapp.diet_plans.rules.foods import Food, Nutrient, shipped
from webapp.diet_plans.services.following import Said
from webapp.kernel import clock
from webapp.kernel.db import db
from webapp.kernel.errors import NotYours
from webapp.toolbox.words import Bilingual


@pytest.fixture(autouse=True)
def table(inside: Flask) -> Iterator[Table]:
    with clock.at(NOW):
        yield a_table()


def row(code: str) -> DietFood:
    found = db.session.scalar(select(DietFood).where(DietFood.code == code))
    assert found
    db.session.refresh(found)
    return found


def soup(name: str = "三鲜汤") -> Food:
    known = shipped()["TOMATO"]
    return replace(known, name=Bilingual(zh=name, en="House soup"), aliases=(), initials=(), sounds=())


def found(typed: str, branch_id: str) -> list[str]:
    return [food.name.zh for food in queries.search_foods(typed, branch_id)]


class TestAddToFoodTable:
    def test_a_branchs_food_is_found_at_that_branch_only(self, table: Table) -> None:
        food_id = services.add_to_food_table(soup(), branch_id=table.world.branch.id, actor_id="")
        assert found("sxt", table.world.branch.id) == ["三鲜汤"]
        assert found("sxt", "another") == []
        with pytest.raises(NotYours):
            queries.food(food_id, branch_id="another")

    def test_headquarters_food_is_found_everywhere_by_the_pinyin_nobody_typed(self) -> None:
        services.add_to_food_table(soup(), branch_id=None, actor_id="")
        assert found("sanxian", "another") == ["三鲜汤"]

    def test_a_code_of_another_branch_is_no_food_here(self, table: Table) -> None:
        food_id = services.add_to_food_table(soup(), branch_id=table.world.branch.id, actor_id="")
        code = queries.food(food_id, branch_id="").code
        assert set(queries.foods([code], table.world.branch.id)) == {code}
        assert queries.foods([code], "another") == {}


class TestChangeFood:
    def test_a_change_is_a_revision_and_the_old_words_stay_in_the_history(self) -> None:
        egg = shipped()["EGG"]
        services.change_food(row("EGG"), replace(egg, aliases=("蛋蛋",)), revision=1, actor_id="")
        assert [one.revision for one in queries.food_history(row("EGG").id)] == [2, 1]
        assert found("蛋蛋", "") == [egg.name.zh]

    def test_who_read_an_older_revision_is_told_and_overwrites_nothing(self) -> None:
        services.change_food(row("EGG"), shipped()["EGG"], revision=1, actor_id="")
        with pytest.raises(StaleFood):
            services.change_food(row("EGG"), soup(), revision=1, actor_id="")
        assert row("EGG").name_en == "Hen's egg, shelled, raw"


class TestRetireFood:
    def test_a_retired_food_is_never_found_but_drafts_still_read_it(self) -> None:
        services.retire_food(row("EGG"), actor_id="")
        assert found("鸡蛋", "") == []
        assert found("hen", "") == []
        assert queries.foods_to_exchange(["meat_egg"], "").get("EGG") is None
        assert set(queries.foods(["EGG"], "")) == {"EGG"}

    def test_it_stays_retired_when_it_is_changed_or_imported_again(self) -> None:
        services.retire_food(row("EGG"), actor_id="")
        services.change_food(row("EGG"), shipped()["EGG"], revision=2, actor_id="")
        services.import_foods([replace(shipped()["EGG"], aliases=("蛋蛋",))])
        assert found("蛋蛋", "") == []

    def test_it_can_be_brought_back(self) -> None:
        services.retire_food(row("EGG"), actor_id="")
        services.bring_food_back(row("EGG"), actor_id="")
        assert found("hen", "") == ["鸡蛋（净重）"]
        assert row("EGG").revision == 3

    def test_the_database_deletes_no_food(self) -> None:
        with pytest.raises(DatabaseError):
            db.session.execute(delete(DietFood))


class TestFoodList:
    def test_each_list_holds_its_own(self, table: Table) -> None:
        branch = table.world.branch.id
        services.add_to_food_table(soup(), branch_id=branch, actor_id="")
        services.retire_food(row("EGG"), actor_id="")

        def names(branch_id: str, shown: FoodList, words: str = "") -> set[str]:
            rows = queries.food_list(branch_id=branch_id, shown=shown, words=words).rows
            return {one.name_en for one in rows}

        assert names(branch, FoodList.OWN) == {"House soup"}
        assert names("another", FoodList.OWN) == set()
        assert names("", FoodList.OWN) == {"House soup"}
        assert names(branch, FoodList.RETIRED) == {"Hen's egg, shelled, raw"}
        assert names(branch, FoodList.HEADQUARTERS, "xlh") == {"Broccoli, raw"}


class TestImmutability:
    def test_no_change_of_a_food_touches_a_published_version_or_a_log(self, table: Table) -> None:
        version = a_published_plan(table)
        services.mark_meal(
            client_id=table.client.id,
            day=clock.today(),
            meal=next(iter(queries.meals_on(client_id=table.client.id, day=clock.today()))).meal,
            said=Said(Mark.DONE),
            actor_id="",
        )
        before = fingerprints()
        dear = replace(shipped()["EGG"], per_100g={nutrient: Decimal(999) for nutrient in Nutrient})
        services.change_food(row("EGG"), dear, revision=1, actor_id="")
        services.import_foods([replace(dear, code="RICE_WHITE_COOKED")])
        services.retire_food(row("EGG"), actor_id="")
        services.retire_food(row("RICE_WHITE_COOKED"), actor_id="")
        services.import_foods(shipped().values())
        what_it_says.cache_clear()
        assert fingerprints() == before
        plan = queries.effective_plan(table.client.id)
        assert plan
        assert plan.version.id == version.id
        assert plan.foods["EGG"] == shipped()["EGG"]


def fingerprints() -> list[tuple[str, ...]]:
    """Give id, kept hash and the hash of what is kept now of every version, and every log."""
    db.session.expire_all()
    versions = [
        (one.id, one.content_hash, document.fingerprint(one.content), one.status, str(one.food_table))
        for one in db.session.scalars(select(DietPlanVersion).order_by(DietPlanVersion.id))
    ]
    assert all(kept == now for _id, kept, now, *_more in versions)
    logs = [
        (one.id, one.version_id, str(one.day), one.meal, one.mark, str(one.swaps), str(one.marked_at))
        for one in db.session.scalars(select(MealLog).order_by(MealLog.id))
    ]
    assert versions
    assert logs
    return [*versions, *logs]
