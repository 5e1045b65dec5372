"""What a case does to an employee's standing: S1 on acceptance, S2 and S3 on the signed result."""

from __future__ import annotations

from sqlalchemy import update

from webapp.complaints.models import Case, Respondent
from webapp.complaints.rules import outcomes
from webapp.complaints.rules.clocks import DAYS, Clock
from webapp.complaints.rules.outcomes import Consequence, Outcome, Severity
from webapp.kernel import clock
from webapp.kernel.db import changed, db
from webapp.kernel.i18n import both
from webapp.notices import services as notices
from webapp.organisation import queries as organisation
from webapp.organisation import services as staffing
from webapp.organisation.rules import Ending


def put_on_standby(case: Case, respondent: Respondent, *, actor_id: str) -> None:
    """Put a respondent on standby (S1): one order per (case, respondent), whoever accepts how often.

    Neutral words, full pay, a review date; sessions end and clients go to a substitute in this
    very transaction.
    """
    review_due = organisation.working_days().add(clock.today(), DAYS[Clock.STANDBY_REVIEW])
    order = staffing.open_standby(
        staff_id=respondent.staff_id, reason_ref=respondent.id, review_due=review_due, actor_id=actor_id
    )
    if order is None:
        return
    changed(update(Respondent).where(Respondent.id == respondent.id).values(order_id=order.id))
    db.session.refresh(respondent, ["order_id"])
    _tell(respondent.staff_id, "complaints.standby")


def apply_findings(case: Case, respondents: list[Respondent], *, actor_id: str) -> None:
    """Draw the consequences of a signed result for each respondent (S2, S3)."""
    for one in respondents:
        if one.order_id is None or one.outcome is None or one.severity is None:
            continue
        found = outcomes.consequence(Outcome(one.outcome), Severity(one.severity))
        if found is Consequence.PROPOSE_SEPARATION:
            staffing.propose_separation(order_id=one.order_id, actor_id=actor_id)
            _tell(one.staff_id, "complaints.separation_proposed")
        else:
            staffing.end_standby(order_id=one.order_id, ending=Ending.REINSTATED, actor_id=actor_id)
            _tell(one.staff_id, "complaints.cleared")


def end_all(respondents: list[Respondent], *, actor_id: str) -> None:
    """End the standby of everybody named: the case was withdrawn (T16)."""
    for one in respondents:
        if one.order_id and staffing.end_standby(
            order_id=one.order_id, ending=Ending.WITHDRAWN, actor_id=actor_id
        ):
            _tell(one.staff_id, "complaints.cleared")


def _tell(staff_id: str, kind: str) -> None:
    """Tell an employee, in words a colleague may read over the shoulder."""
    person = organisation.staff(staff_id)
    if person is None:
        return
    words = {
        "complaints.standby": both(
            "You are on standby with full pay. This is not a finding. Please sign in and read the notice."
        ),
        "complaints.cleared": both("Your standby has ended. You can work as before."),
        "complaints.separation_proposed": both("There is a decision for you. Please sign in and read it."),
    }
    notices.tell(account_id=person.account_id, kind=kind, words=words[kind], link="/desk/my-case")
