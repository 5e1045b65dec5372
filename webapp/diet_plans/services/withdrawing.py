"""Withdrawing a version, with a reason that its client reads (D1)."""

from __future__ import annotations

from webapp.diet_plans import queries
from webapp.diet_plans.events import DietPlanWithdrawn
from webapp.diet_plans.refusals import AlreadyEnded, MayNotWrite, NoReason
from webapp.diet_plans.rules import document
from webapp.diet_plans.rules.content import NOTHING
from webapp.diet_plans.rules.versions import TRANSITIONS, VersionStatus
from webapp.diet_plans.services.taking_effect import note, put_due_in_effect, set_status
from webapp.diet_plans.services.telling import News, tell
from webapp.diet_plans.services.warning import end_warnings
from webapp.kernel import clock, crypto, events
from webapp.kernel.db import db
from webapp.organisation import queries as organisation
from webapp.toolbox.words import Bilingual


def withdraw(*, client_id: str, version_id: str, reason: Bilingual, staff_id: str, actor_id: str) -> None:
    """End a version that is in effect or waits; what it replaced stays replaced, so none may be in effect.

    Raises MayNotWrite, NoReason, AlreadyEnded, NotYours.
    """
    if not organisation.may_serve(staff_id):
        raise MayNotWrite
    if reason == NOTHING:
        raise NoReason
    put_due_in_effect(client_id)
    version = queries.published(version_id, client_id=client_id).version
    db.session.refresh(version)
    words = crypto.for_row(document.write_words(reason), version_id)
    ended = {"ended_at": clock.now(), "withdrawn_by": staff_id, "withdrawal_reason": words}
    allowed = VersionStatus.WITHDRAWN in TRANSITIONS[VersionStatus(version.status)]
    if not allowed or not set_status(version, VersionStatus.WITHDRAWN, **ended):
        raise AlreadyEnded
    end_warnings(client_id)
    tell(version, News.WITHDRAWN)
    note("diet_plans.version.withdrawn", version, actor_id)
    events.publish(DietPlanWithdrawn(version.id, version.client_id, version.branch_id))
