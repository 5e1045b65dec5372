"""The booking: its code, calendar file, preparation, and giving it up (B4, B6, B10)."""

from __future__ import annotations

from flask import Response

from webapp.accounts.rules import Role
from webapp.exams import queries, services
from webapp.exams.forms import CancelForm
from webapp.exams.presenters.booking import STATUS_WORDS, preparation
from webapp.exams.presenters.calendar_file import calendar_file
from webapp.exams.presenters.slots import deadline
from webapp.exams.presenters.ticket import qr
from webapp.exams.rules.appointment import appointment
from webapp.exams.rules.booking import OCCUPYING, BookingStatus, CancelReason
from webapp.exams.views.blueprint import bp, own_booking
from webapp.kernel import access, clock, htmx, idempotency
from webapp.kernel.i18n import say


@bp.get("/exams/bookings/<id:booking_id>")
@access.roles(Role.CLIENT)
def booking(booking_id: str) -> Response:
    """Show a booking with its check-in code, or what became of it."""
    held = own_booking(booking_id)
    agreed = _terms(held)
    status = BookingStatus(held.booking.status)
    items = queries.exam_items(held.booking.enrolment_id)
    return htmx.answer(
        "exams/booking.html",
        held=held,
        state=STATUS_WORDS[status],
        stands=status in OCCUPYING,
        movable=queries.may_move(held, agreed),
        place=agreed.place,
        zone=agreed.place.zone,
        deadline=deadline(held.session.starts_at, agreed),
        drawing=qr(held.booking.code),
        notes=preparation(items, queries.client_sex(access.visitor().person_id)),
    )


@bp.get("/exams/bookings/<id:booking_id>/appointment.ics")
@access.roles(Role.CLIENT)
def add_to_calendar(booking_id: str) -> Response:
    """Give the booking as a calendar file; a cancelled one cancels the entry."""
    held = own_booking(booking_id)
    place = queries.place(held.booking.institution_id)
    entry = appointment(
        booking_id=held.booking.id,
        revision=held.booking.revision,
        status=BookingStatus(held.booking.status),
        starts_at=held.session.starts_at,
        ends_at=held.session.ends_at,
        stamped_at=held.booking.changed_at,
        location=say(place.address),
        code=held.booking.code,
    )
    headers = {
        "Content-Disposition": 'attachment; filename="appointment.ics"',
        "Cache-Control": "private, no-store",
    }
    mimetype = f"text/calendar; charset=utf-8; method={entry.method}"
    return Response(calendar_file(entry), headers=headers, content_type=mimetype)


@bp.get("/exams/bookings/<id:booking_id>/cancel")
@access.roles(Role.CLIENT)
def ask_cancel(booking_id: str) -> Response:
    """Ask before a booking is given up."""
    return _cancel_page(own_booking(booking_id), CancelForm(reason=CancelReason.CANNOT_COME.value))


@bp.post("/exams/bookings/<id:booking_id>/cancel")
@access.roles(Role.CLIENT)
@idempotency.once
def cancel(booking_id: str) -> Response:
    """Give a booking up; its place is free for somebody else at once (B4)."""
    who, form = access.visitor(), CancelForm.read()
    if not form.validate():
        return _cancel_page(own_booking(booking_id), form, 422)
    services.cancel(
        booking_id=booking_id,
        client_id=who.person_id,
        reason=CancelReason(form.reason.data),
        actor_id=who.account_id,
    )
    return htmx.go("exams.booking", booking_id=booking_id)


def _cancel_page(held: queries.Held, form: CancelForm, status: int = 200) -> Response:
    agreed = _terms(held)
    if not queries.may_move(held, agreed):
        return htmx.go("exams.booking", booking_id=held.booking.id)
    return htmx.answer("exams/ask_cancel.html", status=status, held=held, form=form, zone=agreed.place.zone)


def _terms(held: queries.Held) -> queries.Terms:
    booking = held.booking
    return queries.terms(
        institution_id=booking.institution_id, branch_id=booking.branch_id, day=clock.today()
    )
