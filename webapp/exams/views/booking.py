"""The booking: its code, calendar file, preparation, and giving it up (B4, B6, B10)."""

from __future__ import annotations

from flask import Response

from webapp.accounts import queries as accounts
from webapp.accounts.rules import Role
from webapp.exams import queries, services
from webapp.exams.forms import CancelForm
from webapp.exams.presenters.booking import Row, preparation
from webapp.exams.presenters.calendar_file import calendar_file
from webapp.exams.presenters.standing import standing
from webapp.exams.presenters.ticket import qr
from webapp.exams.rules.appointment import appointment
from webapp.exams.rules.booking import OCCUPYING, BookingStatus, CancelReason
from webapp.exams.views.blueprint import bp, own_booking
from webapp.kernel import access, htmx, idempotency
from webapp.kernel.errors import NotYours
from webapp.kernel.i18n import say
from webapp.toolbox.words import Bilingual


@bp.get("/exams/bookings/<id:booking_id>")
@access.roles(Role.CLIENT)
def booking(booking_id: str) -> Response:
    """Show a booking: where it stands, what that means, what can be done."""
    ticket = queries.ticket_of(booking_id, client_id=access.visitor().person_id)
    if ticket is None:
        raise NotYours
    held = ticket.held
    agreed = queries.terms_of(held)
    at = standing(ticket, agreed)
    expected = held.status in OCCUPYING - {BookingStatus.CHECKED_IN}
    return htmx.answer(
        "exams/booking.html",
        held=held,
        at=at,
        expected=expected,
        in_calendar=expected and held.status is not BookingStatus.OFFERED,  # not hers before she takes it
        booked_by=_staff_who_booked(held),
        place=agreed.place,
        zone=agreed.place.zone,
        drawing=qr(held.booking.code) if at.code else "",
        notes=_notes(held) if expected else (),
    )


def _notes(held: queries.Held) -> tuple[Row, ...]:
    items = queries.exam_items(held.booking.enrolment_id)
    return preparation(items, queries.client_sex(access.visitor().person_id))


def _staff_who_booked(held: queries.Held) -> Bilingual | None:
    """Name whoever booked for the client; None where she did, or where the waiting list moved on."""
    by = held.booking.booked_by
    if by in ("", access.visitor().account_id):
        return None
    account = accounts.account(by)
    return Bilingual(zh=account.name_zh, en=account.name_en) if account else None


@bp.get("/exams/bookings/<id:booking_id>/appointment.ics")
@access.roles(Role.CLIENT)
def add_to_calendar(booking_id: str) -> Response:
    """Give the booking as a calendar file; a cancelled one cancels the entry."""
    held = own_booking(booking_id)
    place = queries.place(held.booking.institution_id)
    entry = appointment(
        booking_id=held.booking.id,
        revision=held.booking.revision,
        status=held.status,
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
    agreed = queries.terms_of(held)
    if not queries.may_move(held, agreed):
        return htmx.go("exams.booking", booking_id=held.booking.id)
    return htmx.answer(
        "exams/ask_cancel.html",
        status=status,
        held=held,
        form=form,
        zone=agreed.place.zone,
        is_request=held.status is BookingStatus.REQUESTED,
    )
