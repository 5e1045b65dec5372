"""Applying for a service year: the steps, where an application stands, what takes a year's place (P5, P6).

Standard library only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from webapp.plans.rules.matrix import FeeLine, Grant, Item, Kind, Matrix
from webapp.plans.rules.years import next_year_starts


class ApplicationStatus(StrEnum):
    """Where an application stands."""

    DRAFT = "DRAFT"
    SUBMITTED = "SUBMITTED"
    SENT_BACK = "SENT_BACK"
    WITHDRAWN = "WITHDRAWN"
    ACTIVATED = "ACTIVATED"


class Act(StrEnum):
    """What can be done to an application."""

    CHOOSE = "CHOOSE"
    SUBMIT = "SUBMIT"
    WITHDRAW = "WITHDRAW"
    SEND_BACK = "SEND_BACK"
    ACTIVATE = "ACTIVATE"


_S = ApplicationStatus
TRANSITIONS: dict[tuple[ApplicationStatus, Act], ApplicationStatus] = {
    (_S.DRAFT, Act.CHOOSE): _S.DRAFT,
    (_S.SENT_BACK, Act.CHOOSE): _S.SENT_BACK,
    (_S.DRAFT, Act.SUBMIT): _S.SUBMITTED,
    (_S.SENT_BACK, Act.SUBMIT): _S.SUBMITTED,
    (_S.DRAFT, Act.WITHDRAW): _S.WITHDRAWN,
    (_S.SUBMITTED, Act.WITHDRAW): _S.WITHDRAWN,
    (_S.SENT_BACK, Act.WITHDRAW): _S.WITHDRAWN,
    (_S.SUBMITTED, Act.SEND_BACK): _S.SENT_BACK,
    (_S.SUBMITTED, Act.ACTIVATE): _S.ACTIVATED,
}
"""(status, act) → next status; what is not here is refused. The client chooses, submits and withdraws (P5)."""

LIVE = (_S.DRAFT, _S.SUBMITTED, _S.SENT_BACK)


def before(act: Act) -> tuple[ApplicationStatus, ...]:
    """Give the statuses in which an act is possible."""
    return tuple(status for status, does in TRANSITIONS if does is act)


def after(act: Act) -> ApplicationStatus:
    """Give the status that an act leads to; for all acts but choosing there is one."""
    return next(to for (_status, does), to in TRANSITIONS.items() if does is act)


class Way(StrEnum):
    """How the new year stands to the one that runs."""

    NEW = "NEW"
    RENEWAL = "RENEWAL"
    UPGRADE = "UPGRADE"


@dataclass(frozen=True, slots=True)
class Standing:
    """A client's years, as far as a new one needs them: the running plan, its last day, whether one follows."""

    plan: str = ""
    ends: date | None = None
    next_is_bought: bool = False


def ways(standing: Standing, matrix: Matrix) -> tuple[Way, ...]:
    """Give how somebody may apply now (P6): for one year ahead at most, and up only to a higher plan."""
    if standing.next_is_bought:
        return ()
    if not standing.plan:
        return (Way.NEW,)
    return (Way.RENEWAL, Way.UPGRADE) if higher_plans(standing.plan, matrix) else (Way.RENEWAL,)


def higher_plans(plan: str, matrix: Matrix) -> tuple[str, ...]:
    """Give the plans above one: the matrix names them from the lowest to the highest."""
    codes = list(matrix.plans)
    return tuple(codes[codes.index(plan) + 1 :]) if plan in codes else ()


def plan_fits(plan: str, way: Way, standing: Standing, matrix: Matrix) -> bool:
    """Tell whether a plan can be applied for in this way (P5, P6)."""
    if plan not in matrix.plans or way not in ways(standing, matrix):
        return False
    return way is not Way.UPGRADE or plan in higher_plans(standing.plan, matrix)


def year_would_start(way: Way, standing: Standing, today: date) -> date:
    """Give the first day of the year applied for: after the running one only for a renewal (P5)."""
    return next_year_starts(standing.ends if way is Way.RENEWAL else None, today)


class Step(StrEnum):
    """The steps of the application, in their order (P5)."""

    PLAN = "PLAN"
    PACKAGE = "PACKAGE"
    INSTITUTION = "INSTITUTION"
    DOCTOR = "DOCTOR"
    CONSENTS = "CONSENTS"
    REVIEW = "REVIEW"


def steps(*, doctor: bool) -> tuple[Step, ...]:
    """Give the steps: a family doctor is chosen only where the plan has one (P3)."""
    return tuple(step for step in Step if doctor or step is not Step.DOCTOR)


def first_open(answered: Sequence[Step], *, doctor: bool) -> Step:
    """Give the first step without an answer: where a half-finished application is taken up again."""
    return next((step for step in steps(doctor=doctor) if step not in answered), Step.REVIEW)


def grant_for_one(matrix: Matrix, plan: str, item: Item) -> Grant | None:
    """Give what a plan grants one person (not a group) of an item."""
    return matrix.grant(plan=plan, kind=Kind.INDIVIDUAL, item=item)


def newsletters_for_one(matrix: Matrix, plan: str) -> int:
    """Give how many newsletters a plan sends one person in the year; 0 for none (P5)."""
    grant = grant_for_one(matrix, plan, Item.NEWSLETTER)
    return grant.times if grant else 0


def fee_line(lines: Sequence[FeeLine], *, plan: str, level: str) -> FeeLine | None:
    """Give the line of the public schedule for a plan with a package level (P4)."""
    return next((line for line in lines if line.code == f"{plan}.{level}"), None)


class WishStatus(StrEnum):
    """Where a wish for another institution stands (P1)."""

    ASKED = "ASKED"
    APPROVED = "APPROVED"
    REFUSED = "REFUSED"
    WITHDRAWN = "WITHDRAWN"


class PaidBy(StrEnum):
    """How somebody paid outside the app."""

    CASH = "CASH"
    CARD = "CARD"
    TRANSFER = "TRANSFER"
    WECHAT = "WECHAT"
    ALIPAY = "ALIPAY"
