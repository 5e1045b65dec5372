"""The phases of a draft: added, named, put in order, taken out (循序渐进).

Each verb says at which `revision` the phases were seen, so that nobody moves or removes one that
another person has put there meanwhile, and a second press of the same button changes nothing.
"""

from __future__ import annotations

from webapp.diet_plans import queries
from webapp.diet_plans.refusals import DraftMoved, PhaseGone, TooManyPhases, WeeksNeeded
from webapp.diet_plans.rules.content import Content
from webapp.diet_plans.rules.stepwise import (
    MOST_PHASES,
    with_phase_after,
    with_phase_moved,
    with_phase_told,
    without_phase,
)
from webapp.diet_plans.services.writing import Change, change_draft, check_may_write
from webapp.toolbox.words import Bilingual


def add_phase(
    *, client_id: str, phase: int, copied: bool, revision: int, staff_id: str, actor_id: str
) -> None:
    """Put a phase after another one, with the same menus or none. Raises TooManyPhases, DraftMoved, PhaseGone."""

    def write(content: Content) -> Content:
        if len(content.phases) >= MOST_PHASES:
            raise TooManyPhases
        return with_phase_after(content, phase, copied=copied)

    _change(client_id, phase, revision, staff_id, actor_id, write, "diet_plans.draft.phase_added")


def tell_phase(
    *,
    client_id: str,
    phase: int,
    title: Bilingual,
    weeks: int | None,
    revision: int,
    staff_id: str,
    actor_id: str,
) -> None:
    """Name a phase and say how many weeks it lasts. Raises WeeksNeeded, DraftMoved, PhaseGone."""

    def write(content: Content) -> Content:
        if weeks is None and phase < len(content.phases) - 1:
            raise WeeksNeeded
        return with_phase_told(content, phase, title, weeks)

    action = "diet_plans.draft.phase_told"
    _change(client_id, phase, revision, staff_id, actor_id, write, action, rearranging=False)


def move_phase(*, client_id: str, phase: int, to: int, revision: int, staff_id: str, actor_id: str) -> None:
    """Put a phase into another place of the order. Raises DraftMoved, PhaseGone."""

    def write(content: Content) -> Content:
        return with_phase_moved(content, phase, to)

    _change(client_id, phase, revision, staff_id, actor_id, write, "diet_plans.draft.phase_moved")


def remove_phase(*, client_id: str, phase: int, revision: int, staff_id: str, actor_id: str) -> None:
    """Take a phase and its menus out; the last one stays. Raises DraftMoved, PhaseGone."""

    def write(content: Content) -> Content:
        return without_phase(content, phase)

    _change(client_id, phase, revision, staff_id, actor_id, write, "diet_plans.draft.phase_removed")


def _change(
    client_id: str,
    phase: int,
    revision: int,
    staff_id: str,
    actor_id: str,
    change: Change,
    action: str,
    *,
    rearranging: bool = True,
) -> None:
    check_may_write(client_id=client_id, staff_id=staff_id)
    found = queries.draft(client_id)
    if found and found.revision != revision:
        raise DraftMoved

    def write(content: Content) -> Content:
        if not 0 <= phase < len(content.phases):
            raise PhaseGone
        return change(content)

    change_draft(
        client_id=client_id,
        staff_id=staff_id,
        actor_id=actor_id,
        change=write,
        action=action,
        rearranging=rearranging,
    )
