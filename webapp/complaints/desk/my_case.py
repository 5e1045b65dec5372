"""An employee's own case: what standby means, the summary after serving, and the reply (§5, T7)."""

from __future__ import annotations

from datetime import date

from flask import Response

from webapp.complaints import queries, services
from webapp.complaints.desk.blueprint import EMPLOYEES, desk
from webapp.complaints.forms import ReplyForm
from webapp.complaints.models import Respondent
from webapp.complaints.presenters.own import Order, OwnCase, own_case
from webapp.complaints.rules.states import Action, Actor, State, transition
from webapp.kernel import access, htmx, idempotency
from webapp.organisation import queries as organisation


@desk.get("/desk/my-case")
@access.roles(*EMPLOYEES, own_case=True)
def my_case() -> Response:
    """Show what the person needs to know, and nothing of the case before serving."""
    return _page()


@desk.post("/desk/my-case/<id:respondent_id>/reply")
@access.roles(*EMPLOYEES, own_case=True)
@idempotency.once
def reply(respondent_id: str) -> Response:
    """Take in the written reply, once."""
    who = access.visitor().person_id
    form = ReplyForm.read()
    if not form.validate():
        queries.own_part(respondent_id=respondent_id, staff_id=who)
        return _page(form, respondent_id, 422)
    services.reply(respondent_id=respondent_id, staff_id=who, words=form.words.data or "")
    return htmx.go("complaints_desk.my_case")


def _page(form: ReplyForm | None = None, wrong: str = "", status: int = 200) -> Response:
    parts = queries.own_parts(staff_id=access.visitor().person_id)
    orders = organisation.orders(one.order_id for one in parts if one.order_id)
    states = queries.states_of({one.case_id for one in parts})
    due = queries.reply_days({one.id for one in parts if one.served_at})
    return htmx.answer(
        "complaints/my_case.html",
        status=status,
        parts=[
            _part(one, orders.get(one.order_id or ""), State(states[one.case_id]), due.get(one.id))
            for one in parts
        ],
        form=form or ReplyForm(),
        wrong=wrong,
    )


def _part(one: Respondent, order: Order | None, state: State, due: date | None) -> OwnCase:
    can = transition(state=state, action=Action.REPLY, actor=Actor.RESPONDENT) is not None
    decided = state in (State.DECIDED, State.CLOSED)
    return own_case(one, order, reply_due=due, may_reply=can, decided=decided)
