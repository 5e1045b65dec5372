"""The food table that comes with the program, `data/foods.json`: what fills an empty database."""

from __future__ import annotations

from functools import cache

from webapp.diet_plans.rules.foods.food import Table
from webapp.diet_plans.rules.foods.rows import read_food
from webapp.toolbox.packaged import data


@cache
def shipped() -> Table:
    """Give the shipped foods by code. Pages ask the database; this is for filling it, and for pure rules' tests."""
    return {raw["code"]: read_food(raw) for raw in data("diet_plans", "foods")["foods"]}


def edition() -> str:
    """Give the name and number of the shipped table."""
    raw = data("diet_plans", "foods")
    return f"{raw['table']} {raw['version']}"
