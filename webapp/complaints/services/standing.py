"""What a case does to an employee's standing: S1 on acceptance, S2 and S3 on the signed result."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from webapp.complaints import queries
from webapp.complaints.models import Case, Respondent, Separation
from webapp.complaints.rules import clocks, outcomes
from webapp.complaints.rules.clocks import Clock
from webapp.complaints.rules.outcomes import Consequence, Outcome, Severity
from webapp.complaints.services import telling, timing
from webapp.kernel import clock
from webapp.kernel.db import db
from webapp.organisation import queries as organisation
from webapp.organisation import services as staffing
from webapp.organisation.queries import Position
from webapp.organisation.rules import Ending
from webapp.toolbox.calendar import WorkingDays


def put_on_standby(
    case: Case,
    respondent: Respondent,
    there: Position,
    *,
    calendar: WorkingDays,
    actor_id: str,
    reviewed: bool = True,
) -> None:
    """Put a respondent on standby (S1): one order per (case, respondent), whoever accepts how often.

    Neutral words, full pay, a review date; sessions end and clients go to a substitute in this
    very transaction. `there` is where the respondent works. Not `reviewed` is what leads to separation at once.
    """
    review_due = calendar.add(clock.today(), case.promised.review)
    again = respondent.order_id is not None  # the case is looked into anew, and the order before has ended
    order = staffing.open_standby(
        staff_id=respondent.staff_id,
        reason_ref=f"{respondent.id}:{case.version}" if again else respondent.id,
        review_due=review_due,
        actor_id=actor_id,
    )
    if order is None:
        return
    respondent.order_id, respondent.stands_by, respondent.renewed_on = order.id, True, None
    if reviewed:
        turn = 1 + (queries.reviews_of(respondent.id) if again else 0)
        timing.start(case, Clock.STANDBY_REVIEW, subject_id=respondent.id, calendar=calendar, turn=turn)
    telling.tell_employee(there, "standby")


def review_again(case: Case, respondents: Sequence[Respondent]) -> None:
    """Say when the standby of these people is reviewed the next time (S1): they read it in their own case."""
    due = organisation.working_days().add(clock.today(), case.promised.review)
    staffing.review_again(order_ids={one.order_id for one in respondents if one.order_id}, due=due)


def apply_findings(
    case: Case, respondents: list[Respondent], people: Mapping[str, Position], *, signed_by: str
) -> None:
    """Draw the consequences of a signed result for each respondent (S2, S3)."""
    for one in respondents:
        if one.order_id is None or one.outcome is None or one.severity is None:
            continue
        found = outcomes.consequence(Outcome(one.outcome), Severity(one.severity))
        if found is Consequence.PROPOSE_SEPARATION:
            _propose(case, one, people[one.staff_id], signed_by)
        else:
            end(one, ending=Ending.REINSTATED, actor_id=signed_by)
        telling.tell_employee(people.get(one.staff_id), "decided")


def _propose(case: Case, one: Respondent, there: Position, signed_by: str) -> None:
    """Propose separation (S3): the employee has five working days to appeal to somebody new."""
    row = queries.separations(case.id).get(one.id)
    if row is not None and row.signed_by:  # separated before the case was looked into anew: terminal (S4)
        return
    row = row or Separation(branch_id=case.branch_id, case_id=case.id, respondent_id=one.id)
    calendar = organisation.working_days()
    order = organisation.order(one.order_id or "")
    if order is None or order.ended_at is not None:  # cleared before, and looked into anew
        put_on_standby(case, one, there, calendar=calendar, actor_id=signed_by, reviewed=False)
    staffing.propose_separation(order_id=one.order_id or "", actor_id=signed_by)
    row.proposed_by, row.proposed_at, row.dropped_at = signed_by, clock.now(), None
    row.object_until = calendar.add(clock.today(), clocks.OBJECTION_DAYS)
    row.objection = row.objected_at = row.objection_decided_by = row.objection_grounds = row.upheld = None
    db.session.add(row)


def end_all(respondents: list[Respondent], *, ending: Ending, actor_id: str) -> None:
    """End the standby of everybody named: the case was withdrawn (T16), or the standby lapsed (S1)."""
    people = organisation.positions(one.staff_id for one in respondents)
    for one in respondents:
        if end(one, ending=ending, actor_id=actor_id):
            telling.tell_employee(people.get(one.staff_id), "cleared")


def end(one: Respondent, *, ending: Ending, actor_id: str) -> bool:
    """End the standby of one person for one case (S2, S5); gives whether it was open."""
    one.stands_by = False
    return bool(one.order_id) and staffing.end_standby(
        order_id=one.order_id or "", ending=ending, actor_id=actor_id
    )
