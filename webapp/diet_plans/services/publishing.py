"""Publishing: one transaction supersedes the old version and puts the new one in effect (D1)."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import update

from webapp.clients import services as client_services
from webapp.clients.queries import Client
from webapp.clients.rules import Capacity, age_on
from webapp.diet_plans import queries
from webapp.diet_plans.events import DietPlanPublished
from webapp.diet_plans.models import DietDraft, DietPlanVersion
from webapp.diet_plans.refusals import NewerPublished, NotReady
from webapp.diet_plans.rules import document
from webapp.diet_plans.rules.balance import doubts
from webapp.diet_plans.rules.content import NOTHING, Content
from webapp.diet_plans.rules.foods import table, table_version
from webapp.diet_plans.rules.publishing import VersionStatus, next_number, obstacles
from webapp.diet_plans.rules.targets import Need, energy_need
from webapp.diet_plans.services.writing import check_may_write, move
from webapp.kernel import audit, clock, crypto, events, ids
from webapp.kernel.db import db
from webapp.kernel.errors import NotYours
from webapp.kernel.i18n import both
from webapp.notices import services as notices
from webapp.records import services as records
from webapp.toolbox.words import Bilingual


def publish(
    *,
    client_id: str,
    revision: int,
    staff_id: str,
    actor_id: str,
    allergy_reason: Bilingual = NOTHING,
    looked_twice: bool = False,
) -> DietPlanVersion:
    """Publish the draft as it was read at `revision` (D1–D3).

    `looked_twice`: the nutritionist saw the days that are far from their target and means them.

    Of several parallel publishes one wins. Raises NewerPublished for the others, NotReady with the
    obstacles, and what writing raises.
    """
    client = check_may_write(client_id=client_id, staff_id=staff_id)
    draft = queries.draft(client_id)
    if draft is None:
        raise NotYours
    content = replace(document.read(draft.content), allergy_reason=allergy_reason)
    doubts_left = None if looked_twice else doubts(content, table(), content.bands(_need(client, content)))
    found = obstacles(content, table(), frozenset(client.allergens), doubts=doubts_left)
    if found:
        raise NotReady(found)
    _claim(draft, revision, staff_id, content)
    version = _put_in_effect(draft, content, staff_id)
    _file(version, staff_id)
    _tell(client)
    _record(version, actor_id, looked_twice)
    return version


def _need(client: Client, content: Content) -> Need | None:
    return energy_need(
        age=age_on(client.birth_date, clock.today()), sex=client.sex, activity=content.activity
    )


def _claim(draft: DietDraft, revision: int, staff_id: str, content: Content) -> None:
    """Take the draft's revision: whoever moves it first publishes. The reason is asked anew each time."""
    if draft.revision != revision or not move(draft, staff_id, replace(content, allergy_reason=NOTHING)):
        raise NewerPublished


def _put_in_effect(draft: DietDraft, content: Content, staff_id: str) -> DietPlanVersion:
    newest = db.session.scalar(
        update(DietPlanVersion)
        .where(
            DietPlanVersion.client_id == draft.client_id, DietPlanVersion.status == VersionStatus.EFFECTIVE
        )
        .values(status=VersionStatus.SUPERSEDED)
        .returning(DietPlanVersion.number)
        .execution_options(synchronize_session=False)
    )  # the one in effect is always the newest
    text, key = document.write_version(content), ids.new_id()
    version = DietPlanVersion(
        id=key,
        branch_id=draft.branch_id,
        client_id=draft.client_id,
        number=next_number(newest or 0),
        content=crypto.for_row(text, key),
        content_hash=document.fingerprint(text),
        food_table=table_version(),
        published_by=staff_id,
    )
    db.session.add(version)
    db.session.flush()
    return version


def _file(version: DietPlanVersion, staff_id: str) -> None:
    """File the version into the ledger and the timeline."""
    client_services.note_service(
        client_id=version.client_id, staff_id=staff_id, capacity=Capacity.NUTRITIONIST, day=clock.today()
    )
    records.file_entry(
        client_id=version.client_id,
        branch_id=version.branch_id,
        kind="diet_plan",
        title=both("Diet plan, version %(n)s", n=version.number),
        at=clock.now(),
        ref="/diet/plan",
    )


def _tell(client: Client) -> None:
    if client.account_id:
        notices.tell(
            account_id=client.account_id,
            branch_id=client.branch_id,
            kind="diet_plan",
            words=both("There is something new for you to read."),
            link="/diet",
        )


def _record(version: DietPlanVersion, actor_id: str, looked_twice: bool) -> None:
    """Note it in the audit chain and tell the house."""
    audit.record(
        "diet_plans.version.published",
        subject=("diet_plan_version", version.id),
        branch_id=version.branch_id,
        actor_id=actor_id,
        details={"number": version.number, "hash": version.content_hash, "looked_twice": looked_twice},
    )
    events.publish(DietPlanPublished(version.id, version.client_id, version.branch_id))
