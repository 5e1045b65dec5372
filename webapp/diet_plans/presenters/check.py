"""What a nutritionist looks over before publishing (D1–D3)."""

from __future__ import annotations

from dataclasses import dataclass

from webapp.diet_plans.presenters.editor import DAY_WORDS, hit_lines
from webapp.diet_plans.presenters.totals import Line, nutrient_lines, target
from webapp.diet_plans.presenters.words import SECTION_WORDS, Text, amount, listed, text
from webapp.diet_plans.rules.balance import Doubts, FarDay, doubts
from webapp.diet_plans.rules.content import Content, day_portions
from webapp.diet_plans.rules.foods import Nutrient, Table
from webapp.diet_plans.rules.nutrition import Band
from webapp.kernel.i18n import _, say


@dataclass(frozen=True, slots=True)
class CheckPage:
    """Texts, each day's totals, and where an allergen stands."""

    sections: list[tuple[str, Text]]
    days: list[tuple[str, list[Line]]]
    hits: list[str]
    doubts: list[str]
    blank: bool


def check_page(
    content: Content, table: Table, bands: dict[Nutrient, Band], avoid: frozenset[str]
) -> CheckPage:
    """Make the page out of a draft and the foods in it."""
    return CheckPage(
        sections=[(str(words), text(content.text(one))) for one, words in SECTION_WORDS.items()],
        days=[
            (str(DAY_WORDS[day]), nutrient_lines(day_portions(content, day, table), bands))
            for day, menus in enumerate(content.days)
            if menus
        ],
        hits=hit_lines(content, table, avoid),
        doubts=doubt_lines(doubts(content, table, bands)),
        blank=content.blank,
    )


def doubt_lines(found: Doubts) -> list[str]:
    """Say what asks for a second look."""
    lines = [_far_day(one) for one in found.days]
    if found.missing:
        names = listed([say(name) for name in found.missing])
        lines.append(_("In the whole week there is nothing of: %(names)s.", names=names))
    return lines


def _far_day(one: FarDay) -> str:
    words = {"day": DAY_WORDS[one.day], "kcal": amount(one.energy), "target": target(one.band)}
    if one.above:
        return _("%(day)s: %(kcal)s kcal is far above the target (%(target)s).", **words)
    return _("%(day)s: %(kcal)s kcal is far below the target (%(target)s).", **words)
