"""Follow a case: the receipt, the timeline, answering, agreeing, withdrawing (T5, T12, T16)."""

from __future__ import annotations

from typing import Any

from flask import Response

from webapp.accounts.rules import Role
from webapp.clients import queries as clients
from webapp.complaints import queries, services
from webapp.complaints.forms import AcceptForm, AnswerForm
from webapp.complaints.models import Appeal, Case, CaseEvent
from webapp.complaints.presenters import client as present
from webapp.complaints.presenters.words import subject
from webapp.complaints.rules import guards
from webapp.complaints.rules.states import UNDECIDED, Action, Actor, State
from webapp.complaints.views.blueprint import bp
from webapp.kernel import access, clock, htmx, idempotency
from webapp.kernel.i18n import language, typed
from webapp.organisation import queries as organisation


def _own(case_id: str) -> Case:
    return queries.case_of_client(case_id=case_id, client_id=access.visitor().person_id)


@bp.get("/complaints/<id:case_id>/receipt")
@access.roles(Role.CLIENT)
def receipt(case_id: str) -> Response:
    """Show the number and the promise, right after sending."""
    found = _own(case_id)
    return htmx.answer("complaints/receipt.html", case=found, promise=_promise(found))


@bp.get("/complaints/<id:case_id>")
@access.roles(Role.CLIENT)
def case(case_id: str) -> Response:
    """Show where a case stands, like a parcel."""
    return _page(_own(case_id))


@bp.post("/complaints/<id:case_id>/answer")
@access.roles(Role.CLIENT, keeps_form=True)
@idempotency.once
def answer(case_id: str) -> Response:
    """Answer the handler's question (T5)."""
    form = AnswerForm.read()
    if not form.validate():
        return _page(_own(case_id), status=422, answer_form=form)
    services.answer(
        case_id=case_id,
        client_id=access.visitor().person_id,
        words=form.words.data or "",
        language=language(),
    )
    return htmx.go("complaints.case", case_id=case_id)


@bp.post("/complaints/<id:case_id>/agree")
@access.roles(Role.CLIENT)
@idempotency.once
def agree(case_id: str) -> Response:
    """Agree with the result (T12)."""
    form = AcceptForm.read()
    if not form.validate():
        return _page(_own(case_id), status=422, accept_form=form)
    services.close(case_id=case_id, client_id=access.visitor().person_id, satisfaction=form.mark)
    return htmx.go("complaints.case", case_id=case_id)


@bp.get("/complaints/<id:case_id>/withdraw")
@access.roles(Role.CLIENT)
def ask_withdraw(case_id: str) -> Response:
    """Ask before a case is withdrawn."""
    return htmx.answer("complaints/ask_withdraw.html", case=_own(case_id))


@bp.post("/complaints/<id:case_id>/withdraw")
@access.roles(Role.CLIENT)
@idempotency.once
def withdraw(case_id: str) -> Response:
    """Withdraw a case (T16)."""
    services.withdraw(case_id=case_id, client_id=access.visitor().person_id)
    return htmx.go("complaints.case", case_id=case_id)


@bp.get("/complaints/<id:case_id>/words")
@access.roles(Role.CLIENT)
def own_words(case_id: str) -> Response:
    """Show what she wrote."""
    found = _own(case_id)
    return htmx.answer(
        "complaints/own_words.html",
        case=found,
        category=subject(found),
        story=typed(found.story, found.language),
        may_correct=found.copy_open and State(found.state) in UNDECIDED,
        correction=_correction(found) if found.corrected_at else None,
        entered=present.entered(
            found, organisation.staff_name(found.entered_by) if found.entered_by else None
        ),
    )


def _correction(found: Case) -> present.Line | None:
    return present.correction(found, queries.events(found.id), queries.messages(found.id))


@bp.post("/complaints/<id:case_id>/confirm")
@access.roles(Role.CLIENT)
@idempotency.once
def confirm(case_id: str) -> Response:
    """Confirm what staff wrote down for her (T1)."""
    services.confirm(case_id=case_id, client_id=access.visitor().person_id)
    return htmx.go("complaints.case", case_id=case_id)


def _page(
    found: Case,
    *,
    status: int = 200,
    answer_form: AnswerForm | None = None,
    accept_form: AcceptForm | None = None,
) -> Response:
    return htmx.answer(
        "complaints/case.html",
        status=status,
        answer_form=answer_form or AnswerForm(),
        accept_form=accept_form or AcceptForm(),
        **whereabouts(found),
    )


def whereabouts(found: Case) -> dict[str, Any]:
    """Gather what the complainant reads of a case, and what may be done with it now."""
    helpers = _helpers(found)
    story, messages = queries.events(found.id), queries.messages(found.id)
    return {
        "case": found,
        "promise": _promise(found, helpers),
        "entries": present.timeline(found, story, messages, helpers, _appeal(story)),
        "question": present.question(messages),
        "allowed": guards.allowed(
            state=State(found.state), actors=[Actor.COMPLAINANT], facts=services.facts_of_client(found)
        ),
    }


def _appeal(story: list[CaseEvent]) -> Appeal | None:
    """Give the appeal of a case that has one."""
    return next((queries.appeal(one.case_id) for one in story if one.action == Action.APPEAL), None)


def _promise(found: Case, helpers: present.Helpers | None = None) -> present.Promise | None:
    calendar = organisation.working_days()
    return present.promise(found, helpers or _helpers(found), today=clock.today(), calendar=calendar)


def _helpers(found: Case) -> present.Helpers:
    """Gather who handles the case and who stands in: three statements."""
    named = {one.staff_id for one in queries.respondents(found.id) if one.order_id}
    team = clients.care_team(found.client_id) if named and found.client_id else []
    acting = next((one.substitute_id for one in team if one.staff_id in named and one.substitute_id), None)
    people = organisation.positions(one for one in (found.handler_id, acting) if one)
    return present.Helpers(people.get(found.handler_id or ""), people.get(acting or ""), bool(named))
