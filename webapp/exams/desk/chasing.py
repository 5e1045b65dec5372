"""Overdue reports are asked for; verified ones are handed over (X1)."""

from __future__ import annotations

from flask import Response, request

from webapp.accounts.rules import Role
from webapp.exams import queries, services
from webapp.exams.desk.blueprint import desk
from webapp.exams.desk.results import READERS
from webapp.exams.forms import ChaseForm, DeliveryForm
from webapp.exams.presenters import chasing as words
from webapp.exams.presenters.person import person_card
from webapp.exams.refusals import NotDeliveredSo, PromiseNeedsDay
from webapp.exams.rules import delivery as handing
from webapp.exams.rules.chasing import Outcome, Way
from webapp.kernel import access, clock, htmx, idempotency, transaction
from webapp.kernel.errors import NotYours
from webapp.records import services as records


@desk.get("/desk/exams/overdue")
@access.roles(*READERS)
def overdue() -> Response:
    """Show which reports are late, by days; of one institution, if asked."""
    branch_id, today = access.visitor().branch_id, clock.today()
    counts = queries.overdue_by_institution(branch_id=branch_id, today=today)
    chosen = request.args.get("institution", "")
    if chosen and chosen not in counts:
        chosen = ""
    page = queries.overdue(
        branch_id=branch_id, today=today, institution_id=chosen, after=request.args.get("after", "")
    )
    clients = queries.client_names(row.client_id for row in page.rows)
    places = queries.institution_names(counts)
    return htmx.answer(
        "exams/overdue.html",
        rows=words.overdue_rows(page.rows, clients, places, today=today),
        after=page.after,
        chosen=chosen,
        centres=[(key, places[key], n) for key, n in counts.items()],
    )


@desk.get("/desk/exams/bookings/<id:booking_id>/chasing")
@access.roles(*READERS)
def chase(booking_id: str) -> Response:
    """Show who asked for a report when, and note the next call."""
    return _chasing(booking_id, ChaseForm())


@desk.post("/desk/exams/bookings/<id:booking_id>/chasing")
@access.roles(*READERS)
@idempotency.once
def note_chase(booking_id: str) -> Response:
    """Note that somebody asked the institution."""
    who, form = access.visitor(), ChaseForm.read()
    if not form.validate():
        return _chasing(booking_id, form, 422)
    try:
        services.note_chase(
            exam=queries.visited(booking_id, visitor=who),
            way=Way(form.way.data),
            whom=form.whom.data or "",
            outcome=Outcome(form.outcome.data),
            promised_for=form.promised_for.data,
            words=form.words.data or "",
            staff_id=who.person_id,
            actor_id=who.account_id,
        )
    except PromiseNeedsDay as refusal:
        form.add_error("promised_for", refusal.message())
        return _chasing(booking_id, form, 422)
    return htmx.go("exams_desk.chase", booking_id=booking_id, kept=1)


@desk.get("/desk/exams/reports/<id:report_id>/delivery")
@access.roles(*READERS)
def deliver(report_id: str) -> Response:
    """Show to whom a report was handed over, and note it."""
    return _delivering(report_id, DeliveryForm(data={"delivered_on": clock.today()}))


@desk.post("/desk/exams/reports/<id:report_id>/delivery")
@access.roles(Role.HEALTH_MANAGER)
@idempotency.once
def note_delivery(report_id: str) -> Response:
    """Note that a report was handed over."""
    who, form = access.visitor(), DeliveryForm.read()
    if not form.validate() or form.delivered_on.data is None:
        return _delivering(report_id, form, 422)
    _subject, report = queries.subject_of_report(report_id, branch_id=who.branch_id)
    try:
        services.note_delivery(
            report=report,
            form=handing.Form(form.form.data),
            receiver=handing.Receiver(form.receiver.data),
            to_name=form.to_name.data or "",
            sealed=form.sealed.data,
            delivered_on=form.delivered_on.data,
            staff_id=who.person_id,
            actor_id=who.account_id,
        )
    except NotDeliveredSo as refusal:
        form.add_error("receiver", refusal.message())
        return _delivering(report_id, form, 422)
    return htmx.go("exams_desk.deliver", report_id=report_id, kept=1)


def _chasing(booking_id: str, form: ChaseForm, status: int = 200) -> Response:
    exam = queries.visited(booking_id, visitor=access.visitor())
    rows = queries.chases_of(booking_id)
    names = queries.staff_names(*(row.by for row in rows))
    return htmx.answer(
        "exams/chase.html",
        status=status,
        exam=exam,
        institution=queries.place(exam.held.booking.institution_id),
        entries=words.chase_entries(rows, names),
        form=form,
    )


def _delivering(report_id: str, form: DeliveryForm, status: int = 200) -> Response:
    who = access.visitor()
    subject, report = queries.subject_of_report(report_id, branch_id=who.branch_id)
    if report.status != "VERIFIED":
        raise NotYours
    client_id = subject.client.id
    transaction.after_reading(
        lambda: records.note_access(client_id=client_id, account_id=who.account_id, what="exam_results")
    )
    return htmx.answer(
        "exams/deliver.html",
        status=status,
        report=report,
        person=person_card(subject),
        entries=words.delivery_entries(queries.deliveries_of(report_id), {}),
        may_note=who.role == Role.HEALTH_MANAGER,
        form=form,
    )
