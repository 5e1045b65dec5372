"""What the regular look at clients goes by: their plans in effect and a week of marks, many at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import undefer

from webapp.diet_plans.models import DietPlanVersion, MealLog
from webapp.diet_plans.queries.following import followed_plan
from webapp.diet_plans.queries.versions import Published
from webapp.diet_plans.rules import document
from webapp.diet_plans.rules.adherence import Mark, days_before
from webapp.diet_plans.rules.content import Meal
from webapp.diet_plans.rules.versions import LIVE
from webapp.diet_plans.rules.worklist import InEffect, Standing, last_day
from webapp.kernel import clock
from webapp.kernel.db import db

Marks = dict[tuple[date, Meal], Mark]


def in_effect(client_ids: Sequence[str]) -> dict[str, DietPlanVersion]:
    """Give the versions in effect of some clients, in one statement."""
    return {one.client_id: one for one in _live(client_ids) if one.effective_from <= clock.today()}


def looked_at(client_ids: Sequence[str], *, today: date) -> dict[str, Standing]:
    """Give what the list needs of some clients' plans, in two statements; who has none is left out."""
    marks, found = _marks(client_ids, today), defaultdict[str, Standing](Standing)
    for one in _live(client_ids, whole=True):
        if one.effective_from > today:
            found[one.client_id] = Standing(found[one.client_id].plan, coming=True)
        else:
            found[one.client_id] = Standing(_in_effect(one, marks[one.client_id], today))
    return found


def _live(client_ids: Sequence[str], *, whole: bool = False) -> list[DietPlanVersion]:
    """Give the versions that are in effect or wait for their day; of one client, the older one first."""
    asked = select(DietPlanVersion).where(
        DietPlanVersion.client_id.in_(client_ids), DietPlanVersion.status.in_(LIVE)
    )
    asked = asked.options(undefer(DietPlanVersion.content)) if whole else asked
    return list(db.session.scalars(asked.order_by(DietPlanVersion.client_id, DietPlanVersion.number)))


def _in_effect(version: DietPlanVersion, marked: Marks, today: date) -> InEffect:
    plan = Published(version, document.read(version.content), {})
    return InEffect(
        since=version.effective_from,
        read=version.read_at is not None,
        week=followed_plan(plan, marked, today=today),
        last_day=last_day((phase.weeks for phase in plan.content.phases), version.effective_from),
    )


def _marks(client_ids: Sequence[str], today: date) -> defaultdict[str, Marks]:
    days = days_before(today)
    asked = select(MealLog.client_id, MealLog.day, MealLog.meal, MealLog.mark).where(
        MealLog.client_id.in_(client_ids), MealLog.day >= days[0], MealLog.day <= days[-1]
    )
    found: defaultdict[str, Marks] = defaultdict(dict)
    for client_id, day, meal, mark in db.session.execute(asked):
        found[client_id][(day, Meal(meal))] = Mark(mark)
    return found
