"""An employee's own case: what standby means, the summary after serving, and the reply (§5, T7)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from flask import Response

from webapp.complaints import queries, services
from webapp.complaints.desk.blueprint import EMPLOYEES, desk
from webapp.complaints.forms import MoreFilesForm, ReplyForm
from webapp.complaints.models import Respondent, Separation
from webapp.complaints.presenters.covering import cover_around
from webapp.complaints.presenters.own import Order, OwnCase, own_case, told_to
from webapp.complaints.rules import guards
from webapp.complaints.rules.guards import Facts
from webapp.complaints.rules.states import Action, Actor
from webapp.kernel import access, htmx, idempotency, uploads
from webapp.organisation import queries as organisation


@desk.get("/desk/my-case")
@access.roles(*EMPLOYEES, own_case=True)
def my_case() -> Response:
    """Show what the person needs to know, and nothing of the case before serving."""
    return _page()


@desk.post("/desk/my-case/<id:respondent_id>/reply")
@access.roles(*EMPLOYEES, own_case=True)
@uploads.checked_each("files")
@idempotency.once
def reply(respondent_id: str) -> Response:
    """Take in the written reply, once."""
    who, form = access.visitor(), ReplyForm.read()
    fine = form.validate()
    files = services.Files(form.given(), who.account_id)
    if not fine or form.files.errors:
        queries.own_part(respondent_id=respondent_id, staff_id=who.person_id)
        return _page(form, respondent_id, 422)
    services.reply(
        respondent_id=respondent_id, staff_id=who.person_id, words=form.words.data or "", files=files
    )
    return htmx.go("complaints_desk.my_case")


@desk.post("/desk/my-case/<id:respondent_id>/files")
@access.roles(*EMPLOYEES, own_case=True)
@uploads.checked_each("files")
@idempotency.once
def add_own_files(respondent_id: str) -> Response:
    """Take in more that speaks for the employee (T7)."""
    who = access.visitor()
    queries.own_part(respondent_id=respondent_id, staff_id=who.person_id)
    posted = MoreFilesForm.read()
    given = posted.given()
    if not posted.files.errors:
        try:
            services.bring_own_files(
                respondent_id=respondent_id,
                staff_id=who.person_id,
                files=services.Files(given, who.account_id),
            )
            return htmx.go("complaints_desk.my_case")
        except services.TooManyFiles as refusal:
            posted.add_error("files", refusal.message())
    form = ReplyForm()
    form.files.errors = posted.files.errors
    return _page(form, respondent_id, 422)


@desk.post("/desk/my-case/<id:respondent_id>/object")
@access.roles(*EMPLOYEES, own_case=True)
@uploads.checked_each("files")
@idempotency.once
def object_to(respondent_id: str) -> Response:
    """Take in the appeal against a proposed separation, once (S3)."""
    who = access.visitor().person_id
    form = ReplyForm.read()
    if not form.validate():
        queries.own_part(respondent_id=respondent_id, staff_id=who)
        return _page(form, respondent_id, 422)
    services.object_to(respondent_id=respondent_id, staff_id=who, words=form.words.data or "")
    return htmx.go("complaints_desk.my_case")


def _page(form: ReplyForm | None = None, wrong: str = "", status: int = 200) -> Response:
    parts = queries.own_parts(staff_id=access.visitor().person_id)
    orders = organisation.orders(one.order_id for one in parts if one.order_id)
    proposed = queries.proposals({one.id for one in parts if orders})
    due = queries.reply_days({one.id for one in parts if one.served_at})
    cases = queries.around(parts)
    served = queries.served_on(one.id for one in parts if one.served_at)
    names = organisation.staff_named([one for case in cases.values() for one in case.others])
    drawn = [
        _part(
            one,
            cases[one.case_id],
            names,
            orders.get(one.order_id or ""),
            due.get(one.id),
            proposed.get(one.id),
            served.get(one.id, frozenset()),
        )
        for one in parts
    ]
    forms = [_form_of(one.id, form if one.id == wrong else None) for one in parts]
    return htmx.answer(
        "complaints/my_case.html", status=status, parts=list(zip(drawn, forms, strict=True)), form=form
    )


def _form_of(part_id: str, posted: ReplyForm | None) -> ReplyForm:
    """Give a part its own form: two parts may wait for an answer at once."""
    form = posted or ReplyForm()
    for one in form:
        one.id = one.label.field_id = f"{one.name}-{part_id}"
    return form


def _part(
    one: Respondent,
    case: queries.Around,
    names: Mapping[str, organisation.Staff],
    order: Order | None,
    due: date | None,
    proposal: Separation | None,
    files: frozenset[str],
) -> OwnCase:
    known = services.of_separation(proposal, Facts())
    steps = guards.allowed(state=case.state, actors=[Actor.RESPONDENT], facts=known)
    hidden = cover_around(case.client, [names[other].name for other in case.others])
    return own_case(
        one,
        order,
        reply_due=due,
        may_reply=Action.REPLY in steps,
        told=told_to(one, case.state, proposal),
        evidence=case.evidence,
        hidden=hidden,
        files=files,
        may_add=Action.ADD_EVIDENCE in steps,
        proposal=proposal,
        may_object=Action.OBJECT in steps,
    )
