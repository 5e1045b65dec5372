"""The room's forms."""

from webapp.diet_plans.forms.allergies import AllergiesForm, WarningForm
from webapp.diet_plans.forms.following import MarkForm, MealForm
from webapp.diet_plans.forms.menus import (
    CopyForm,
    FoodForm,
    ItemForm,
    NameForm,
    PasteForm,
    PlaceForm,
    RemoveForm,
)
from webapp.diet_plans.forms.phases import DeedForm, PhaseForm
from webapp.diet_plans.forms.photo import from_outbox
from webapp.diet_plans.forms.publishing import PublishForm, WithdrawForm
from webapp.diet_plans.forms.talking import AnswerForm, AskForm
from webapp.diet_plans.forms.targets import ACTIVITY_WORDS, CONDITION_WORDS, TargetForm
from webapp.diet_plans.forms.templates import KeepForm, TemplateForm
from webapp.diet_plans.forms.texts import TextsForm
from webapp.diet_plans.forms.worklist import MoveForm, SettleForm

__all__ = [
    "ACTIVITY_WORDS",
    "CONDITION_WORDS",
    "AllergiesForm",
    "AnswerForm",
    "AskForm",
    "CopyForm",
    "DeedForm",
    "FoodForm",
    "ItemForm",
    "KeepForm",
    "MarkForm",
    "MealForm",
    "MoveForm",
    "NameForm",
    "PasteForm",
    "PhaseForm",
    "PlaceForm",
    "PublishForm",
    "RemoveForm",
    "SettleForm",
    "TargetForm",
    "TemplateForm",
    "TextsForm",
    "WarningForm",
    "WithdrawForm",
    "from_outbox",
]
