"""What a nutritionist looks over before publishing (D1–D3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from webapp.diet_plans.presenters.editor import DAY_WORDS, hit_lines
from webapp.diet_plans.presenters.phases import PhaseLine, phase_line
from webapp.diet_plans.presenters.steps import in_phase
from webapp.diet_plans.presenters.totals import Line, nutrient_lines, target
from webapp.diet_plans.presenters.words import SECTION_WORDS, Text, amount, listed, text
from webapp.diet_plans.rules.balance import Doubts, FarDay, Lack, doubts
from webapp.diet_plans.rules.content import Content, day_portions
from webapp.diet_plans.rules.foods import Nutrient, Table
from webapp.diet_plans.rules.nutrition import Band
from webapp.diet_plans.rules.phases import steps, told
from webapp.diet_plans.rules.stepwise import alone
from webapp.kernel.i18n import _, say


@dataclass(frozen=True, slots=True)
class CheckPhase:
    """One phase: its words and days (None where the plan is one step without a name), the totals of each day."""

    line: PhaseLine | None
    days: list[tuple[str, list[Line]]]


@dataclass(frozen=True, slots=True)
class CheckPage:
    """Texts, each day's totals in every phase, and where an allergen stands."""

    sections: list[tuple[str, Text]]
    phases: list[CheckPhase]
    hits: list[str]
    doubts: list[str]
    blank: bool


def check_page(
    content: Content, table: Table, bands: dict[Nutrient, Band], avoid: frozenset[str], first_day: date
) -> CheckPage:
    """Make the page out of a draft and the foods in it, as it would be in effect from a day on."""
    return CheckPage(
        sections=[(str(words), text(content.text(one))) for one, words in SECTION_WORDS.items()],
        phases=_phases(content, table, bands, first_day),
        hits=hit_lines(content, table, avoid),
        doubts=doubt_lines(content, doubts(content, table, bands)),
        blank=content.blank,
    )


def _phases(content: Content, table: Table, bands: dict[Nutrient, Band], first_day: date) -> list[CheckPhase]:
    many, count = told(content), len(content.phases)
    return [
        CheckPhase(phase_line(step, count) if many else None, _days(alone(content, number), table, bands))
        for number, step in enumerate(steps(content, first_day))
    ]


def _days(content: Content, table: Table, bands: dict[Nutrient, Band]) -> list[tuple[str, list[Line]]]:
    return [
        (str(DAY_WORDS[day]), nutrient_lines(day_portions(content, day, table), bands))
        for day, menus in enumerate(content.days)
        if menus
    ]


def doubt_lines(content: Content, found: Doubts) -> list[str]:
    """Say what asks for a second look."""
    bare = [in_phase(content, one, _("no menu at all")) for one in found.bare]
    return (
        [_far_day(content, one) for one in found.days] + [_lack(content, one) for one in found.lacks] + bare
    )


def _lack(content: Content, one: Lack) -> str:
    names = listed([say(name) for name in one.groups])
    return in_phase(content, one.phase, _("In the whole week there is nothing of: %(names)s.", names=names))


def _far_day(content: Content, one: FarDay) -> str:
    day = in_phase(content, one.phase, str(DAY_WORDS[one.day]))
    words = {"day": day, "kcal": amount(one.energy), "target": target(one.band)}
    if one.above:
        return _("%(day)s: %(kcal)s kcal is far above the target (%(target)s).", **words)
    return _("%(day)s: %(kcal)s kcal is far below the target (%(target)s).", **words)
