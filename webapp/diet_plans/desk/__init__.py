"""The nutritionist's pages."""

from webapp.diet_plans.desk import editing, history, lists, publishing, texts
from webapp.diet_plans.desk.blueprint import desk

__all__ = ["desk", "editing", "history", "lists", "publishing", "texts"]
