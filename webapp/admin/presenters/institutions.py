"""The lines of the institution list, and an institution's week."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from webapp.admin.presenters.words import CLASS_WORDS, GRADE_WORDS, WEEKDAY_WORDS
from webapp.admin.queries import Places
from webapp.kernel.i18n import _, day, moment, say
from webapp.toolbox.words import Bilingual


@dataclass(frozen=True, slots=True)
class InstitutionRow:
    """One institution; `agreed` is a signal's words, `tone` its tone."""

    id: str
    name: Bilingual
    branch: str
    grade: str
    agreed: str
    tone: str


def institution_rows(places: Places) -> list[InstitutionRow]:
    """Draw all institutions, with the agreement that holds today."""
    rows = []
    for one in places.institutions:
        until, branch = places.agreed_until.get(one.id), say(places.branches[one.branch_id])
        agreed = _("agreed until %(day)s", day=day(until)) if until else _("no agreement today")
        tone = "good" if until else "act"
        rows.append(InstitutionRow(one.id, one.name, branch, str(GRADE_WORDS[one.grade]), agreed, tone))
    return rows


@dataclass(frozen=True, slots=True)
class WindowRow:
    """One weekly window; `until` is its last day in words, empty while it has none."""

    id: str
    weekday: str
    window: str
    places: int
    whom: str
    until: str


def week_rows(templates: Sequence[Any]) -> list[WindowRow]:
    """Draw weekly windows."""
    return [
        WindowRow(
            id=one.id,
            weekday=str(WEEKDAY_WORDS[str(one.weekday)]),
            window=f"{one.starts:%H:%M}–{one.ends:%H:%M}",
            places=one.capacity,
            whom=str(CLASS_WORDS[one.exam_class]),
            until=day(one.valid_until) if one.valid_until else "",
        )
        for one in templates
    ]


def kept_rows(sessions: Sequence[Any], zone: str) -> list[tuple[str, int]]:
    """Draw sessions with people in them: when, how many."""
    return [(moment(one.starts_at, zone), one.booked) for one in sessions]
