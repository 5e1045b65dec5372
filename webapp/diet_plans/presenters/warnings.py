"""A plan that holds what its client turned out to be allergic to, in words (D3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from webapp.clients.rules import ALLERGEN_NAMES, Allergen
from webapp.diet_plans import queries
from webapp.diet_plans.models import AllergyWarning
from webapp.diet_plans.presenters.words import Text, listed, text
from webapp.diet_plans.rules import document
from webapp.diet_plans.rules.allergies import carried
from webapp.kernel.i18n import say


@dataclass(frozen=True, slots=True)
class WarningCard:
    """What a version holds: the allergens, the foods that carry them, and what was answered (None: not yet)."""

    id: str
    allergens: str
    foods: str
    raised_at: datetime
    answer: Text | None


def warning_cards(client_id: str) -> list[WarningCard]:
    """Make the cards of a client's live versions, the newest first."""
    return [_card(one) for one in queries.warnings_of(client_id)]


def _card(one: AllergyWarning) -> WarningCard:
    plan = queries.published(one.version_id, client_id=one.client_id)
    used = [plan.foods[code] for code in sorted(plan.content.codes)]
    return WarningCard(
        id=one.id,
        allergens=listed([say(ALLERGEN_NAMES[Allergen(code)]) for code in sorted(one.codes)]),
        foods=listed([say(food.dish) for food in used if carried(food, one.codes)]),
        raised_at=one.raised_at,
        answer=text(document.read_words(one.reason)) if one.reason else None,
    )
