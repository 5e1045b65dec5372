"""A person reviews, comments and releases; the numbers stay as they were worked out (S2)."""

from __future__ import annotations

from typing import Any

from sqlalchemy import update

from webapp.assessments import queries
from webapp.assessments.events import AssessmentReleased
from webapp.assessments.models import Assessment, AssessmentCase
from webapp.assessments.refusals import AlertOpen, AssessmentMoved, OptedOut
from webapp.assessments.rules.status import Act, Status, after, may
from webapp.assessments.services.papers import ask_for_papers
from webapp.clients import queries as clients
from webapp.clients import services as client_services
from webapp.clients.rules import Capacity
from webapp.kernel import audit, clock, crypto, events
from webapp.kernel.db import changed
from webapp.kernel.errors import NotYours
from webapp.kernel.i18n import both
from webapp.notices import services as notices
from webapp.plans import queries as plans
from webapp.plans import services as plan_services
from webapp.plans.rules import Item
from webapp.records import services as records
from webapp.toolbox.words import Language


def review(
    *, assessment_id: str, branch_id: str, comment: str, language: Language, staff_id: str, actor_id: str
) -> None:
    """Mark a draft as reviewed, with a comment for the client if there is one.

    Raises NotYours, AssessmentMoved, AlertOpen, OptedOut.
    """
    found = _own(assessment_id, branch_id)
    _move(
        found,
        Act.REVIEW,
        comment=crypto.for_row(comment, found.id) if comment else None,
        comment_language=language if comment else "",
        reviewed_by=staff_id,
        reviewed_at=clock.now(),
    )
    _note("reviewed", found, actor_id)
    _serve(found, staff_id)


def release(*, assessment_id: str, branch_id: str, staff_id: str, actor_id: str) -> None:
    """Let the client read a reviewed assessment, tell her, file it, close the case, have its PDFs made.

    Raises NotYours, AssessmentMoved, AlertOpen, OptedOut, and `plans.EntitlementSpent` when this year's right is used.
    """
    found = _own(assessment_id, branch_id)
    now = clock.now()
    _move(found, Act.RELEASE, released_by=staff_id, released_at=now)
    _use_right(found)
    changed(update(AssessmentCase).where(AssessmentCase.id == found.case_id).values(closed_at=now))
    _tell(found)
    records.file_entry(
        client_id=found.client_id,
        branch_id=found.branch_id,
        kind="ASSESSMENT",
        title=both("Health assessment released"),
        at=now,
        ref=f"/assessments/{found.id}",
    )
    ask_for_papers(assessment_id=found.id)
    _note("released", found, actor_id)
    _serve(found, staff_id)
    events.publish(AssessmentReleased(found.id, found.client_id, found.branch_id))


def _own(assessment_id: str, branch_id: str) -> Assessment:
    found = queries.assessment(assessment_id)
    if found is None or found.branch_id != branch_id or found.status == Status.SUPERSEDED:
        raise NotYours
    return found


def _move(found: Assessment, act: Act, **values: Any) -> None:
    """Change the status by compare-and-set, unless a critical value waits (S2) or the client wants none."""
    calm = ~queries.has_open_alert(Assessment.client_id), ~queries.wants_none(Assessment.client_id)
    still = update(Assessment).where(Assessment.id == found.id, Assessment.status == found.status, *calm)
    if may(act, found.status) and changed(still.values(status=after(act), **values)):
        return
    alert_open, wants_none = queries.stopped_by(found.client_id)
    if alert_open:
        raise AlertOpen
    if wants_none:
        raise OptedOut
    raise AssessmentMoved


def _use_right(found: Assessment) -> None:
    """One assessment a year by the plan's counter; worked out anew it is the same one, and needs no plan to end."""
    if queries.released_before(found):
        return
    enrolment = plans.live_enrolment(client_id=found.client_id, day=clock.today())
    if enrolment:
        plan_services.use(enrolment_id=enrolment.id, item=Item.ASSESSMENT)


def _tell(found: Assessment) -> None:
    client = clients.client(found.client_id)
    if client and client.account_id:
        words = both("Your yearly summary is ready to read")
        notices.tell(
            account_id=client.account_id,
            branch_id=client.branch_id,
            kind="ASSESSMENT",
            words=words,
            link=f"/assessments/{found.id}",
        )


def _serve(found: Assessment, staff_id: str) -> None:
    client_services.note_service(
        client_id=found.client_id, staff_id=staff_id, capacity=Capacity.REVIEW, day=clock.today()
    )


def _note(what: str, found: Assessment, actor_id: str) -> None:
    audit.record(
        f"assessments.assessment.{what}",
        subject=("assessment", found.id),
        branch_id=found.branch_id,
        actor_id=actor_id,
    )
