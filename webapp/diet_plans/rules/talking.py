"""Questions about a plan: who says something, and of which meal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from webapp.diet_plans.rules.content import NOTHING, Meal, Menu
from webapp.diet_plans.rules.foods import Table
from webapp.toolbox.words import Bilingual

LONGEST_MESSAGE = 2000  # letters
NEAR = timedelta(days=28)
"""How far from today a meal may lie that is quoted: those the client can look at."""


class Author(StrEnum):
    """Whose words a message holds."""

    CLIENT = "CLIENT"
    NUTRITIONIST = "NUTRITIONIST"


@dataclass(frozen=True, slots=True)
class Quote:
    """The meal of a calendar day that a message is about."""

    day: date
    meal: Meal


def in_words(menu: Menu, table: Table) -> Bilingual:
    """Say what a meal is: its title, else its foods."""
    if menu.title != NOTHING:
        return Bilingual(zh=menu.title.zh or menu.title.en, en=menu.title.en or menu.title.zh)
    dishes = [table[item.food].dish for item in menu.items]
    return Bilingual(zh="\u3001".join(one.zh for one in dishes), en=", ".join(one.en for one in dishes))


def may_quote(day: date, *, today: date) -> bool:
    """Tell whether a meal of `day` may be quoted."""
    return today - NEAR <= day <= today + NEAR
