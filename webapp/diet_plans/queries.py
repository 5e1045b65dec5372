"""Questions to the diet plans room; all read only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from sqlalchemy import and_, bindparam, select
from sqlalchemy.orm import undefer

from webapp.clients import queries as clients
from webapp.clients.rules import Purpose
from webapp.diet_plans.models import DietDraft, DietPlanVersion, MealLog
from webapp.diet_plans.rules import document
from webapp.diet_plans.rules.adherence import EDITABLE_DAYS, Adherence, Mark, adherence
from webapp.diet_plans.rules.content import Content, Meal, Menu
from webapp.diet_plans.rules.foods import Table
from webapp.diet_plans.rules.publishing import VersionStatus
from webapp.kernel import clock
from webapp.kernel.db import db
from webapp.kernel.errors import NotYours
from webapp.plans import queries as plans
from webapp.plans.rules import Item
from webapp.toolbox.words import Bilingual


@dataclass(frozen=True, slots=True)
class Published:
    """A version as it is read: the row, what it says, and its own foods."""

    version: DietPlanVersion
    content: Content
    foods: Table


@dataclass(frozen=True, slots=True)
class MealToday:
    """One planned meal of a day and what became of it."""

    meal: Meal
    menu: Menu
    mark: Mark | None


@dataclass(frozen=True, slots=True)
class Waiting:
    """A line of the nutritionist's list."""

    client_id: str
    name: Bilingual
    version: DietPlanVersion | None
    draft: DietDraft | None


@dataclass(frozen=True, slots=True)
class AtTable:
    """A client, whether the plan contains diet plans, and whether the nutritionist may see the record (A5)."""

    client: clients.Client
    entitled: bool
    shares: bool


def draft(client_id: str) -> DietDraft | None:
    """Give what is being written for a client."""
    return db.session.scalars(select(DietDraft).where(DietDraft.client_id == client_id)).first()


_EFFECTIVE = select(DietPlanVersion).where(
    DietPlanVersion.client_id == bindparam("client_id"),
    DietPlanVersion.status == VersionStatus.EFFECTIVE.value,
)


def effective_version(client_id: str) -> DietPlanVersion | None:
    """Give the row of the version in effect (on every Today, so the statement is built once)."""
    return db.session.scalars(_EFFECTIVE, {"client_id": client_id}).first()


def effective_plan(client_id: str) -> Published | None:
    """Give the plan in effect for a client, with the foods it was published with (D1)."""
    version = effective_version(client_id)
    if version is None:
        return None
    return Published(version, *_what_it_says(version.id))


@lru_cache(maxsize=512)
def _what_it_says(version_id: str) -> tuple[Content, Table]:
    """Read a version once per process: it never changes (D1), so it need not be opened again."""
    text = db.session.scalar(select(DietPlanVersion.content).where(DietPlanVersion.id == version_id)) or ""
    return document.read(text), document.read_foods(text)


def versions(client_id: str) -> list[DietPlanVersion]:
    """Give all published versions of a client, newest first."""
    asked = select(DietPlanVersion).where(DietPlanVersion.client_id == client_id)
    return list(db.session.scalars(asked.order_by(DietPlanVersion.number.desc())))


def all_published(client_id: str) -> list[Published]:
    """Give every version a client ever had with what it says, newest first, in one statement."""
    mine = select(DietPlanVersion).where(DietPlanVersion.client_id == client_id)
    whole = mine.options(undefer(DietPlanVersion.content)).order_by(DietPlanVersion.number.desc())
    return [
        Published(row, document.read(row.content), document.read_foods(row.content))
        for row in db.session.scalars(whole)
    ]


def published(version_id: str, *, client_id: str) -> Published:
    """Give one version as it was published (D1). Raises NotYours for another client's."""
    version = db.session.get(DietPlanVersion, version_id)
    if version is None or version.client_id != client_id:
        raise NotYours
    return Published(version, *_what_it_says(version.id))


def marks(*, client_id: str, first: date, last: date) -> Mapping[tuple[date, Meal], Mark]:
    """Give what was marked from one day to another, both included."""
    asked = select(MealLog.day, MealLog.meal, MealLog.mark).where(
        MealLog.client_id == client_id, MealLog.day >= first, MealLog.day <= last
    )
    return {(day, Meal(meal)): Mark(mark) for day, meal, mark in db.session.execute(asked)}


def meals_on(*, client_id: str, day: date) -> list[MealToday]:
    """Give a client's planned meals of a day with their marks; empty without a plan."""
    plan = effective_plan(client_id)
    if plan is None:
        return []
    return planned(plan.content, day, marks(client_id=client_id, first=day, last=day))


def planned(content: Content, day: date, marked: Mapping[tuple[date, Meal], Mark]) -> list[MealToday]:
    """Give the meals a plan has for a calendar day."""
    menus = content.days[day.weekday()]
    return [MealToday(meal, menu, marked.get((day, meal))) for meal, menu in menus.items()]


_FOLLOWED = select(DietPlanVersion.id, DietPlanVersion.published_at, MealLog.day, MealLog.meal, MealLog.mark)
_FOLLOWED = _FOLLOWED.outerjoin(
    MealLog,
    and_(
        MealLog.client_id == DietPlanVersion.client_id,
        MealLog.day >= bindparam("first"),
        MealLog.day <= bindparam("last"),
    ),
).where(
    DietPlanVersion.client_id == bindparam("client_id"),
    DietPlanVersion.status == VersionStatus.EFFECTIVE.value,
)


def followed(client_id: str, *, today: date) -> Adherence:
    """Give how far the plan in effect was followed in the seven days before today (D6), in one statement."""
    days = days_before(today)
    asked = {"client_id": client_id, "first": days[0], "last": days[-1]}
    found = db.session.execute(_FOLLOWED, asked).all()
    if not found:
        return adherence([])
    content, _foods = _what_it_says(found[0].id)
    marked = {(row.day, Meal(row.meal)): Mark(row.mark) for row in found if row.day}
    return adherence(_due(content, found[0].published_at, days, marked))


def followed_plan(plan: Published, marked: Mapping[tuple[date, Meal], Mark], *, today: date) -> Adherence:
    """Give the same for a plan and marks that are at hand; `marked` holds the seven days before today."""
    return adherence(_due(plan.content, plan.version.published_at, days_before(today), marked))


def days_before(today: date) -> list[date]:
    """Give the seven days before today, oldest first."""
    return [today - timedelta(days=back) for back in range(EDITABLE_DAYS, 0, -1)]


def _due(
    content: Content, published_at: datetime, days: list[date], marked: Mapping[tuple[date, Meal], Mark]
) -> list[Mark | None]:
    """Give what became of the meals that were due since the plan was published."""
    since = clock.local(published_at).date()
    return [meal.mark for day in days if day >= since for meal in planned(content, day, marked)]


def table_of(client_id: str, *, day: date) -> AtTable:
    """Give what a nutritionist must know before writing, in one statement. Raises NotYours without a client."""
    entitled = plans.covers(client_id=client_id, item=Item.DIET_PLAN, day=day)
    shares = clients.agrees(client_id, Purpose.SHARE_WITH_NUTRITIONIST)
    asked = select(clients.Client, entitled, shares).where(clients.Client.id == client_id)
    found = db.session.execute(asked).first()
    if found is None:
        raise NotYours
    return AtTable(found[0], bool(found[1]), bool(found[2]))


def without_plan(*, branch_id: str, day: date) -> int:
    """Count a branch's clients whose service plan contains diet plans and who have none in effect."""
    wanted = set(plans.clients_entitled(branch_id=branch_id, item=Item.DIET_PLAN, day=day))
    in_effect = select(DietPlanVersion.client_id).where(
        DietPlanVersion.branch_id == branch_id, DietPlanVersion.status == VersionStatus.EFFECTIVE
    )
    return len(wanted.difference(db.session.scalars(in_effect)))


def clients_of_branch(*, branch_id: str, day: date) -> list[Waiting]:
    """Give a branch's clients whose plan contains diet plans: those without a plan first."""
    wanted = plans.clients_entitled(branch_id=branch_id, item=Item.DIET_PLAN, day=day)
    people = clients.named(wanted)
    in_effect = select(DietPlanVersion).where(
        DietPlanVersion.branch_id == branch_id, DietPlanVersion.status == VersionStatus.EFFECTIVE
    )
    effective = {version.client_id: version for version in db.session.scalars(in_effect)}
    started = select(DietDraft).where(DietDraft.branch_id == branch_id)
    drafts = {one.client_id: one for one in db.session.scalars(started)}
    order = sorted(people, key=lambda one: (one in effective, people[one].pinyin, one))
    return [Waiting(one, people[one].name, effective.get(one), drafts.get(one)) for one in order]
