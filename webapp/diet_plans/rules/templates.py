"""What of a plan may become a template: its menus, nothing that was written for one person (D5)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from webapp.diet_plans.rules.content import NOTHING, Content, Day, Phase


class Shelf(StrEnum):
    """Whose a template is."""

    OWN = "OWN"
    BRANCH = "BRANCH"
    HEADQUARTERS = "HEADQUARTERS"


@dataclass(frozen=True, slots=True)
class OnShelf:
    """A template as one of somebody's shelf: without `staff_id` the branch's, without `branch_id` headquarters'."""

    template_id: str
    branch_id: str | None
    staff_id: str | None = None


def shelf_of(*, branch_id: str | None, staff_id: str | None) -> Shelf:
    """Give whose a template is by who it belongs to."""
    if branch_id is None:
        return Shelf.HEADQUARTERS
    return Shelf.BRANCH if staff_id is None else Shelf.OWN


def as_template(content: Content) -> Content:
    """Give the menus alone: texts, notes, targets and reasons were written for one client."""
    first, *later = (_without_notes(phase) for phase in content.phases)
    return Content(days=first.days, first_title=first.title, first_weeks=first.weeks, later=tuple(later))


def menus_of(content: Content) -> Content:
    """Give what a template that was written as one is kept with: its menus and phases, with the notes beside foods."""
    return applied(Content(), content)


def applied(content: Content, template: Content) -> Content:
    """Give the plan with the template's menus in place of its own; what was written for the client stays."""
    return replace(
        content,
        days=template.days,
        first_title=template.first_title,
        first_weeks=template.first_weeks,
        later=template.later,
    )


def _without_notes(phase: Phase) -> Phase:
    return Phase(phase.title, phase.weeks, tuple(_bare(day) for day in phase.days))


def _bare(day: Day) -> Day:
    return {
        meal: replace(menu, items=tuple(replace(item, note=NOTHING) for item in menu.items))
        for meal, menu in day.items()
    }
