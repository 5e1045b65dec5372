"""The way of an application: its steps' pages, where one is, and where back leads."""

from __future__ import annotations

from dataclasses import dataclass

from webapp.kernel.pages import link
from webapp.plans import rules
from webapp.plans.queries import Applying
from webapp.plans.rules import Matrix, Step

ENDPOINTS: dict[Step, str] = {
    Step.PLAN: "plans.choose_plan",
    Step.PACKAGE: "plans.choose_package",
    Step.INSTITUTION: "plans.choose_institution",
    Step.DOCTOR: "plans.choose_doctor",
    Step.CONSENTS: "plans.answer_consents",
    Step.REVIEW: "plans.review",
}


@dataclass(frozen=True, slots=True)
class StepLine:
    """Where one is: the number of this step, of how many, and where the back link goes."""

    number: int
    total: int
    back: str


def first_line(matrix: Matrix | None) -> StepLine:
    """Give the line of the first step: before a plan is chosen its steps are those of the longest way."""
    plans = matrix.plans if matrix else ()
    doctor = any(rules.grant_for_one(matrix, plan, rules.Item.FAMILY_DOCTOR) for plan in plans if matrix)
    return StepLine(1, len(rules.steps(doctor=doctor)), link("plans.plan"))


def step_line(step: Step, at: Applying) -> StepLine:
    """Give the line of a later step; back leads to the step before."""
    way = rules.steps(doctor=at.has_doctor)
    place = way.index(step)
    return StepLine(place + 1, len(way), link(ENDPOINTS[way[place - 1]]))
