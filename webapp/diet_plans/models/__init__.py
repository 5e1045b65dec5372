"""Tables of the diet plans room: foods, drafts, versions, what became of meals, messages, what waits, templates."""

from webapp.diet_plans.models.following import MealLog
from webapp.diet_plans.models.foods import (
    DietFood,
    DietFoodFile,
    DietFoodKey,
    DietFoodRevision,
    DietFoodTable,
    DietFoodUse,
    FoodChange,
)
from webapp.diet_plans.models.papers import DietWeekPaper
from webapp.diet_plans.models.plans import DietDraft, DietPlanVersion
from webapp.diet_plans.models.talking import DietMessage
from webapp.diet_plans.models.templates import DietTemplate
from webapp.diet_plans.models.warnings import AllergyWarning
from webapp.diet_plans.models.worklist import DietHandOver, DietTask

__all__ = [
    "AllergyWarning",
    "DietDraft",
    "DietFood",
    "DietFoodFile",
    "DietFoodKey",
    "DietFoodRevision",
    "DietFoodTable",
    "DietFoodUse",
    "DietHandOver",
    "DietMessage",
    "DietPlanVersion",
    "DietTask",
    "DietTemplate",
    "DietWeekPaper",
    "FoodChange",
    "MealLog",
]
