"""What waits for a nutritionist, since when, and until when it should be done.

The clocks and limits are ours: no source prescribes them. They say in which order to work, and
nothing is hidden or refused by them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from webapp.diet_plans.rules.adherence import EDITABLE_DAYS, Adherence
from webapp.diet_plans.rules.rounding import percent


class Kind(StrEnum):
    """Why a client stands on the list; each at most once for a client."""

    ALLERGY = "ALLERGY"
    QUESTION = "QUESTION"
    WAITING = "WAITING"
    ENDING = "ENDING"
    RESULTS = "RESULTS"
    LITTLE_EATEN = "LITTLE_EATEN"
    NOT_LOGGED = "NOT_LOGGED"
    UNREAD = "UNREAD"


DAYS_TO_ACT: Mapping[Kind, int] = {
    Kind.ALLERGY: 0,
    Kind.QUESTION: 1,
    Kind.WAITING: 14,
    Kind.ENDING: 0,
    Kind.RESULTS: 7,
    Kind.LITTLE_EATEN: 3,
    Kind.NOT_LOGGED: 3,
    Kind.UNREAD: 3,
}
"""Calendar days from the moment a matter stands on the list to the day on which it should be done (ours).

A first plan has two weeks: it goes by the exam and the questionnaire of the new service year.
"""

SEEN_BY_LOOKING = frozenset({Kind.WAITING, Kind.ENDING, Kind.LITTLE_EATEN, Kind.NOT_LOGGED, Kind.UNREAD})
"""What the regular look at every client finds, and takes from the list when it no longer holds."""

ANSWERED_BY_A_PLAN = SEEN_BY_LOOKING | {Kind.RESULTS}
"""What a new plan in effect takes from the list: not a question, nor a warning that is still open (D3)."""

SETTLED_BY_HAND = frozenset({Kind.QUESTION, Kind.RESULTS})
"""What a nutritionist may call done without a new plan: no answer is needed, the results change nothing."""

PUT_OFF_BY_HAND = frozenset({Kind.ENDING, Kind.LITTLE_EATEN, Kind.NOT_LOGGED, Kind.UNREAD})
"""What a nutritionist may put off for a week, after a call for example."""

PUT_OFF = timedelta(days=7)
BEFORE_THE_END = timedelta(days=14)
"""A plan is named as ending this long before its last day: time to look at a new one with the client."""

READ_WITHIN = timedelta(days=7)
LITTLE = Decimal("0.5")
"""Below this share of the meals that were marked, a plan does not fit its client (ours): half of them."""

ENOUGH_MARKED = 6
"""Fewer marked meals in a week say nothing (ours): two days of three meals."""


@dataclass(frozen=True, slots=True)
class Matter:
    """One reason to look at a client: since when, until when; `share` in per cent where it is about meals."""

    since: date
    due_on: date
    share: int | None = None


@dataclass(frozen=True, slots=True)
class InEffect:
    """A plan as the list needs it: the day it took effect, its last day (None: no end), and what became of it."""

    since: date
    read: bool
    week: Adherence
    last_day: date | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a client stands: the plan in effect, and whether another one waits for its day."""

    plan: InEffect | None = None
    coming: bool = False


def last_day(weeks: Iterable[int | None], since: date) -> date | None:
    """Give the last day of a plan whose phases take these weeks; None where one has no end."""
    lengths = list(weeks)
    if not lengths or None in lengths:
        return None
    return since + timedelta(weeks=sum(length or 0 for length in lengths), days=-1)


def due_on(kind: Kind, since: date) -> date:
    """Give the day on which a matter of `since` should be done."""
    return since + timedelta(days=DAYS_TO_ACT[kind])


def found(entitled_since: date, client: Standing, *, today: date) -> dict[Kind, Matter]:
    """Give what the regular look finds about a client whose service plan contains diet plans (D6)."""
    plan = client.plan
    if plan is None:
        return {} if client.coming else {Kind.WAITING: _matter(Kind.WAITING, entitled_since)}
    said = {
        Kind.ENDING: None if client.coming else _ending(plan, today),
        Kind.LITTLE_EATEN: _little_eaten(plan, today),
        Kind.NOT_LOGGED: _not_logged(plan, today),
        Kind.UNREAD: _unread(plan, today),
    }
    return {kind: matter for kind, matter in said.items() if matter}


def _matter(kind: Kind, since: date, share: int | None = None) -> Matter:
    return Matter(since, due_on(kind, since), share)


def _ending(plan: InEffect, today: date) -> Matter | None:
    """The weeks of the phases run out; the day to act is the plan's last one."""
    if plan.last_day is None or today < plan.last_day - BEFORE_THE_END:
        return None
    return Matter(plan.last_day - BEFORE_THE_END, plan.last_day)


def _little_eaten(plan: InEffect, today: date) -> Matter | None:
    """Less than half of what was marked in the past week was eaten as planned; meals not marked do not count."""
    marked = plan.week.due - plan.week.not_logged
    if marked < ENOUGH_MARKED or plan.week.followed / marked >= LITTLE:
        return None
    return _matter(Kind.LITTLE_EATEN, today, int(percent(plan.week.followed / marked)))


def _not_logged(plan: InEffect, today: date) -> Matter | None:
    """Not one meal of a whole week was marked: nobody knows how it goes. Never counted as not eaten."""
    whole_week = plan.since <= today - timedelta(days=EDITABLE_DAYS)
    silent = plan.week.due > 0 and plan.week.not_logged == plan.week.due
    return _matter(Kind.NOT_LOGGED, today) if whole_week and silent and plan.read else None


def _unread(plan: InEffect, today: date) -> Matter | None:
    """No read receipt seven days after the plan took effect."""
    expected = plan.since + READ_WITHIN
    return None if plan.read or today < expected else _matter(Kind.UNREAD, expected)
