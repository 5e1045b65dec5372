"""The nutritionist's pages."""

from webapp.diet_plans.desk import (
    diary,
    editing,
    food_files,
    foods,
    history,
    lists,
    load,
    phases,
    preview,
    publishing,
    talking,
    template_menus,
    templates,
    texts,
    warnings,
)
from webapp.diet_plans.desk.blueprint import desk

__all__ = [
    "desk",
    "diary",
    "editing",
    "food_files",
    "foods",
    "history",
    "lists",
    "load",
    "phases",
    "preview",
    "publishing",
    "talking",
    "template_menus",
    "templates",
    "texts",
    "warnings",
]
