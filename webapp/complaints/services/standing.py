"""What a case does to an employee's standing: S1 on acceptance, S2 and S3 on the signed result."""

from __future__ import annotations

from collections.abc import Mapping

from webapp.complaints.models import Case, Respondent
from webapp.complaints.rules import clocks, outcomes
from webapp.complaints.rules.clocks import Clock
from webapp.complaints.rules.outcomes import Consequence, Outcome, Severity
from webapp.complaints.services import telling, timing
from webapp.kernel import clock
from webapp.organisation import queries as organisation
from webapp.organisation import services as staffing
from webapp.organisation.queries import Position
from webapp.organisation.rules import Ending
from webapp.toolbox.calendar import WorkingDays


def put_on_standby(
    case: Case, respondent: Respondent, there: Position, *, calendar: WorkingDays, actor_id: str
) -> None:
    """Put a respondent on standby (S1): one order per (case, respondent), whoever accepts how often.

    Neutral words, full pay, a review date; sessions end and clients go to a substitute in this
    very transaction. `there` is where the respondent works.
    """
    review_due = clocks.due_on(calendar, clock=Clock.STANDBY_REVIEW, started=clock.today())
    order = staffing.open_standby(
        staff_id=respondent.staff_id, reason_ref=respondent.id, review_due=review_due, actor_id=actor_id
    )
    if order is None:
        return
    respondent.order_id = order.id
    timing.start(case, Clock.STANDBY_REVIEW, subject_id=respondent.id, calendar=calendar)
    telling.tell_employee(there, "standby")


def apply_findings(respondents: list[Respondent], people: Mapping[str, Position], *, actor_id: str) -> None:
    """Draw the consequences of a signed result for each respondent (S2, S3)."""
    for one in respondents:
        if one.order_id is None or one.outcome is None or one.severity is None:
            continue
        found = outcomes.consequence(Outcome(one.outcome), Severity(one.severity))
        if found is Consequence.PROPOSE_SEPARATION:
            staffing.propose_separation(order_id=one.order_id, actor_id=actor_id)
        else:
            staffing.end_standby(order_id=one.order_id, ending=Ending.REINSTATED, actor_id=actor_id)
        telling.tell_employee(people.get(one.staff_id), "decided")


def end_all(respondents: list[Respondent], *, ending: Ending, actor_id: str) -> None:
    """End the standby of everybody named: the case was withdrawn (T16), or the standby lapsed (S1)."""
    people = organisation.positions(one.staff_id for one in respondents)
    for one in respondents:
        if one.order_id and staffing.end_standby(order_id=one.order_id, ending=ending, actor_id=actor_id):
            telling.tell_employee(people.get(one.staff_id), "cleared")
