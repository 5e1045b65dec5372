"""The nutritionist's pages."""

from webapp.diet_plans.desk import (
    editing,
    food_files,
    foods,
    history,
    lists,
    load,
    publishing,
    talking,
    templates,
    texts,
    warnings,
)
from webapp.diet_plans.desk.blueprint import desk

__all__ = [
    "desk",
    "editing",
    "food_files",
    "foods",
    "history",
    "lists",
    "load",
    "publishing",
    "talking",
    "templates",
    "texts",
    "warnings",
]
