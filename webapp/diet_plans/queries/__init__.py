"""Questions to the diet plans room; all read only."""

from webapp.diet_plans.models import DietHandOver, DietMessage, DietTask  # the types that pages name
from webapp.diet_plans.queries.calendar import Calendar, DueMeal, calendar, logs, photo_of_meal
from webapp.diet_plans.queries.diary import Diary, diary
from webapp.diet_plans.queries.drafts import AtTable, draft, table_of
from webapp.diet_plans.queries.following import (
    followed,
    followed_plan,
    meals_on,
    planned,
)
from webapp.diet_plans.queries.food_files import (
    compared,
    food_file,
    food_files,
    headquarters_foods,
    read_foods,
)
from webapp.diet_plans.queries.foods import (
    FoodList,
    food,
    food_history,
    food_list,
    food_table_version,
    foods,
    foods_to_exchange,
    search_foods,
)
from webapp.diet_plans.queries.load import (
    Branch,
    Load,
    Work,
    hand_overs,
    load_of,
    nutritionist,
    without_nutritionist,
)
from webapp.diet_plans.queries.looking import looked_at
from webapp.diet_plans.queries.swapping import swaps_for
from webapp.diet_plans.queries.talking import Line, line_of, new_messages, photo_of, thread, waits_for
from webapp.diet_plans.queries.templates import (
    template,
    templates_for_writing,
    templates_of_branch,
    templates_of_house,
)
from webapp.diet_plans.queries.versions import (
    Published,
    all_published,
    effective_plan,
    effective_version,
    newest_version,
    published,
    scheduled_version,
    swaps_of,
    text_of,
    versions,
    withdrawal_reason,
)
from webapp.diet_plans.queries.warnings import allergy_warnings, warnings_of
from webapp.diet_plans.queries.worklist import Counts, Waiting, Written, counts, waiting, written_for

__all__ = [
    "AtTable",
    "Branch",
    "Calendar",
    "Counts",
    "Diary",
    "DietHandOver",
    "DietMessage",
    "DietTask",
    "DueMeal",
    "FoodList",
    "Line",
    "Load",
    "Published",
    "Waiting",
    "Work",
    "Written",
    "all_published",
    "allergy_warnings",
    "calendar",
    "compared",
    "counts",
    "diary",
    "draft",
    "effective_plan",
    "effective_version",
    "followed",
    "followed_plan",
    "food",
    "food_file",
    "food_files",
    "food_history",
    "food_list",
    "food_table_version",
    "foods",
    "foods_to_exchange",
    "hand_overs",
    "headquarters_foods",
    "line_of",
    "load_of",
    "logs",
    "looked_at",
    "meals_on",
    "new_messages",
    "newest_version",
    "nutritionist",
    "photo_of",
    "photo_of_meal",
    "planned",
    "published",
    "read_foods",
    "scheduled_version",
    "search_foods",
    "swaps_for",
    "swaps_of",
    "table_of",
    "template",
    "templates_for_writing",
    "templates_of_branch",
    "templates_of_house",
    "text_of",
    "thread",
    "versions",
    "waiting",
    "waits_for",
    "warnings_of",
    "withdrawal_reason",
    "without_nutritionist",
    "written_for",
]
