"""Choose a time: a day of the month, one of its times, one button (B1–B3)."""

from __future__ import annotations

from dataclasses import replace

from flask import Response, jsonify, request

from webapp.accounts.rules import Role
from webapp.exams import queries, services
from webapp.exams.presenters.booking import preparation
from webapp.exams.presenters.slots import Slots
from webapp.exams.refusals import OnRequest, SameTime, SessionFull, SessionGone, YearOver
from webapp.exams.rules.booking import BookingStatus, Party
from webapp.exams.views.blueprint import bp, own_booking
from webapp.exams.views.slots import drawn_slots, posted_session
from webapp.kernel import access, clock, htmx, idempotency, transaction
from webapp.kernel.errors import BadInput, Refusal
from webapp.kernel.pages import link

_TAKEN = (SessionFull, SessionGone, SameTime, YearOver, OnRequest)


@bp.get("/exams/book")
@access.roles(Role.CLIENT)
def choose_slot() -> Response:
    """Show the free times of the contracted institution; who is booked sees the booking."""
    client_id = access.visitor().person_id
    offer = queries.offer_for(client_id=client_id, day=clock.today())
    visit = queries.visit(client_id=client_id, enrolment_id=offer.enrolment_id)
    if visit:
        return htmx.go("exams.booking", booking_id=visit.booking_id)
    return _page(offer)


def _full() -> Response | None:
    """Refuse at once who wants a place of a full session: a look is enough, she waits for nobody who writes."""
    full = queries.full_session(posted_session(), idempotency.asked())
    if full is None:
        return None
    offer = queries.offer_for(client_id=access.visitor().person_id, day=clock.today())
    after, last = offer.terms.open_after(clock.now()), offer.last_day(Party.CLIENT)
    where = queries.Open(offer.branch_id, offer.institution_id, offer.exam_class, after)
    if not full.is_open_to(where, last):
        return None
    return _refused(offer, SessionFull())


@bp.post("/exams/book")
@access.roles(Role.CLIENT)
@transaction.look_first(_full)
@idempotency.once
def book() -> Response:
    """Book the chosen time, or say why not and show the others.

    A phone sends JSON, `{"session": id}`, from its outbox, and hears where the booking is, or why there is none.
    """
    who, session_id = access.visitor(), posted_session()
    offer = queries.offer_for(client_id=who.person_id, day=clock.today(), hold=True)
    try:
        booking_id = services.book(
            client_id=who.person_id, session_id=session_id, actor_id=who.account_id, offer=offer
        )
    except _TAKEN as refusal:
        return _refused(offer, refusal)
    if request.is_json:
        return jsonify(page=link("exams.booking", booking_id=booking_id))
    return htmx.go("exams.booking", booking_id=booking_id)


def _refused(offer: queries.Offer, refusal: Refusal) -> Response:
    """Say why not: to a phone's outbox in a word, to a person with the times that are left."""
    if request.is_json:
        raise refusal
    return _page(offer, refusal=refusal)


@bp.get("/exams/bookings/<id:booking_id>/change")
@access.roles(Role.CLIENT)
def choose_change(booking_id: str) -> Response:
    """Show the free times a booking can move to."""
    return _change_page(booking_id)


@bp.post("/exams/bookings/<id:booking_id>/change")
@access.roles(Role.CLIENT)
@idempotency.once
def change(booking_id: str) -> Response:
    """Move the booking to the chosen time (B5)."""
    who = access.visitor()
    try:
        session_id = posted_session()
    except BadInput:
        own_booking(booking_id)  # somebody else's booking is not found, whatever was posted
        raise
    try:
        services.change(
            booking_id=booking_id,
            client_id=who.person_id,
            session_id=session_id,
            actor_id=who.account_id,
        )
    except _TAKEN as refusal:
        return _change_page(booking_id, refusal)
    return htmx.go("exams.booking", booking_id=booking_id)


def _page(offer: queries.Offer, refusal: Refusal | None = None) -> Response:
    drawn = _slots(offer, link("exams.choose_slot"))
    return htmx.answer(
        "exams/choose_slot.html",
        "exams/_slots.html",
        status=refusal.status if refusal else 200,
        place=offer.terms.place,
        package=offer.package_name,
        slots=drawn,
        action=link("exams.book"),
        notes=preparation(offer.package_items, None),
        refusal=refusal.message() if refusal else "",
    )


def _change_page(booking_id: str, refusal: Refusal | None = None) -> Response:
    """Choose where a booking moves to: at once, or after the cut-off for a request to the branch (B6)."""
    held = own_booking(booking_id)
    offer = queries.offer_of(held.booking.enrolment_id, day=clock.today())
    drawn = _slots(offer, link("exams.choose_change", booking_id=booking_id), held.booking.session_id)
    moves, asks = queries.may_move(held, offer.terms), queries.may_ask(held, offer.terms)
    if refusal and not (moves or asks):
        raise refusal  # somebody else moved it meanwhile: a redirect would say that it was done
    if not (moves or asks):
        return htmx.go("exams.booking", booking_id=booking_id)
    return htmx.answer(
        "exams/choose_change.html",
        "exams/_slots.html",
        status=refusal.status if refusal else 200,
        held=held,
        keeps=held.status is not BookingStatus.MUST_REBOOK,
        asks=asks,
        zone=offer.terms.place.zone,
        slots=replace(drawn, is_request=held.booking.requested_at is not None),
        action=link("exams.ask_change" if asks else "exams.change", booking_id=booking_id),
        refusal=refusal.message() if refusal else "",
    )


def _slots(offer: queries.Offer, path: str, held_id: str = "") -> Slots:
    after = offer.terms.open_after(clock.now())
    return drawn_slots(offer, path, after=after, last_day=offer.year_ends, held_id=held_id)
