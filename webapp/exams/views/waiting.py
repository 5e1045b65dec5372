"""The client's place in the waiting list, and the place that is held for her (B8)."""

from __future__ import annotations

from datetime import timedelta

from flask import Response

from webapp.accounts.rules import Role
from webapp.exams import queries, services
from webapp.exams.forms import LineUpForm
from webapp.exams.presenters.waiting import line
from webapp.exams.refusals import AlreadyInLine, PlacesFree, YearOver
from webapp.exams.rules.booking import BookingStatus
from webapp.exams.views.blueprint import bp
from webapp.kernel import access, clock, htmx, idempotency
from webapp.kernel.errors import Refusal

_USUAL = timedelta(weeks=2)


@bp.get("/exams/waiting")
@access.roles(Role.CLIENT)
def waiting_list() -> Response:
    """Show the client's place in line, or let her line up; who is booked sees the booking, unless it needs a time."""
    today = clock.today()
    return _page(LineUpForm(formdata=None, data={"first_day": today, "last_day": today + _USUAL}))


@bp.post("/exams/waiting")
@access.roles(Role.CLIENT)
@idempotency.once
def line_up() -> Response:
    """Line up for some days; where a place is free there is no need to."""
    who, form = access.visitor(), LineUpForm.read()
    if not form.validate() or form.first_day.data is None or form.last_day.data is None:
        return _page(form, status=422)
    try:
        services.line_up(
            client_id=who.person_id,
            first_day=form.first_day.data,
            last_day=form.last_day.data,
            actor_id=who.account_id,
        )
    except (PlacesFree, AlreadyInLine, YearOver) as refusal:
        return _page(form, refusal, refusal.status)
    return htmx.go("exams.waiting_list")


@bp.post("/exams/waiting/leave")
@access.roles(Role.CLIENT)
@idempotency.once
def leave_line() -> Response:
    """Leave the line."""
    who = access.visitor()
    services.leave_line(client_id=who.person_id, actor_id=who.account_id)
    return htmx.go("exams.waiting_list")


@bp.post("/exams/bookings/<id:booking_id>/accept")
@access.roles(Role.CLIENT)
@idempotency.once
def accept_offer(booking_id: str) -> Response:
    """Take the place that is held."""
    who = access.visitor()
    services.accept_offer(booking_id=booking_id, client_id=who.person_id, actor_id=who.account_id)
    return htmx.go("exams.booking", booking_id=booking_id)


@bp.post("/exams/bookings/<id:booking_id>/let-go")
@access.roles(Role.CLIENT)
@idempotency.once
def let_go(booking_id: str) -> Response:
    """Let the place that is held go to the next in line."""
    who = access.visitor()
    services.decline_offer(booking_id=booking_id, client_id=who.person_id, actor_id=who.account_id)
    return htmx.go("exams.booking", booking_id=booking_id)


def _page(form: LineUpForm, refusal: Refusal | None = None, status: int = 200) -> Response:
    client_id = access.visitor().person_id
    offer = queries.offer_for(client_id=client_id, day=clock.today())
    visit = queries.visit(client_id=client_id, enrolment_id=offer.enrolment_id)
    if visit and visit.status is not BookingStatus.MUST_REBOOK:
        return htmx.go("exams.booking", booking_id=visit.booking_id)
    own = queries.own_place(client_id=client_id, enrolment_id=offer.enrolment_id)
    return htmx.answer(
        "exams/waiting_list.html",
        status=status,
        place=offer.terms.place,
        line=line(own, offer.terms.place.zone) if own else None,
        form=form,
        refusal=refusal.message() if refusal else "",
    )
