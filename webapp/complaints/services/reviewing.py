"""What a second person does: T3's signature, T9 and T10."""

from __future__ import annotations

from webapp.complaints import queries
from webapp.complaints.models import Case
from webapp.complaints.rules import eligibility
from webapp.complaints.rules.states import Action, Actor
from webapp.complaints.services import engine, handling, standing, submitting
from webapp.kernel import clock
from webapp.kernel.errors import NotYours
from webapp.organisation import queries as organisation


def _reviewed(*, case_id: str, staff_id: str) -> queries.Standing:
    found = queries.for_staff(case_id=case_id, staff_id=staff_id)
    staff = organisation.staff(staff_id)
    if staff is None or not eligibility.may_review(queries.person(staff), found.view):
        raise NotYours
    return found


def sign_decline(*, case_id: str, staff_id: str, version: int) -> None:
    """Sign the refusal of a complaint that names a person (T3); the signer is not the proposer."""
    found = _reviewed(case_id=case_id, staff_id=staff_id)
    if found.case.decline_proposed_by == staff_id:
        raise engine.NotAllowedNow
    _move(found, Action.SIGN_DECLINE, staff_id, version)
    found.case.decline_signed_by = staff_id
    submitting.tell_client(found.case, "declined")


def send_back(*, case_id: str, staff_id: str, version: int, reason: str) -> None:
    """Send a conclusion back with a reason (T9)."""
    found = _reviewed(case_id=case_id, staff_id=staff_id)
    _move(found, Action.SEND_BACK, staff_id, version)
    handling.add_note(case_id=case_id, staff_id=staff_id, words=reason)


def decide(*, case_id: str, staff_id: str, version: int) -> Case:
    """Sign the result (T10): told to the client, consequences drawn for each respondent (S2, S3)."""
    found = _reviewed(case_id=case_id, staff_id=staff_id)
    _move(found, Action.DECIDE, staff_id, version)
    found.case.reviewer_id, found.case.decided_at = staff_id, clock.now()
    standing.apply_findings(found.case, found.respondents, actor_id=staff_id)
    handling.finish(found.case)
    return found.case


def _move(found: queries.Standing, action: Action, staff_id: str, version: int) -> None:
    engine.move(
        found.case,
        action=action,
        actor=Actor.REVIEWER,
        actor_id=staff_id,
        version=version,
        known=handling.facts_of(found),
    )
