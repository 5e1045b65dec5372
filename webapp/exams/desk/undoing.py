"""A mistaken check-in is taken back on its day, by the institution's desk or the branch (B10)."""

from __future__ import annotations

from flask import Response

from webapp.accounts.rules import Role
from webapp.exams import queries, services
from webapp.exams.desk.blueprint import desk
from webapp.exams.desk.booking_lists import note_look
from webapp.exams.desk.results import READERS
from webapp.exams.forms import UndoCheckInForm
from webapp.exams.rules.booking import Party, UndoReason
from webapp.kernel import access, htmx, idempotency
from webapp.kernel.errors import NotYours, Refusal
from webapp.kernel.pages import link

_WHO = (Role.INSTITUTION_DESK, *READERS)


@desk.get("/desk/exams/bookings/<id:booking_id>/undo-check-in")
@access.roles(*_WHO)
def ask_undo_check_in(booking_id: str) -> Response:
    """Ask why a check-in is taken back."""
    return _page(_own(booking_id), UndoCheckInForm(formdata=None))


@desk.post("/desk/exams/bookings/<id:booking_id>/undo-check-in")
@access.roles(*_WHO)
@idempotency.once
def undo_check_in(booking_id: str) -> Response:
    """Take a check-in back: the client is expected again."""
    held, form = _own(booking_id), UndoCheckInForm.read()
    if not form.validate():
        return _page(held, form, status=422)
    who = access.visitor()
    at_desk = _at_desk()
    try:
        services.undo_check_in(
            booking_id=booking_id,
            reason=UndoReason(form.reason.data),
            actor_id=who.account_id,
            institution_id=who.institution_id if at_desk else "",
            branch_id="" if at_desk else who.branch_id,
            party=Party.INSTITUTION_DESK if at_desk else Party.HEALTH_MANAGER,
        )
    except Refusal as refusal:
        return _page(held, form, refusal.message(), refusal.status)
    if at_desk:
        return htmx.go("exams_desk.arrivals", day=held.session.day.isoformat(), noted=booking_id)
    return htmx.go("exams_desk.client_booking", booking_id=booking_id, kept=1)


def _at_desk() -> bool:
    return access.visitor().role == Role.INSTITUTION_DESK


def _own(booking_id: str) -> queries.Held:
    who, found = access.visitor(), queries.held(booking_id)
    if found is None:
        raise NotYours
    booking = found.booking
    ours = booking.institution_id == who.institution_id if _at_desk() else booking.branch_id == who.branch_id
    if not ours:
        raise NotYours
    return found


def _page(held: queries.Held, form: UndoCheckInForm, refusal: str = "", status: int = 200) -> Response:
    booking = held.booking
    note_look(booking.client_id)
    at_desk = {"day": held.session.day.isoformat(), "noted": booking.id}
    return htmx.answer(
        "exams/ask_undo_check_in.html",
        status=status,
        held=held,
        form=form,
        refusal=refusal,
        at_desk=_at_desk(),
        name=queries.client_names([booking.client_id])[booking.client_id],
        zone=queries.place(booking.institution_id).zone,
        back=link("exams_desk.arrivals", **at_desk)
        if _at_desk()
        else link("exams_desk.client_booking", booking_id=booking.id),
    )
