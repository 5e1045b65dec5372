"""Publishing: one transaction supersedes what a version replaces and writes it down (D1)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from webapp.clients import queries as clients
from webapp.clients import services as client_services
from webapp.clients.queries import Client
from webapp.clients.rules import Capacity, age_on
from webapp.diet_plans import queries
from webapp.diet_plans.events import DietPlanPublished
from webapp.diet_plans.models import DietDraft, DietPlanVersion
from webapp.diet_plans.refusals import BadFirstDay, DraftMoved, NewerPublished, NotReady
from webapp.diet_plans.rules import document
from webapp.diet_plans.rules.balance import doubts
from webapp.diet_plans.rules.content import NOTHING, Content
from webapp.diet_plans.rules.document import Frozen
from webapp.diet_plans.rules.exchanges import allowed_swaps, exchange_table_version, groups_used
from webapp.diet_plans.rules.foods import Nutrient, Table
from webapp.diet_plans.rules.nutrition import Band
from webapp.diet_plans.rules.publishing import obstacles
from webapp.diet_plans.rules.targets import Need, energy_need
from webapp.diet_plans.rules.versions import Beginning, VersionStatus, beginning, may_begin, next_number
from webapp.diet_plans.services.drafts import check_may_write, move
from webapp.diet_plans.services.taking_effect import end_live, plan_taking_effect, put_due_in_effect
from webapp.diet_plans.services.telling import News, tell
from webapp.diet_plans.services.warning import end_warnings
from webapp.kernel import audit, clock, crypto, events, ids
from webapp.kernel.db import db
from webapp.kernel.errors import NotYours
from webapp.kernel.i18n import both
from webapp.organisation import queries as organisation
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
    first_day: date | None = None,
) -> DietPlanVersion:
    """Publish the draft as it was read at `revision`, in effect from `first_day` on (today) (D1–D3).

    `looked_twice`: the nutritionist saw the days that are far from their target and means them.

    Of several parallel publishes one wins. Raises NewerPublished or DraftMoved for the others, NotReady
    with the obstacles, BadFirstDay, and what writing raises.
    """
    clients.hold(client_id)  # an allergy reported now is seen here, or finds this version and warns (D3)
    client, today = check_may_write(client_id=client_id, staff_id=staff_id), clock.today()
    draft = queries.draft(client_id)
    if draft is None:
        raise NotYours
    if not may_begin(first_day or today, today=today):
        raise BadFirstDay
    content = replace(document.read(draft.content), allergy_reason=allergy_reason)
    table, targets = queries.foods_as_written(content.codes), content.bands(_need(client, content))
    doubts_left = None if looked_twice else doubts(content, table, targets)
    found = obstacles(content, table, frozenset(client.allergens), doubts=doubts_left)
    if found:
        raise NotReady(found)
    _claim(draft, client_id, revision, staff_id, content)
    text = _frozen_text(client, content, table, targets)
    version = _write_down(draft, client_id, text, staff_id, beginning(first_day or today, today=today))
    plan_taking_effect(version)
    _file(version, staff_id)
    tell(version, News.PUBLISHED)
    _record(version, actor_id, looked_twice)
    return version


def _need(client: Client, content: Content) -> Need | None:
    return energy_need(
        age=age_on(client.birth_date, clock.today()), sex=client.sex, activity=content.activity
    )


def _claim(draft: DietDraft, client_id: str, revision: int, staff_id: str, content: Content) -> None:
    """Take the draft's revision: whoever moves it first publishes. The reason is asked anew each time."""
    if draft.revision == revision and move(draft, staff_id, replace(content, allergy_reason=NOTHING)):
        return
    newest = queries.newest_version(client_id)
    if newest is None or newest.draft_revision < revision:
        raise DraftMoved
    author = organisation.staff(newest.published_by)
    raise NewerPublished(newest.number, newest.published_at, author.name if author else NOTHING)


def _frozen_text(client: Client, content: Content, table: Table, targets: Mapping[Nutrient, Band]) -> str:
    """Write the document that is never changed: nothing in it is looked up again (D1, D4)."""
    to_exchange = queries.foods_to_exchange(groups_used(content, table), client.branch_id)
    swaps = allowed_swaps(to_exchange, frozenset(client.allergens))
    frozen = Frozen(queries.food_table_version(), exchange_table_version(), swaps, targets)
    return document.write_version(content, table, frozen)


def _write_down(
    draft: DietDraft, client_id: str, text: str, staff_id: str, begins: Beginning
) -> DietPlanVersion:
    """Put the version beside those before it; the draft's row is held, so their number stands still."""
    put_due_in_effect(client_id)
    newest = queries.newest_version(client_id)
    end_live(client_id, begins.replaces)
    end_warnings(client_id)
    key, (food_table, exchange_table) = ids.new_id(), document.frozen_tables(text)
    version = DietPlanVersion(
        id=key,
        branch_id=draft.branch_id,
        client_id=client_id,
        number=next_number(newest.number if newest else 0),
        draft_revision=draft.revision,
        status=begins.status,
        effective_from=begins.day,
        content=crypto.for_row(text, key),
        content_hash=document.fingerprint(text),
        food_table=food_table,
        exchange_table=exchange_table,
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


def _record(version: DietPlanVersion, actor_id: str, looked_twice: bool) -> None:
    """Note it in the audit chain and tell the house."""
    audit.record(
        "diet_plans.version.published",
        subject=("diet_plan_version", version.id),
        branch_id=version.branch_id,
        actor_id=actor_id,
        details={
            "number": version.number,
            "hash": version.content_hash,
            "first_day": version.effective_from.isoformat(),
            "looked_twice": looked_twice,
        },
    )
    if version.status == VersionStatus.EFFECTIVE:
        events.publish(DietPlanPublished(version.id, version.client_id, version.branch_id))
