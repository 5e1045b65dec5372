"""The whole plan as its client reads it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from webapp.diet_plans.presenters.words import SECTION_WORDS, Text, text
from webapp.diet_plans.queries import Published
from webapp.diet_plans.rules.content import Section
from webapp.organisation import queries as organisation
from webapp.toolbox.words import Bilingual


@dataclass(frozen=True, slots=True)
class PlanPage:
    """The sections that were written, in order, and who wrote them when."""

    number: int
    published_at: datetime
    author: Bilingual
    sections: list[tuple[str, Text]]
    has_menus: bool


def plan_page(found: Published) -> PlanPage:
    """Make the page of a published plan; sections nobody wrote are left out."""
    author = organisation.staff(found.version.published_by)
    written = [(str(SECTION_WORDS[one]), text(found.content.text(one))) for one in _ORDER]
    return PlanPage(
        number=found.version.number,
        published_at=found.version.published_at,
        author=author.name if author else Bilingual("", ""),
        sections=[(title, words) for title, words in written if words.lines],
        has_menus=any(found.content.days),
    )


_ORDER = (Section.PHASE, Section.ADVICE, Section.FOODS, Section.TIPS)
