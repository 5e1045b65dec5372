"""The day of a scheduled version: what was in effect ends, what waited begins (D1).

Pages and questions count the day as come by themselves; the rows follow by a job, or by whatever
is done to the versions first.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime, time

from sqlalchemy import select, update

from webapp.diet_plans import queries
from webapp.diet_plans.events import DietPlanPublished
from webapp.diet_plans.models import DietDraft, DietPlanVersion
from webapp.diet_plans.rules.versions import VersionStatus
from webapp.diet_plans.services.telling import News, tell
from webapp.diet_plans.services.warning import end_warnings
from webapp.kernel import audit, clock, events, jobs
from webapp.kernel.db import changed, db


def plan_taking_effect(version: DietPlanVersion) -> None:
    """Ask for a version to be put in effect when its day begins, where it is not."""
    if version.status == VersionStatus.SCHEDULED:
        midnight = datetime.combine(version.effective_from, time(), clock.zone(clock.HOME_ZONE))
        payload = {"client_id": version.client_id}
        jobs.enqueue("diet_plans.take_effect", payload, run_after=midnight.astimezone(UTC))


@jobs.handler("diet_plans.take_effect")
def take_effect(task: jobs.Task) -> None:
    """Put in effect what is due for a client; a version that was replaced or withdrawn stays so."""
    put_due_in_effect(task.payload["client_id"])


def put_due_in_effect(client_id: str) -> None:
    """Put a scheduled version whose day has come in effect, once, and say so."""
    hold(client_id)
    due = queries.scheduled_version(client_id)
    if due is None or due.effective_from > clock.today():
        return
    end_live(client_id, (VersionStatus.EFFECTIVE,))
    if set_status(due, VersionStatus.EFFECTIVE):
        end_warnings(client_id)
        tell(due, News.TAKES_EFFECT)
        note("diet_plans.version.took_effect", due, "")
        events.publish(DietPlanPublished(due.id, due.client_id, due.branch_id))


def hold(client_id: str) -> None:
    """Let one deed at a time do something to a client's versions: they share the draft's row."""
    db.session.execute(select(DietDraft.id).where(DietDraft.client_id == client_id).with_for_update())


def end_live(client_id: str, statuses: Collection[VersionStatus]) -> None:
    """Supersede the client's versions that have one of these statuses."""
    where = (DietPlanVersion.client_id == client_id, DietPlanVersion.status.in_(statuses))
    ended = {"status": VersionStatus.SUPERSEDED.value, "ended_at": clock.now()}
    changed(update(DietPlanVersion).where(*where).values(**ended))


def set_status(version: DietPlanVersion, status: VersionStatus, **values: object) -> bool:
    """Move a version from the status it was read with; False where somebody was faster."""
    where = (DietPlanVersion.id == version.id, DietPlanVersion.status == version.status)
    moved = changed(update(DietPlanVersion).where(*where).values(status=status.value, **values))
    db.session.expire(version)
    return bool(moved)


def note(action: str, version: DietPlanVersion, actor_id: str) -> None:
    """Write into the audit chain what became of a version."""
    audit.record(
        action,
        subject=("diet_plan_version", version.id),
        branch_id=version.branch_id,
        actor_id=actor_id,
        details={"number": version.number},
    )
