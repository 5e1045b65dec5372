"""The queue by time left, and one case: story, people, evidence, clocks, allowed steps only."""

from __future__ import annotations

from typing import Any

from flask import Response, request

from webapp.accounts.rules import Role
from webapp.complaints import queries, services
from webapp.complaints.desk.blueprint import DESK_ROLES, EMPLOYEES, desk
from webapp.complaints.desk.step import Step
from webapp.complaints.desk.steps import STEPS, drawn_form, offered
from webapp.complaints.forms import StepForm
from webapp.complaints.presenters import desk as present
from webapp.complaints.presenters.saved import FIELDS, saved_replies, saved_words
from webapp.complaints.presenters.spoken import Kept
from webapp.complaints.presenters.timing import all_clocks
from webapp.complaints.presenters.words import STATES, subject
from webapp.complaints.queries import Dossier, Queue
from webapp.complaints.rules.entering import ENTERING_ROLES
from webapp.complaints.rules.states import CONSEQUENT, Action, State
from webapp.kernel import access, clock, htmx
from webapp.organisation import queries as organisation
from webapp.toolbox.calendar import WorkingDays


@desk.get("/desk/complaints")
@access.roles(*DESK_ROLES)
def queue() -> Response:
    """Show one view of the queue, least time left first."""
    may_enter = access.visitor().role in ENTERING_ROLES
    return htmx.answer("complaints/queue.html", may_enter=may_enter, **_list(organisation.working_days()))


@desk.get("/desk/complaints/<id:case_id>")
@access.roles(*EMPLOYEES, own_case=True)
def dossier(case_id: str) -> Response:
    """Show a case; `?do=STEP` opens the form of a step.

    The door stands open for all staff, so that a respondent gets the very answer a wrong address gets.
    """
    found, kept = load(case_id)
    step = STEPS.get(request.args.get("do", ""))
    if step and step.form and step in offered(allowed(found, kept)):
        return draw(found, kept, step, _begun(step, found))
    return draw(found, kept)


def _begun(step: Step, found: Dossier) -> StepForm:
    """Make a step's form, begun with the saved reply that was chosen."""
    form = drawn_form(step, found)
    words = saved_words(step.action, request.args.get("reply", ""), found.case)
    if words:
        form[FIELDS[step.action]].data = words
    return form


def load(case_id: str) -> tuple[Dossier, Kept]:
    """Load a case with what is kept of it, or raise `NotYours`; conflicts are looked at now."""
    found = queries.dossier(case_id=case_id, staff_id=access.visitor().person_id)
    events, notes = queries.events(case_id), queries.notes(case_id)
    named = {one.staff_id for one in events if one.staff_id} | {one.staff_id for one in notes}
    done = {one.action for one in events}
    kept = Kept(
        events,
        queries.messages(case_id),
        notes,
        queries.evidence(case_id),
        queries.clocks(case_id),
        appeal=queries.appeal(case_id) if Action.APPEAL in done else None,
        separations=queries.separations(case_id) if Action.OBJECT in done else {},
    )
    return queries.naming(found, named), kept


def allowed(found: Dossier, kept: Kept) -> list[Action]:
    """Give what this person may do now."""
    known = services.facts(
        found.case,
        found.respondents,
        replies_open=services.running_replies(kept.clocks),
        evidence=len(kept.evidence),
    )
    separations = queries.separations(found.case.id) if State(found.case.state) in CONSEQUENT else {}
    return services.allowed(found, known, list(separations.values()))


def draw(
    found: Dossier,
    kept: Kept,
    step: Step | None = None,
    form: StepForm | None = None,
    status: int = 200,
    why: str = "",
) -> Response:
    """Draw a case, with one step's form open; `why` a step was refused."""
    case, calendar = found.case, organisation.working_days()
    return htmx.answer(
        "complaints/dossier.html",
        status=status,
        case=case,
        category=subject(case),
        state=STATES[State(case.state)],
        mine=case.handler_id == found.me.id,
        clocks=all_clocks(kept.clocks, case, today=clock.today(), calendar=calendar),
        story=present.story(found, kept),
        people=present.people(found),
        evidence=present.evidence(found, kept.evidence),
        findings=present.findings(found),
        notes=kept.notes,
        authors=found.people,
        client_sees=present.client_sees(case),
        steps=offered(allowed(found, kept)),
        opened=step,
        saved=saved_replies(step.action, case, _which().value) if step else [],
        form=form,
        refused=[("", why)] if why else [],
        **_list(calendar, found),
    )


def _list(calendar: WorkingDays, found: Dossier | None = None) -> dict[str, Any]:
    """Gather the work list with the size of each view; beside a case its reader is known already."""
    who = access.visitor().person_id
    which = _which()
    me = found.people[who] if found else None
    page, sizes = queries.queue(staff_id=who, which=which, after=request.args.get("after", ""), me=me)
    number = request.args.get("q", "").strip()[:20]
    rows = queries.by_number(staff_id=who, number=number, me=me) if number else page.rows
    return {
        "which": which.value,
        "filters": present.filters(which, sizes),
        "items": present.queue_items(
            rows,
            which=which,
            today=clock.today(),
            calendar=calendar,
            current=found.case.id if found else "",
        ),
        "after": "" if number else page.after,
        "number": number,
    }


def _which() -> Queue:
    """Read which view is asked for; handlers begin with their own, reviewers with what waits for them."""
    asked = request.args.get("view", "")
    if asked in {one.value for one in Queue}:
        return Queue(asked)
    handles = access.visitor().role == Role.COMPLAINT_HANDLER
    return Queue.MINE if handles else Queue.REVIEW
