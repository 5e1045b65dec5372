"""The work list, and whom the screening invites."""

from __future__ import annotations

from functools import partial

from flask import Response, request

from webapp.accounts.rules import Role
from webapp.assessments import queries, services
from webapp.assessments.desk.blueprint import REVIEWERS, desk
from webapp.assessments.presenters import desk as words
from webapp.clients import queries as clients
from webapp.kernel import access, htmx, transaction
from webapp.kernel.errors import BadInput, NotYours
from webapp.records import services as records


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
