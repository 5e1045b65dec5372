"""The review desk: the work list, a draft with its inputs and critical values, the comment, the release."""

from __future__ import annotations

from functools import partial

from flask import Blueprint, Response, request

from webapp.accounts.rules import Role
from webapp.assessments import queries, services
from webapp.assessments.forms import AlertForm, ReviewForm
from webapp.assessments.models import Assessment
from webapp.assessments.presenters import desk as words
from webapp.assessments.presenters.page import report_page
from webapp.assessments.rules.status import Status
from webapp.clients import queries as clients
from webapp.clients.rules import age_on
from webapp.kernel import access, htmx, i18n, idempotency, transaction
from webapp.kernel.errors import BadInput, NotYours
from webapp.organisation import queries as organisation
from webapp.records import services as records

desk = Blueprint("assessments_desk", __name__)
REVIEWERS = (Role.HEALTH_MANAGER, Role.FAMILY_DOCTOR)


@desk.get("/desk/assessments")
@access.roles(*REVIEWERS)
def worklist() -> Response:
    """Show running assessments: the branch's, or those of a family doctor's own clients (A1)."""
    view = request.args.get("view", "review")
    if view not in queries.VIEWS:
        raise BadInput("view")
    who = access.visitor()
    page = queries.work_list(
        branch_id=who.branch_id,
        view=view,
        doctor_id=who.person_id if who.role == Role.FAMILY_DOCTOR else "",
        after=request.args.get("after", ""),
    )
    names = {key: one.name for key, one in clients.named(row.client_id for row in page.rows).items()}
    rows = words.work_rows(page.rows, names)
    return htmx.answer(
        "assessments/worklist.html", rows=rows, view=view, views=words.VIEW_WORDS, after=page.after
    )


@desk.get("/desk/assessments/invitations")
@access.roles(*REVIEWERS)
def invitations() -> Response:
    """Show whom the screening invites, and for whom a person must decide."""
    decision = request.args.get("decision", "UNDECIDED")
    if decision not in words.DECISION_WORDS:
        raise BadInput("decision")
    who = access.visitor()
    page = queries.screened(
        branch_id=who.branch_id,
        decision=decision,
        doctor_id=who.person_id if who.role == Role.FAMILY_DOCTOR else "",
        after=request.args.get("after", ""),
    )
    names = {key: one.name for key, one in clients.named(row.client_id for row in page.rows).items()}
    look = partial(records.note_list, client_ids=list(names), what="questionnaires")
    transaction.after_reading(partial(look, account_id=who.account_id))
    return htmx.answer(
        "assessments/invitations.html",
        rows=words.screened_rows(page.rows, names),
        decision=decision,
        decisions=words.DECISION_WORDS,
        after=page.after,
    )


@desk.post("/desk/assessments/invitations/<id:invitation_id>")
@access.roles(*REVIEWERS)
def decide(invitation_id: str) -> Response:
    """Decide for a client of whom the screening knew too little."""
    who = access.visitor()
    found = queries.invitation(invitation_id)
    if found is None:
        raise NotYours
    clients.reachable(client_id=found.client_id, visitor=who)
    services.decide(
        invitation_id=invitation_id,
        branch_id=who.branch_id,
        decision=request.form.get("decision", ""),
        staff_id=who.person_id,
        actor_id=who.account_id,
    )
    return htmx.go("assessments_desk.invitations")


@desk.get("/desk/assessments/<id:assessment_id>")
@access.roles(*REVIEWERS)
def draft(assessment_id: str) -> Response:
    """Show one assessment with everything it rests on."""
    return _draft(*_own(assessment_id), ReviewForm())


@desk.post("/desk/assessments/<id:assessment_id>/review")
@access.roles(*REVIEWERS)
@idempotency.once
def review(assessment_id: str) -> Response:
    """Mark a draft as reviewed, with a comment for the client."""
    (found, client), form, who = _own(assessment_id), ReviewForm.read(), access.visitor()
    if not form.validate():
        return _draft(found, client, form, 422)
    services.review(
        assessment_id=assessment_id,
        branch_id=who.branch_id,
        comment=form.comment.data or "",
        language=i18n.language(),
        staff_id=who.person_id,
        actor_id=who.account_id,
    )
    return htmx.go("assessments_desk.draft", assessment_id=assessment_id)


@desk.post("/desk/assessments/<id:assessment_id>/release")
@access.roles(*REVIEWERS)
@idempotency.once
def release(assessment_id: str) -> Response:
    """Let the client read a reviewed assessment."""
    (found, _client), who = _own(assessment_id), access.visitor()
    services.release(
        assessment_id=found.id, branch_id=who.branch_id, staff_id=who.person_id, actor_id=who.account_id
    )
    return htmx.go("assessments_desk.draft", assessment_id=assessment_id)


@desk.post("/desk/assessments/<id:assessment_id>/again")
@access.roles(*REVIEWERS)
@idempotency.once
def work_out_again(assessment_id: str) -> Response:
    """Make a new draft by the models as they are now; the old one is kept."""
    (found, _client), who = _own(assessment_id), access.visitor()
    made = services.generate(case_id=found.case_id, branch_id=who.branch_id, actor_id=who.account_id)
    return htmx.go("assessments_desk.draft", assessment_id=made.id)


@desk.get("/desk/assessments/clients/<id:client_id>/alerts")
@access.roles(*REVIEWERS)
def alerts(client_id: str) -> Response:
    """Show a client's critical values, and record what was done."""
    return _alerts(client_id, AlertForm())


@desk.post("/desk/assessments/clients/<id:client_id>/alerts/<id:alert_id>")
@access.roles(*REVIEWERS)
@idempotency.once
def handle_alert(client_id: str, alert_id: str) -> Response:
    """Record what was done about a critical value."""
    who = access.visitor()
    clients.reachable(client_id=client_id, visitor=who)
    form = AlertForm.read()
    if not form.validate():
        return _alerts(client_id, form, 422, queries.alert(alert_id, client_id=client_id).id)
    services.handle_alert(
        alert_id=alert_id,
        client_id=client_id,
        note=form.note.data or "",
        staff_id=who.person_id,
        actor_id=who.account_id,
    )
    return htmx.go("assessments_desk.alerts", client_id=client_id)


def _own(assessment_id: str) -> tuple[Assessment, clients.Client]:
    """Give an assessment and whose it is, or say that there is none."""
    found = queries.assessment(assessment_id)
    if found is None:
        raise NotYours
    return found, clients.reachable(client_id=found.client_id, visitor=access.visitor())


def _draft(found: Assessment, client: clients.Client, form: ReviewForm, status: int = 200) -> Response:
    _note_reading(found.client_id)
    exam = i18n._("examined %(day)s", day=i18n.day(found.examined_on))
    return htmx.answer(
        "assessments/draft.html",
        status=status,
        kept=found,
        page=report_page(found),
        name=client.name,
        facts=words.facts(client.sex, age_on(client.birth_date, found.examined_on), exam),
        figures=words.figure_rows(found),
        state=words.STATUS_WORDS[Status(found.status)],
        alert_open=bool(queries.open_alerts(client_id=found.client_id)),
        form=form,
    )


def _alerts(client_id: str, form: AlertForm, status: int = 200, alert_id: str = "") -> Response:
    client = clients.reachable(client_id=client_id, visitor=access.visitor())
    _note_reading(client_id)
    found = queries.alerts_of(client_id=client_id)
    staff = organisation.staff_named([alert.handled_by for alert in found if alert.handled_by])
    return htmx.answer(
        "assessments/alerts.html",
        status=status,
        client=client,
        cards=words.alert_cards(found, {key: one.name for key, one in staff.items()}),
        form=form,
        wrong=alert_id,
    )


def _note_reading(client_id: str) -> None:
    """Looking at somebody's assessment is a line in her access log (A6)."""
    who = access.visitor()
    transaction.after_reading(
        lambda: records.note_access(client_id=client_id, account_id=who.account_id, what="assessment")
    )
