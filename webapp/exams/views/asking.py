"""After the cut-off: ask the branch for another time, or to give the booking up (B6)."""

from __future__ import annotations

from flask import Response, request

from webapp.accounts.rules import Role
from webapp.exams import queries, services
from webapp.exams.forms import AskForm
from webapp.exams.refusals import SameTime, SessionGone
from webapp.exams.views.blueprint import bp, own_booking
from webapp.exams.views.slots import posted_session, read_session
from webapp.kernel import access, htmx, idempotency
from webapp.kernel.errors import NotYours
from webapp.kernel.pages import link


@bp.get("/exams/bookings/<id:booking_id>/ask")
@access.roles(Role.CLIENT)
def ask_change(booking_id: str) -> Response:
    """Ask for a few words; `session` is the time wanted, none to give the booking up."""
    return _page(own_booking(booking_id), AskForm(formdata=None))


@bp.post("/exams/bookings/<id:booking_id>/ask")
@access.roles(Role.CLIENT)
@idempotency.once
def send_change_request(booking_id: str) -> Response:
    """Send the request; until it is decided the old place stands."""
    held, form = own_booking(booking_id), AskForm.read()
    session_id = posted_session() if request.form.get("session") else None
    if not form.validate():
        return _page(held, form, 422)
    who = access.visitor()
    try:
        services.ask_change(
            booking_id=booking_id,
            client_id=who.person_id,
            session_id=session_id,
            words=form.words.data or "",
            actor_id=who.account_id,
        )
    except (SessionGone, SameTime) as refusal:
        form.add_error("words", refusal.message())
        return _page(held, form, refusal.status)
    return htmx.go("exams.booking", booking_id=booking_id)


@bp.post("/exams/bookings/<id:booking_id>/keep")
@access.roles(Role.CLIENT)
@idempotency.once
def withdraw_change(booking_id: str) -> Response:
    """Take the request back: the booking stands as before."""
    who = access.visitor()
    services.withdraw_change(booking_id=booking_id, client_id=who.person_id, actor_id=who.account_id)
    return htmx.go("exams.booking", booking_id=booking_id)


def _page(held: queries.Held, form: AskForm, status: int = 200) -> Response:
    agreed = queries.terms_of(held)
    if not queries.may_ask(held, agreed):
        return htmx.go("exams.booking", booking_id=held.booking.id)
    session_id = request.values.get("session", "")
    wanted = queries.session(read_session(session_id)) if session_id else None
    if wanted is not None and wanted.institution_id != held.booking.institution_id:
        raise NotYours
    again = "exams.choose_change" if wanted else "exams.booking"
    return htmx.answer(
        "exams/ask_change.html",
        status=status,
        held=held,
        form=form,
        wanted=wanted,
        zone=agreed.place.zone,
        back=link(again, booking_id=held.booking.id),
    )
