"""The food table (D2, D4, D5): what a food is, its row, how it is found."""

from webapp.diet_plans.rules.foods.food import GRAM, Food, Nutrient, Origin, Part, Table, Unit
from webapp.diet_plans.rules.foods.rows import read_food, snapshot
from webapp.diet_plans.rules.foods.shipped import edition, shipped

__all__ = [
    "GRAM",
    "Food",
    "Nutrient",
    "Origin",
    "Part",
    "Table",
    "Unit",
    "edition",
    "read_food",
    "shipped",
    "snapshot",
]
