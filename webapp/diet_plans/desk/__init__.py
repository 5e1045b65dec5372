"""The nutritionist's pages."""

from webapp.diet_plans.desk import editing, lists, publishing, texts
from webapp.diet_plans.desk.blueprint import desk

__all__ = ["desk", "editing", "lists", "publishing", "texts"]
