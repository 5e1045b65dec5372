"""What a nutritionist used last is offered first, as long as little is typed (D5)."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.factories.diet_plans import FOODS, NOW, Table, a_table, some_foods
from tests.factories.exams import a_staff_member
from tests.listening import listening
from webapp.accounts.rules import Role
from webapp.diet_plans import queries, services
from webapp.diet_plans.models import DietFood, DietFoodUse
from webapp.diet_plans.rules.content import Meal
from webapp.diet_plans.rules.foods import edition, shipped
from webapp.kernel import clock
from webapp.kernel.db import db
from webapp.toolbox.words import Bilingual


@pytest.fixture(autouse=True)
def table(inside: Flask) -> Iterator[Table]:
    with clock.at(NOW):
        table = a_table()
        some_foods("RICE_GLUTINOUS_COOKED")
        services.start_draft(**table.writing)
        yield table


def use(table: Table, *codes: str) -> None:
    for minute, code in enumerate(codes):
        with clock.at(clock.now() + timedelta(minutes=minute + 1)):
            services.add_food(
                day=0, meal=Meal.LUNCH, food=code, amount=Decimal(50), unit="g", **table.writing
            )


def offered(table: Table, typed: str) -> list[str]:
    branch, staff = table.world.branch.id, table.nutritionist.id
    return [food.code for food in queries.foods_offered(typed, branch, staff_id=staff)]


def test_for_nothing_typed_the_latest_come_first(table: Table) -> None:
    assert offered(table, "") == []
    use(table, "EGG", "TOFU_FIRM", "MILK_WHOLE")
    use(table, "EGG")
    assert offered(table, " ")[0] == "MILK_WHOLE"
    with clock.at(NOW + timedelta(hours=1)):
        use(table, "EGG")
    assert offered(table, "") == ["EGG", "MILK_WHOLE", "TOFU_FIRM"]
    assert db.session.scalar(select(func.count()).select_from(DietFoodUse)) == 3


@pytest.mark.parametrize("typed", ["m", "t", "s", "米"])
def test_for_a_letter_or_two_those_that_match_come_before_the_others(table: Table, typed: str) -> None:
    *others, last = offered(table, typed)
    assert others
    named_so = {food.code for food in queries.search_foods(typed, table.world.branch.id, 100)}
    stranger = next(code for code in FOODS if code not in named_so)
    use(table, last, stranger)
    after = offered(table, typed)
    assert after[0] == last
    assert stranger not in after
    assert sorted(after) == sorted([*others, last])


@pytest.mark.parametrize("typed", ["米饭", "mifan", "egg", "mi fan", "tomato", "xlh"])
def test_what_was_typed_further_is_found_as_before(table: Table, typed: str) -> None:
    use(table, "RICE_GLUTINOUS_COOKED", "EGG")
    found = [food.code for food in queries.search_foods(typed, table.world.branch.id)]
    assert offered(table, typed) == found


def test_each_nutritionist_has_her_own(table: Table) -> None:
    use(table, "EGG")
    other = a_staff_member(table.world, Role.NUTRITIONIST)
    assert queries.foods_offered("", table.world.branch.id, staff_id=other.id) == []


def test_a_retired_food_is_offered_no_more(table: Table) -> None:
    use(table, "EGG")
    row = db.session.scalars(select(DietFood).where(DietFood.code == "EGG")).one()
    services.retire_food(row, actor_id="")
    assert offered(table, "") == offered(table, "eg") == []


def test_one_statement_for_nothing_typed_two_for_a_letter_one_for_a_word(table: Table, inside: Flask) -> None:
    use(table, "EGG")
    for typed, most in (("", 1), ("e", 2), ("egg", 1)):
        with listening(inside) as seen:
            offered(table, typed)
        assert len(seen) <= most


def test_it_takes_ten_milliseconds_at_most(table: Table) -> None:
    like = shipped()["TOMATO"]
    named = [replace(like, code=f"T{n}", name=Bilingual(f"西红柿{n}", f"Tomato {n}")) for n in range(300)]
    services.import_foods(named, filled_from=edition())
    at = clock.now()
    rows = [
        {
            "staff_id": table.nutritionist.id,
            "code": one.code,
            "branch_id": table.world.branch.id,
            "used_at": at,
        }
        for one in named
    ]
    db.session.execute(DietFoodUse.__table__.insert(), rows)  # type: ignore[attr-defined]
    for typed in ("", "x", "to"):
        times = []
        for _round in range(15):
            began = time.perf_counter()
            assert len(offered(table, typed)) == 8
            times.append(time.perf_counter() - began)
        assert min(times) < 0.010, (typed, times)  # other work on the machine lengthens most of them
