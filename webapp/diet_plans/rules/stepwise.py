"""Writing a plan step by step (循序渐进): working on one phase, adding, naming, ordering and taking out phases."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from webapp.diet_plans.rules.content import Content, Phase
from webapp.toolbox.words import Bilingual

MOST_PHASES = 8
MOST_WEEKS = 52
USUAL_WEEKS = 2


def alone(content: Content, phase: int) -> Content:
    """Give the plan as if one phase, counted from 0, were all of it. Raises IndexError where there is none."""
    one = content.phases[phase]
    return replace(content, days=one.days, first_title=one.title, first_weeks=one.weeks, later=())


def within(content: Content, phase: int, change: Callable[[Content], Content]) -> Content:
    """Give the plan with the days of one phase changed, all others as they were."""
    changed = replace(content.phases[phase], days=change(alone(content, phase)).days)
    return _of(content, (*content.phases[:phase], changed, *content.phases[phase + 1 :]))


def with_phase_after(content: Content, phase: int, *, copied: bool) -> Content:
    """Give the plan with one more phase after another one: with the same menus, or none."""
    new = Phase(days=content.phases[phase].days) if copied else Phase()
    return _of(content, (*content.phases[: phase + 1], new, *content.phases[phase + 1 :]))


def with_phase_told(content: Content, phase: int, title: Bilingual, weeks: int | None) -> Content:
    """Give the plan with a phase's name and length."""
    told = replace(content.phases[phase], title=title, weeks=weeks)
    return _of(content, (*content.phases[:phase], told, *content.phases[phase + 1 :]))


def with_phase_moved(content: Content, phase: int, to: int) -> Content:
    """Give the plan with a phase in another place of the order; the others close up."""
    others = [*content.phases[:phase], *content.phases[phase + 1 :]]
    return _of(content, (*others[:to], content.phases[phase], *others[to:]))


def without_phase(content: Content, phase: int) -> Content:
    """Give the plan without a phase; the last one left stays."""
    left = (*content.phases[:phase], *content.phases[phase + 1 :])
    return _of(content, left) if left else content


def _of(content: Content, phases: Sequence[Phase]) -> Content:
    """Put phases into a plan: each but the last has a length, or those after it would never come."""
    ending = [phase if phase.weeks else replace(phase, weeks=USUAL_WEEKS) for phase in phases[:-1]]
    first, *later = [*ending, phases[-1]]
    return replace(
        content, days=first.days, first_title=first.title, first_weeks=first.weeks, later=tuple(later)
    )
