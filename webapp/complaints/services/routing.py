"""Who handles a case: the router, taking, stepping back, and passing on what a person leaves (§5)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from sqlalchemy import select

from webapp.clients.events import CareWaits
from webapp.complaints import queries
from webapp.complaints.models import Case, Recusal, Respondent
from webapp.complaints.rules import eligibility, states
from webapp.complaints.rules.states import Action, Actor
from webapp.complaints.services import acting, engine, telling
from webapp.complaints.services.refusals import NotAllowedNow
from webapp.kernel import audit
from webapp.kernel.db import db
from webapp.organisation import queries as organisation
from webapp.organisation.events import StaffPutOnStandby
from webapp.organisation.queries import Position

_ALARMED = ("HQ_ADMIN", "INDEPENDENT_REVIEWER")


def view_of(case: Case) -> eligibility.Case:
    """Give a case as eligibility sees it, with everybody's conflicts."""
    named = queries.respondents(case.id)
    places = organisation.positions(one.staff_id for one in named)
    return with_everybody(case, queries.of_respondents(named, places))


def with_everybody(case: Case, named: Sequence[eligibility.Person]) -> eligibility.Case:
    """Add to the people named who provided the service and who stepped back."""
    return eligibility.Case(
        branch_id=case.branch_id,
        respondents=named,
        providers=queries.providers(case),
        recused=queries.recused(case.id),
        handler_id=case.handler_id,
    )


def choose(view: eligibility.Case) -> Position | None:
    """Choose an eligible handler: the branch first, then headquarters, or nobody."""
    people = organisation.line_of(branch_id=view.branch_id, roles=eligibility.HANDLING_ROLES)
    load = queries.open_load([one.staff.id for one in people])
    chosen = eligibility.route([queries.person(one) for one in people], view, load)
    return next((one for one in people if one.staff.id == chosen), None)


def tell_handler(handler: Position | None, view: eligibility.Case) -> None:
    """Tell the handler of a case, or alarm headquarters where nobody is eligible (T1)."""
    if handler:
        telling.tell_desk(handler, "assigned")
        return
    alarm(view, "nobody")


def alarm(view: eligibility.Case, what: str, roles: Iterable[str] = _ALARMED) -> None:
    """Alarm headquarters: whoever has no conflict; where all have one, everybody but who is complained of.

    The words name no case, so that even these learn nothing of it.
    """
    others = replace(view, recused=frozenset())  # who stepped back knows of it, and can find somebody
    line = organisation.line_of(branch_id="", roles=roles)
    named = {one.id for one in view.respondents}
    clear = [one for one in line if not eligibility.conflicted(queries.person(one), others)]
    for one in clear or [one for one in line if one.staff.id not in named]:
        telling.tell_desk(one, what)


def tell_headquarters(case: Case, named: list[Respondent], what: str) -> None:
    """Tell who may act for headquarters in a case."""
    places = organisation.positions(one.staff_id for one in named)
    view = with_everybody(case, queries.of_respondents(named, places))
    for one in organisation.line_of(branch_id="", roles=_ALARMED):
        if eligibility.may_lead(queries.person(one), view):
            telling.tell_desk(one, what)


def take(*, case_id: str, staff_id: str, version: int) -> None:
    """Take a case that has no handler; eligibility is checked again."""
    found = acting.opened(case_id=case_id, staff_id=staff_id)
    acting.act(found, Action.TAKE, Actor.ELIGIBLE, version, handler_id=staff_id)


def recuse(*, case_id: str, staff_id: str, version: int) -> bool:
    """Step back from a case; somebody else eligible gets it in the same transaction (§5).

    Gives whether this person still sees the case: never.
    """
    found = acting.opened(case_id=case_id, staff_id=staff_id)
    db.session.add(Recusal(branch_id=found.case.branch_id, case_id=case_id, staff_id=staff_id))
    view = with_everybody(found.case, found.view.respondents)
    next_one = choose(view)
    handler_id = next_one.staff.id if next_one else None
    acting.act(found, Action.RECUSE, Actor.HANDLER, version, handler_id=handler_id)
    tell_handler(next_one, view)
    return False


def declare_interest(*, case_id: str, staff_id: str) -> bool:
    """Say that one has an interest in a case that one does not handle (§5): from now on one never sees it.

    It moves nothing: no state, no handler. Who handles the case steps back instead, so that it is handed on.
    Gives whether this person still sees the case: never.
    """
    found = acting.opened(case_id=case_id, staff_id=staff_id)
    case = found.case
    if case.handler_id == staff_id and case.state in states.UNDECIDED:
        raise NotAllowedNow("handler_steps_back")
    db.session.add(Recusal(branch_id=case.branch_id, case_id=case_id, staff_id=staff_id))
    audit.record(
        "complaints.case.interest_declared",
        subject=("complaint_case", case_id),
        branch_id=case.branch_id,
        actor_id=staff_id,
    )
    return False


def after_standby(event: StaffPutOnStandby) -> None:
    """React to a standby (S1): the open cases of a handler go to others at once."""
    undecided = [state.value for state in states.UNDECIDED]
    theirs = select(Case).where(Case.handler_id == event.staff_id, Case.state.in_(undecided))
    for case in db.session.scalars(theirs.order_by(Case.id)).all():
        reassign(case)


def care_waits(event: CareWaits) -> None:
    """Alarm headquarters: somebody is put on standby (S1), and nobody serves who could look after the clients."""
    there = organisation.positions([event.staff_id])[event.staff_id]
    view = eligibility.Case(
        branch_id=event.branch_id, respondents=(queries.person(there),), providers=frozenset()
    )
    alarm(view, "uncovered", roles={*_ALARMED, *eligibility.HANDLING_ROLES})


def reassign(case: Case) -> None:
    """Choose a handler anew: the one before is no longer eligible."""
    view = view_of(case)
    next_one = choose(view)
    handler_id = next_one.staff.id if next_one else None
    engine.move(case, action=Action.REASSIGN, actor=Actor.SYSTEM, handler_id=handler_id)
    tell_handler(next_one, view)
