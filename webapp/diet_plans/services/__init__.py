"""Verbs of the diet plans room."""

from webapp.diet_plans.services.copying import paste
from webapp.diet_plans.services.drafts import Author
from webapp.diet_plans.services.exporting import export_version
from webapp.diet_plans.services.following import Said, mark_meal, note_read, unmark_meal
from webapp.diet_plans.services.foods import (
    add_to_food_table,
    bring_food_back,
    change_food,
    confirm_food_file,
    drop_food_file,
    import_foods,
    import_shipped,
    look_at_foods,
    retire_food,
    take_in_food_file,
)
from webapp.diet_plans.services.handing_over import move_clients
from webapp.diet_plans.services.looking import look, plan_was_published, plan_was_withdrawn, results_came_in
from webapp.diet_plans.services.papers import ask_for_week_paper
from webapp.diet_plans.services.phases import add_phase, move_phase, remove_phase, tell_phase
from webapp.diet_plans.services.publishing import publish
from webapp.diet_plans.services.taking_effect import put_due_in_effect
from webapp.diet_plans.services.talking import answer, ask, note_opened, settle
from webapp.diet_plans.services.tasks import close_tasks, open_task
from webapp.diet_plans.services.templates import (
    begin_template,
    keep_template,
    keep_written,
    retire_template,
    share_template,
    use_template,
)
from webapp.diet_plans.services.warning import allergies_were_reported, answer_warning
from webapp.diet_plans.services.withdrawing import withdraw
from webapp.diet_plans.services.writing import (
    add_food,
    copy_day,
    name_meal,
    remove_food,
    save,
    save_targets,
    start_draft,
    tell_item,
)

__all__ = [
    "Author",
    "Said",
    "add_food",
    "add_phase",
    "add_to_food_table",
    "allergies_were_reported",
    "answer",
    "answer_warning",
    "ask",
    "ask_for_week_paper",
    "begin_template",
    "bring_food_back",
    "change_food",
    "close_tasks",
    "confirm_food_file",
    "copy_day",
    "drop_food_file",
    "export_version",
    "import_foods",
    "import_shipped",
    "keep_template",
    "keep_written",
    "look",
    "look_at_foods",
    "mark_meal",
    "move_clients",
    "move_phase",
    "name_meal",
    "note_opened",
    "note_read",
    "open_task",
    "paste",
    "plan_was_published",
    "plan_was_withdrawn",
    "publish",
    "put_due_in_effect",
    "remove_food",
    "remove_phase",
    "results_came_in",
    "retire_food",
    "retire_template",
    "save",
    "save_targets",
    "settle",
    "share_template",
    "start_draft",
    "take_in_food_file",
    "tell_item",
    "tell_phase",
    "unmark_meal",
    "use_template",
    "withdraw",
]
