"""The lines of the staff list, and the choices of the hiring form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from webapp.admin.presenters.words import ROLE_WORDS, STANDING_WORDS
from webapp.kernel.i18n import _, say
from webapp.organisation.queries import Branch, Institution, Staff
from webapp.organisation.rules import Standing
from webapp.toolbox.words import Bilingual


@dataclass(frozen=True, slots=True)
class StaffRow:
    """One colleague; `standing` and `tone` are a signal's."""

    id: str
    name: Bilingual
    role: str
    standing: str
    tone: str
    left: bool


def staff_rows(people: Sequence[Staff], stands: Mapping[str, Standing]) -> list[StaffRow]:
    """Draw colleagues with where they stand."""
    rows = []
    for one in people:
        words, tone = STANDING_WORDS[stands[one.id]]
        rows.append(
            StaffRow(one.id, one.name, str(ROLE_WORDS[one.role]), str(words), tone, one.left_on is not None)
        )
    return rows


def branch_choices(branches: Sequence[Branch]) -> list[tuple[str, str]]:
    """Give the branches for a select."""
    return [(one.id, say(one.name)) for one in branches]


def institution_choices(institutions: Sequence[Institution]) -> list[tuple[str, str]]:
    """Give all institutions for a select, beginning with none."""
    return [("", _("None")), *((one.id, say(one.name)) for one in institutions)]
