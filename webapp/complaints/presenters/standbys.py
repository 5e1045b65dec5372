"""Who is on standby, until when, and who stands in: for the review list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from webapp.complaints.models import Case, Respondent
from webapp.complaints.presenters.own import Order
from webapp.complaints.presenters.timing import days_left_words
from webapp.complaints.rules import clocks
from webapp.kernel import clock
from webapp.kernel.i18n import _, day, ngettext, say
from webapp.kernel.pages import link
from webapp.organisation.queries import Position
from webapp.toolbox.calendar import WorkingDays


@dataclass(frozen=True, slots=True)
class StandbyRow:
    """One person on standby for one case."""

    name: str
    since: str
    review: str
    left: str
    tone: str
    lapses: str
    standing_in: str
    waiting: str
    case: str
    review_href: str
    pass_on_href: str


@dataclass(frozen=True, slots=True)
class Around:
    """What the rows need beside the cases: the people, who stands in for whom at how many places, the calendar."""

    people: Mapping[str, Position]
    substituted: Mapping[str, Mapping[str, int]]
    calendar: WorkingDays
    today: date


def standby_row(case: Case, one: Respondent, order: Order, around: Around) -> StandbyRow:
    """Draw one standby: the next review is the one that counts."""
    left = clocks.days_left(around.calendar, due=order.review_due, today=around.today)
    opened = clock.local(order.opened_at).date()
    lapses = clocks.standby_lapses(
        around.calendar, opened=opened, renewed_by_headquarters=one.renewed_on, days=case.promised.standby
    )
    return StandbyRow(
        name=say(around.people[one.staff_id].staff.name),
        since=day(opened, "short"),
        review=day(order.review_due, "short"),
        left=days_left_words(left),
        tone=clocks.tone(left),
        lapses=_("Separation proposed") if order.separation_proposed_at else day(lapses, "short"),
        standing_in=standing_in(one.staff_id, around),
        waiting=waiting(one.staff_id, around),
        case=case.number,
        review_href=link("complaints_desk.dossier", case_id=case.id, do="RENEW_STANDBY"),
        pass_on_href=link("complaints_desk.ask_pass_on", case_id=case.id),
    )


def standing_in(staff_id: str, around: Around) -> str:
    """Say who looks after somebody's clients meanwhile, and how many."""
    places = around.substituted.get(staff_id, {})
    return " · ".join(
        ngettext(
            "%(name)s, %(n)s client", "%(name)s, %(n)s clients", n, name=say(around.people[one].staff.name)
        )
        for one, n in places.items()
        if _serves(one, around)
    )


def waiting(staff_id: str, around: Around) -> str:
    """Say at how many places nobody who serves looks after somebody's clients."""
    places = around.substituted.get(staff_id, {})
    left = sum(n for one, n in places.items() if not _serves(one, around))
    return (
        ngettext("Nobody looks after %(n)s client", "Nobody looks after %(n)s clients", left) if left else ""
    )


def _serves(staff_id: str, around: Around) -> bool:
    return staff_id in around.people and around.people[staff_id].serving
