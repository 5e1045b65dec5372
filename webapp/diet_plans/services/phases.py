"""The phases of a draft: added, named, put in order, taken out (循序渐进).

Each verb says at which `revision` the phases were seen, so that nobody moves or removes one that
another person has put there meanwhile, and a second press of the same button changes nothing.
"""

from __future__ import annotations

from typing import Unpack

from webapp.diet_plans.refusals import DraftMoved, PhaseGone, TooManyPhases, WeeksNeeded
from webapp.diet_plans.rules.content import Content
from webapp.diet_plans.rules.stepwise import (
    MOST_PHASES,
    with_phase_after,
    with_phase_moved,
    with_phase_told,
    without_phase,
)
from webapp.diet_plans.services.drafts import Author, Change, change, open_draft, record
from webapp.toolbox.words import Bilingual


def add_phase(*, phase: int, copied: bool, revision: int, **who: Unpack[Author]) -> None:
    """Put a phase after another one, with the same menus or none. Raises TooManyPhases, DraftMoved, PhaseGone."""

    def write(content: Content) -> Content:
        if len(content.phases) >= MOST_PHASES:
            raise TooManyPhases
        return with_phase_after(content, phase, copied=copied)

    _change(phase, revision, who, write, "diet_plans.draft.phase_added")


def tell_phase(
    *, phase: int, title: Bilingual, weeks: int | None, revision: int, **who: Unpack[Author]
) -> None:
    """Name a phase and say how many weeks it lasts. Raises WeeksNeeded, DraftMoved, PhaseGone."""

    def write(content: Content) -> Content:
        if weeks is None and phase < len(content.phases) - 1:
            raise WeeksNeeded
        return with_phase_told(content, phase, title, weeks)

    action = "diet_plans.draft.phase_told"
    _change(phase, revision, who, write, action, rearranging=False)


def move_phase(*, phase: int, to: int, revision: int, **who: Unpack[Author]) -> None:
    """Put a phase into another place of the order. Raises DraftMoved, PhaseGone."""

    def write(content: Content) -> Content:
        return with_phase_moved(content, phase, to)

    _change(phase, revision, who, write, "diet_plans.draft.phase_moved")


def remove_phase(*, phase: int, revision: int, **who: Unpack[Author]) -> None:
    """Take a phase and its menus out; the last one stays. Raises DraftMoved, PhaseGone."""

    def write(content: Content) -> Content:
        return without_phase(content, phase)

    _change(phase, revision, who, write, "diet_plans.draft.phase_removed")


def _change(
    phase: int, revision: int, who: Author, write: Change, action: str, *, rearranging: bool = True
) -> None:
    found = open_draft(who)
    if found.revision != revision:
        raise DraftMoved

    def where_it_stands(content: Content) -> Content:
        if not 0 <= phase < len(content.phases):
            raise PhaseGone
        return write(content)

    change(found, who, where_it_stands, rearranging=rearranging)
    record(action, found, who)
