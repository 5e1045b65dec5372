"""Staff book, move and give up for a client, with their own name on it (B7); until the exam begins."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from flask import Response

from webapp.clients import queries as clients
from webapp.exams import queries, services
from webapp.exams.desk.blueprint import desk
from webapp.exams.desk.booking_lists import note_look
from webapp.exams.desk.deciding import decide
from webapp.exams.desk.results import READERS
from webapp.exams.forms import CancelForClientForm
from webapp.exams.presenters.slots import Slots
from webapp.exams.refusals import NoExamInPlan
from webapp.exams.rules.booking import BookingStatus, CancelReason, Party
from webapp.exams.rules.displacing import last_day_anew
from webapp.exams.views.slots import drawn_slots, posted_session
from webapp.kernel import access, clock, htmx, idempotency
from webapp.kernel.errors import Refusal
from webapp.kernel.i18n import _
from webapp.kernel.pages import link

_STAFF = Party.HEALTH_MANAGER


@desk.get("/desk/clients/<id:client_id>/exam")
@access.roles(*READERS)
def choose_for_client(client_id: str) -> Response:
    """Show the free times of the client's institution; for who is booked, the booking."""
    client = clients.reachable(client_id=client_id, visitor=access.visitor())
    try:
        offer = queries.offer_for(client_id=client.id, day=clock.today())
    except NoExamInPlan:
        return htmx.answer("exams/choose_for_client.html", client=client, slots=None)
    visit = queries.visit(client_id=client.id, enrolment_id=offer.enrolment_id)
    if visit:
        return htmx.go("exams_desk.client_booking", booking_id=visit.booking_id)
    return _choose(client, offer)


@desk.post("/desk/clients/<id:client_id>/exam")
@access.roles(*READERS)
@idempotency.once
def book_for_client(client_id: str) -> Response:
    """Book the chosen time for a client, or say why not and show the others."""
    who = access.visitor()
    client = clients.reachable(client_id=client_id, visitor=who)
    session_id = posted_session()
    try:
        booking_id = services.book(
            client_id=client.id, session_id=session_id, actor_id=who.account_id, party=_STAFF
        )
    except Refusal as refusal:
        return _choose(client, queries.offer_for(client_id=client.id, day=clock.today()), refusal)
    return htmx.go("exams_desk.client_booking", booking_id=booking_id, kept=1)


@desk.get("/desk/exams/bookings/<id:booking_id>/move")
@access.roles(*READERS)
def choose_other_time(booking_id: str) -> Response:
    """Show the free times that a client's booking can move to."""
    return _choose_other(_case(booking_id))


@desk.post("/desk/exams/bookings/<id:booking_id>/move")
@access.roles(*READERS)
@idempotency.once
def move_for_client(booking_id: str) -> Response:
    """Move a client's booking to the chosen time, or say why not and show the others (B5, B9)."""
    case, session_id = _case(booking_id), posted_session()
    try:
        services.change(
            booking_id=booking_id,
            client_id=case.client.id,
            session_id=session_id,
            actor_id=access.visitor().account_id,
            party=_STAFF,
        )
    except Refusal as refusal:
        return _choose_other(_case(booking_id), refusal)
    return htmx.go("exams_desk.client_booking", booking_id=booking_id, kept=1)


@desk.post("/desk/exams/bookings/<id:booking_id>/accept")
@access.roles(*READERS)
@idempotency.once
def accept_for_client(booking_id: str) -> Response:
    """Take the held offer that a client said yes to (B8)."""
    case, actor_id = _case(booking_id), access.visitor().account_id
    whose = {"booking_id": booking_id, "client_id": case.client.id, "actor_id": actor_id}
    return decide(booking_id, lambda: services.accept_offer(**whose, party=_STAFF))


@desk.get("/desk/exams/bookings/<id:booking_id>/give-up")
@access.roles(*READERS)
def ask_cancel_for_client(booking_id: str) -> Response:
    """Ask for the reason before a client's booking is given up."""
    return _ask_cancel(_case(booking_id), CancelForClientForm(reason=CancelReason.CANNOT_COME.value))


@desk.post("/desk/exams/bookings/<id:booking_id>/give-up")
@access.roles(*READERS)
@idempotency.once
def cancel_for_client(booking_id: str) -> Response:
    """Give a client's booking up with a reason (B4)."""
    case, form = _case(booking_id), CancelForClientForm.read()
    if not form.validate():
        return _ask_cancel(case, form, 422)
    whose = {"booking_id": booking_id, "client_id": case.client.id}
    return decide(
        booking_id,
        lambda: services.cancel(
            **whose,
            reason=CancelReason(form.reason.data),
            actor_id=access.visitor().account_id,
            party=_STAFF,
        ),
    )


def _case(booking_id: str) -> queries.StaffCase:
    return queries.staff_case(booking_id, branch_id=access.visitor().branch_id)


def _ask_cancel(case: queries.StaffCase, form: CancelForClientForm, status: int = 200) -> Response:
    note_look(case.client.id)
    return htmx.answer("exams/ask_cancel_for_client.html", status=status, case=case, form=form)


def _choose(client: clients.Client, offer: queries.Offer, refusal: Refusal | None = None) -> Response:
    note_look(client.id)
    return htmx.answer(
        "exams/choose_for_client.html",
        "exams/_slots.html",
        status=refusal.status if refusal else 200,
        client=client,
        staff=True,
        centre=offer.terms.place,
        package=offer.package_name,
        slots=_slots(offer, link("exams_desk.choose_for_client", client_id=client.id)),
        action=link("exams_desk.book_for_client", client_id=client.id),
        refusal=refusal.message() if refusal else "",
    )


def _choose_other(case: queries.StaffCase, refusal: Refusal | None = None) -> Response:
    note_look(case.client.id)
    booking_id = case.booking.id
    lost = case.booking.status == BookingStatus.MUST_REBOOK
    offer = queries.offer_of(case.booking.enrolment_id, day=clock.today())
    return htmx.answer(
        "exams/choose_other_time.html",
        "exams/_slots.html",
        status=refusal.status if refusal else 200,
        client=case.client,
        staff=True,
        held=case,
        keeps=not lost,
        zone=case.institution.zone,
        slots=_slots(
            offer,
            link("exams_desk.choose_other_time", booking_id=booking_id),
            case.booking.session_id,
            last_day_anew(offer.year_ends) if lost else date.max,
        ),
        action=link("exams_desk.move_for_client", booking_id=booking_id),
        refusal=refusal.message() if refusal else "",
    )


def _slots(offer: queries.Offer, path: str, held_id: str = "", last_day: date = date.max) -> Slots:
    """Draw the times that staff may choose: until the exam begins, past the client's own cut-off too (B6, B7).

    None is chosen beforehand: the first could be one that begins in a minute.
    """
    words = _("The client is told in the app; your name stands with it.")
    drawn = drawn_slots(offer, path, after=clock.now(), last_day=last_day, held_id=held_id, preselects=False)
    return replace(drawn, deadline=words, is_request=False)
