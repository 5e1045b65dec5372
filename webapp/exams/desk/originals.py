"""Original reports at the desks: handed in by the institution or a health manager, opened by who may (X1)."""

from __future__ import annotations

from flask import Response

from webapp.accounts.rules import Role
from webapp.clients import queries as clients
from webapp.exams import queries, services
from webapp.exams.desk.blueprint import desk
from webapp.exams.forms import WithdrawForm
from webapp.exams.presenters.originals import file_name, page_rows
from webapp.kernel import access, htmx, idempotency, transaction, uploads
from webapp.records import queries as records
from webapp.records import services as record_services

HANDING_IN = (Role.INSTITUTION_DESK, Role.HEALTH_MANAGER)
MOST_FILES = 10


@desk.get("/desk/exams/bookings/<id:booking_id>/originals")
@access.roles(*HANDING_IN, Role.BRANCH_MANAGER)
def originals(booking_id: str) -> Response:
    """Show what of an exam's original report is there, and where more is handed in."""
    return _page(queries.visited(booking_id, visitor=access.visitor()))


@desk.post("/desk/exams/bookings/<id:booking_id>/originals")
@access.roles(*HANDING_IN)
@uploads.checked("files", most=MOST_FILES)
@idempotency.once
def add_original(booking_id: str) -> Response:
    """Take files of an original report."""
    who = access.visitor()
    exam = queries.visited(booking_id, visitor=who)
    try:
        given = uploads.given()
    except uploads.UploadRefused as refused:
        return _page(exam, error=refused.message())
    services.add_original(exam=exam, uploads=given, staff_id=who.person_id, actor_id=who.account_id)
    return htmx.go("exams_desk.originals", booking_id=booking_id, kept=1)


@desk.get("/desk/exams/originals/<id:original_id>")
@access.roles(Role.HEALTH_MANAGER, Role.BRANCH_MANAGER, Role.FAMILY_DOCTOR)
def open_original(original_id: str) -> Response:
    """Open one file of the original report of a client within reach; the client reads who did (A6)."""
    who = access.visitor()
    page = queries.page_of(original_id)
    client = clients.reachable(client_id=page.original.client_id, visitor=who)
    client_id = client.id
    transaction.after_reading(
        lambda: record_services.note_access(
            client_id=client_id, account_id=who.account_id, what="exam_original"
        )
    )
    return uploads.serve(records.content_of(page.file), name=file_name(page))


@desk.get("/desk/exams/originals/<id:original_id>/withdraw")
@access.roles(*HANDING_IN)
def withdraw_original(original_id: str) -> Response:
    """Ask why a file is taken back."""
    return _withdrawing(_own(original_id), WithdrawForm())


@desk.post("/desk/exams/originals/<id:original_id>/withdraw")
@access.roles(*HANDING_IN)
def take_back_original(original_id: str) -> Response:
    """Take a wrong file out of everybody's sight."""
    who, page, form = access.visitor(), _own(original_id), WithdrawForm.read()
    if not form.validate():
        return _withdrawing(page, form, 422)
    services.withdraw_original(
        page=page.original, because=form.because.data or "", staff_id=who.person_id, actor_id=who.account_id
    )
    return htmx.go("exams_desk.originals", booking_id=page.original.booking_id, kept=1)


def _own(original_id: str) -> queries.Page:
    """Give a file of an exam whose report this visitor may hand in. Raises NotYours."""
    page = queries.page_of(original_id)
    queries.visited(page.original.booking_id, visitor=access.visitor())
    return page


def _withdrawing(page: queries.Page, form: WithdrawForm, status: int = 200) -> Response:
    return htmx.answer("exams/withdraw_original.html", status=status, page=page, form=form)


def _page(exam: queries.Visited, error: str = "") -> Response:
    who, booking = access.visitor(), exam.held.booking
    return htmx.answer(
        "exams/originals.html",
        status=422 if error else 200,
        exam=exam,
        rows=page_rows(queries.pages_of(booking.id)),
        may_add=who.role in HANDING_IN and exam.agreed,
        may_open=not who.institution_id,
        most=MOST_FILES,
        error=error,
    )
