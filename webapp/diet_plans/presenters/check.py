"""What a nutritionist looks over before publishing (D1–D3)."""

from __future__ import annotations

from dataclasses import dataclass

from webapp.diet_plans.presenters.editor import DAY_WORDS, hit_lines
from webapp.diet_plans.presenters.totals import Line, nutrient_lines
from webapp.diet_plans.presenters.words import SECTION_WORDS, Text, text
from webapp.diet_plans.rules.content import Content, day_portions
from webapp.diet_plans.rules.foods import Nutrient, table
from webapp.diet_plans.rules.nutrition import Band


@dataclass(frozen=True, slots=True)
class CheckPage:
    """Texts, each day's totals, and where an allergen stands."""

    sections: list[tuple[str, Text]]
    days: list[tuple[str, list[Line]]]
    hits: list[str]
    blank: bool


def check_page(content: Content, bands: dict[Nutrient, Band], avoid: frozenset[str]) -> CheckPage:
    """Make the page out of a draft."""
    return CheckPage(
        sections=[(str(words), text(content.text(one))) for one, words in SECTION_WORDS.items()],
        days=[
            (str(DAY_WORDS[day]), nutrient_lines(day_portions(content, day, table()), bands))
            for day, menus in enumerate(content.days)
            if menus
        ],
        hits=hit_lines(content, avoid),
        blank=content.blank,
    )
