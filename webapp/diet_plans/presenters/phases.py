"""The steps of a plan in words: what a phase is called, which of how many it is, and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from webapp.diet_plans.presenters.words import Text, text
from webapp.diet_plans.queries import Published
from webapp.diet_plans.rules.phases import Step, steps, told
from webapp.kernel.i18n import _, day


@dataclass(frozen=True, slots=True)
class PhaseLine:
    """One phase: its name, which it is ("" where the name says so or it is the only one), and when."""

    name: Text
    place: str
    when: str


def phase_line(step: Step, count: int) -> PhaseLine:
    """Say a phase of a plan that has `count` of them."""
    place = _("Phase %(n)s of %(m)s", n=step.number, m=count)
    name = text(step.phase.title)
    if not name.lines:
        return PhaseLine(Text((place,), ""), "", _when(step, count))
    return PhaseLine(name, place if count > 1 else "", _when(step, count))


def phase_on(plan: Published, on: date) -> PhaseLine | None:
    """Say the phase of a day; None where the plan has but one without a name."""
    count = len(plan.content.phases)
    return phase_line(plan.step_on(on), count) if told(plan.content) else None


def phase_lines(plan: Published) -> list[tuple[Step, PhaseLine]]:
    """Give every phase with its words, in order."""
    found = steps(plan.content, plan.version.effective_from)
    return [(one, phase_line(one, len(found))) for one in found]


def _when(step: Step, count: int) -> str:
    """Say the days of a phase; one that never begins by itself has none."""
    if step.first is None:
        return ""
    if step.last is not None:
        return _("%(first)s to %(last)s", first=day(step.first, "short"), last=day(step.last, "short"))
    return _("from %(day)s on", day=day(step.first, "short")) if count > 1 else ""
