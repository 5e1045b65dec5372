"""The second person reads a report line by line and verifies it or sends it back (X1)."""

from __future__ import annotations

from flask import Response, request

from webapp.accounts.rules import Role
from webapp.exams import queries, services
from webapp.exams.desk.blueprint import desk
from webapp.exams.desk.results import READERS
from webapp.exams.forms import SendBackForm, read_revision
from webapp.exams.presenters.corrections import changes, people_in
from webapp.exams.presenters.person import person_card
from webapp.exams.presenters.reading import report_blocks
from webapp.kernel import access, htmx, idempotency, transaction
from webapp.records import services as records


@desk.get("/desk/exams/reports/<id:report_id>")
@access.roles(*READERS)
def report(report_id: str) -> Response:
    """Show a report: to verify while it waits, to read afterwards."""
    return _page(report_id, SendBackForm())


@desk.post("/desk/exams/reports/<id:report_id>/verify")
@access.roles(*READERS)
@idempotency.once
def verify(report_id: str) -> Response:
    """Make a report final; never by who entered it."""
    who = access.visitor()
    services.verify_results(
        report_id=report_id,
        branch_id=who.branch_id,
        revision=read_revision(request.form),
        staff_id=who.person_id,
        actor_id=who.account_id,
    )
    return htmx.go("exams_desk.to_verify", verified=1)


@desk.post("/desk/exams/reports/<id:report_id>/send-back")
@access.roles(*READERS)
@idempotency.once
def send_back(report_id: str) -> Response:
    """Return a report to who entered it, with a note."""
    who, form = access.visitor(), SendBackForm.read()
    if not form.validate():
        return _page(report_id, form, 422)
    services.send_back(
        report_id=report_id,
        branch_id=who.branch_id,
        revision=read_revision(request.form),
        note=form.note.data or "",
        staff_id=who.person_id,
        actor_id=who.account_id,
    )
    return htmx.go("exams_desk.to_verify", sent_back=1)


def _page(report_id: str, form: SendBackForm, status: int = 200) -> Response:
    who = access.visitor()
    subject, found = queries.subject_of_report(report_id, branch_id=who.branch_id)
    results = queries.results_of(found.id)
    corrected = queries.corrections_of(found.id) if any(row.correction_id for row in results) else []
    names = queries.staff_names(found.entered_by, found.verified_by, *people_in(corrected))
    waits = found.status == "SUBMITTED"
    entered = {row.entered_by for row in results} | {found.entered_by}
    client_id = subject.client.id
    transaction.after_reading(
        lambda: records.note_access(client_id=client_id, account_id=who.account_id, what="exam_results")
    )
    return htmx.answer(
        "exams/report.html",
        status=status,
        report=found,
        originals=queries.count_pages(found.booking_id),
        person=person_card(subject),
        blocks=report_blocks(subject.items, results),
        entered_by=names.get(found.entered_by),
        verified_by=names.get(found.verified_by),
        may_verify=waits and who.person_id not in entered,
        waits=waits,
        form=form,
        changes=changes(corrected, names),
        followed={one.code for one in queries.important_of(found.id)},
        may_correct=found.status == "VERIFIED" and who.role == Role.HEALTH_MANAGER,
    )
