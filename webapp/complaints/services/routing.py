"""Who handles a case: the router, taking, stepping back, and passing on what a person leaves (§5)."""

from __future__ import annotations

from sqlalchemy import select

from webapp.complaints import queries
from webapp.complaints.models import Case, Recusal
from webapp.complaints.rules import eligibility, states
from webapp.complaints.rules.states import Action, Actor, State
from webapp.complaints.services import acting, engine, telling
from webapp.kernel.db import db
from webapp.organisation import queries as organisation
from webapp.organisation.events import StaffPutOnStandby
from webapp.organisation.queries import Position

_ALARMED = ("HQ_ADMIN", "INDEPENDENT_REVIEWER")


def view_of(case: Case) -> eligibility.Case:
    """Give a case as eligibility sees it."""
    named = queries.respondents(case.id)
    places = organisation.positions(one.staff_id for one in named)
    return eligibility.Case(
        branch_id=case.branch_id,
        respondents=queries.of_respondents(named, places),
        providers=queries.providers(case),
        recused=queries.recused(case.id),
        handler_id=case.handler_id,
    )


def still_fits(case: Case, staff_id: str) -> bool:
    """Tell whether somebody may (still) handle a case."""
    there = organisation.positions([staff_id]).get(staff_id)
    return there is not None and eligibility.may_handle(queries.person(there), view_of(case))


def choose(case: Case) -> Position | None:
    """Choose an eligible handler: the branch first, then headquarters, or nobody."""
    people = organisation.line_of(branch_id=case.branch_id, roles=eligibility.HANDLING_ROLES)
    view = view_of(case)
    load = queries.open_load([one.staff.id for one in people])
    chosen = eligibility.route([queries.person(one) for one in people], view, load)
    return next((one for one in people if one.staff.id == chosen), None)


def assign(case: Case) -> None:
    """Give a new case its handler, or alarm headquarters where nobody is eligible (T1)."""
    found = choose(case)
    case.handler_id = found.staff.id if found else None
    if found:
        telling.tell_desk(found, "assigned")
    else:
        _alarm(case)


def _alarm(case: Case) -> None:
    named = {one.staff_id for one in queries.respondents(case.id)}
    for one in organisation.line_of(branch_id="", roles=_ALARMED):
        if one.staff.id not in named:
            telling.tell_desk(one, "nobody")


def take(*, case_id: str, staff_id: str, version: int) -> None:
    """Take a case that has no handler; eligibility is checked again."""
    found = acting.opened(case_id=case_id, staff_id=staff_id)
    acting.act(found, Action.TAKE, Actor.ELIGIBLE, version, handler_id=staff_id)


def recuse(*, case_id: str, staff_id: str, version: int) -> None:
    """Step back from a case; somebody else eligible gets it in the same transaction (§5)."""
    found = acting.opened(case_id=case_id, staff_id=staff_id)
    db.session.add(Recusal(branch_id=found.case.branch_id, case_id=case_id, staff_id=staff_id))
    db.session.flush()
    next_one = choose(found.case)
    acting.act(
        found, Action.RECUSE, Actor.HANDLER, version, handler_id=next_one.staff.id if next_one else None
    )
    _hand_on(found.case, next_one)


def after_standby(event: StaffPutOnStandby) -> None:
    """React to a standby (S1): the open cases of a handler go to others at once."""
    undecided = [state.value for state in states.OPEN - {State.DECIDED}]
    theirs = select(Case).where(Case.handler_id == event.staff_id, Case.state.in_(undecided))
    for case in db.session.scalars(theirs.order_by(Case.id)).all():
        reassign(case)


def reassign(case: Case) -> None:
    """Choose a handler anew: the one before is no longer eligible."""
    next_one = choose(case)
    handler_id = next_one.staff.id if next_one else None
    engine.move(case, action=Action.REASSIGN, actor=Actor.SYSTEM, handler_id=handler_id)
    _hand_on(case, next_one)


def _hand_on(case: Case, next_one: Position | None) -> None:
    if next_one:
        telling.tell_desk(next_one, "assigned")
    else:
        _alarm(case)
