"""Where the exam may be, and who may be the family doctor (P1, P3)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from webapp.kernel.i18n import _, lazy, say
from webapp.organisation.queries import Institution, Staff
from webapp.organisation.rules import Grade
from webapp.toolbox.words import Bilingual

GRADES: dict[str, str] = {
    Grade.REGULAR: lazy("Regular institution"),
    Grade.HIGH_END: lazy("High-end institution"),
}


@dataclass(frozen=True, slots=True)
class Place:
    """One institution to choose, with its facts: (name of the fact, fact)."""

    id: str
    name: Bilingual
    grade: str
    facts: list[tuple[str, str]]


def places(found: Iterable[Institution]) -> list[Place]:
    """Draw institutions with address, transit and hours; what is not known is left out."""
    return [Place(one.id, one.name, str(GRADES[one.grade]), _facts(one)) for one in found]


def _facts(one: Institution) -> list[tuple[str, str]]:
    facts = [
        (_("Address"), say(one.address)),
        (_("How to get there"), say(one.transit)),
        (_("Hours"), say(one.hours)),
    ]
    return [(name, fact) for name, fact in facts if fact]


def doctors(found: Iterable[Staff]) -> list[tuple[str, str, str]]:
    """Draw family doctors as options."""
    return [
        (one.id, say(one.name), _("Family doctor here since %(year)s", year=one.hired_on.year))
        for one in found
    ]
