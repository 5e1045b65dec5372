"""The client's pages: today's meals, the week, on paper too, the whole plan, marking a meal, questions."""

from webapp.diet_plans.views import allergies, day, marking, papers, plan, talking, week
from webapp.diet_plans.views.blueprint import bp

__all__ = ["allergies", "bp", "day", "marking", "papers", "plan", "talking", "week"]
