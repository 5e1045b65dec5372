"""Verbs of the diet plans room."""

from webapp.diet_plans.services.following import mark_meal, note_read, unmark_meal
from webapp.diet_plans.services.publishing import publish
from webapp.diet_plans.services.writing import (
    add_food,
    copy_day,
    name_meal,
    remove_food,
    save,
    save_targets,
    start_draft,
)

__all__ = [
    "add_food",
    "copy_day",
    "mark_meal",
    "name_meal",
    "note_read",
    "publish",
    "remove_food",
    "save",
    "save_targets",
    "start_draft",
    "unmark_meal",
]
