"""A proposed separation: the employee's appeal (S3, S5), the second signature and its end (S4)."""

from __future__ import annotations

from collections.abc import Iterable

from webapp.complaints import queries
from webapp.complaints.models import Separation
from webapp.complaints.queries import Dossier
from webapp.complaints.rules import appeals
from webapp.complaints.rules.guards import Facts
from webapp.complaints.rules.states import Action, Actor
from webapp.complaints.services import acting, appealing, engine, standing, telling
from webapp.complaints.services.refusals import NotAllowedNow
from webapp.kernel import clock
from webapp.organisation import services as staffing
from webapp.organisation.rules import Ending


def object_to(*, respondent_id: str, staff_id: str, words: str) -> None:
    """Appeal against one's proposed separation (S3), once and in time; somebody new decides it."""
    one, case = queries.own_part(respondent_id=respondent_id, staff_id=staff_id)
    row = queries.separations(case.id).get(one.id)
    engine.move(
        case,
        action=Action.OBJECT,
        actor=Actor.RESPONDENT,
        staff_id=staff_id,
        known=acting.of_separation(row, Facts()),
        subject=respondent_id,
    )
    if row is not None:
        row.objection, row.objected_at = words, clock.now()
    appealing.tell_deciders(case)


def decide_objection(
    *, case_id: str, staff_id: str, version: int, respondent_id: str, upheld: bool, grounds: str
) -> None:
    """Decide an employee's appeal: won means reinstated (S5), lost lets a second person sign (S4)."""
    found, row = _opened(case_id, staff_id, respondent_id)
    action = Action.UPHOLD_OBJECTION if upheld else Action.DISMISS_OBJECTION
    known = acting.of_separation(row, Facts())
    acting.act(found, action, Actor.APPEAL_DECIDER, version, known=known, subject=respondent_id)
    row.upheld, row.objection_decided_by, row.objection_grounds = upheld, staff_id, grounds
    one = acting.one_of(found, respondent_id)
    if upheld:
        standing.end(one, ending=Ending.REINSTATED, actor_id=staff_id)
    telling.tell_employee(found.people.get(one.staff_id), "decided")


def separate(*, case_id: str, staff_id: str, version: int, respondent_id: str, steps: Iterable[str]) -> None:
    """Sign a separation as a second person of headquarters (S4), every employment-law step confirmed.

    The app records what two people signed; it dismisses nobody by itself.
    """
    found, row = _opened(case_id, staff_id, respondent_id)
    done = list(steps)
    if appeals.missing_steps(done):
        raise NotAllowedNow("steps_missing")
    known = acting.of_separation(row, Facts(), who=staff_id)
    acting.act(found, Action.SEPARATE, Actor.HEADQUARTERS, version, known=known, subject=respondent_id)
    row.checklist = ",".join(sorted(done))
    row.signed_by, row.signed_at = staff_id, clock.now()
    one = acting.one_of(found, respondent_id)
    telling.tell_employee(found.people.get(one.staff_id), "decided")
    if one.order_id:
        one.stands_by = False
        staffing.separate(order_id=one.order_id, actor_id=staff_id)


def _opened(case_id: str, staff_id: str, respondent_id: str) -> tuple[Dossier, Separation]:
    """Give the case and what is proposed for one person; nothing proposed is refused like a late step."""
    found = acting.opened(case_id=case_id, staff_id=staff_id)
    row = queries.separations(case_id).get(acting.one_of(found, respondent_id).id)
    if row is None:
        raise NotAllowedNow("no_separation")
    return found, row


def close_accounts() -> None:
    """Disable the accounts of separated people whose cases are over for good (S4)."""
    for one, row in queries.separated_and_over():
        staffing.close_account_of(staff_id=one.staff_id)
        row.account_closed_at = clock.now()
