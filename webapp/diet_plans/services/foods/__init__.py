"""What is done to the food table: filling it, writing foods, retiring them."""

from webapp.diet_plans.services.foods.files import (
    confirm_food_file,
    drop_food_file,
    look_at_foods,
    take_in_food_file,
)
from webapp.diet_plans.services.foods.filling import Filled, import_foods, import_shipped
from webapp.diet_plans.services.foods.writing import (
    add_to_food_table,
    bring_food_back,
    change_food,
    retire_food,
)

__all__ = [
    "Filled",
    "add_to_food_table",
    "bring_food_back",
    "change_food",
    "confirm_food_file",
    "drop_food_file",
    "import_foods",
    "import_shipped",
    "look_at_foods",
    "retire_food",
    "take_in_food_file",
]
