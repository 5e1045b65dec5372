"""One booking at the branch's desk: decide what was asked, note calls (B6, B7)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Response, request

from webapp.exams import queries, services
from webapp.exams.desk.blueprint import desk
from webapp.exams.desk.booking_lists import note_look
from webapp.exams.desk.results import READERS
from webapp.exams.forms import CallForm, ReasonForm
from webapp.exams.presenters.staff_case import case_page, history
from webapp.exams.rules.booking import CallResult
from webapp.kernel import access, clock, htmx, idempotency
from webapp.kernel.errors import Refusal
from webapp.toolbox.words import Bilingual


@desk.get("/desk/exams/bookings/<id:booking_id>")
@access.roles(*READERS)
def client_booking(booking_id: str) -> Response:
    """Show a booking of the branch, what waits for staff and what may be done."""
    return _page(booking_id)


@desk.post("/desk/exams/bookings/<id:booking_id>/approve")
@access.roles(*READERS)
@idempotency.once
def approve(booking_id: str) -> Response:
    """Confirm a request."""
    return _decide_plainly(booking_id, services.approve)


@desk.post("/desk/exams/bookings/<id:booking_id>/refuse")
@access.roles(*READERS)
@idempotency.once
def refuse(booking_id: str) -> Response:
    """Refuse a request with a reason that the client reads."""
    return _with_reason(booking_id, services.refuse)


@desk.post("/desk/exams/bookings/<id:booking_id>/grant")
@access.roles(*READERS)
@idempotency.once
def grant_change(booking_id: str) -> Response:
    """Do what a client asked for after the cut-off."""
    return _decide_plainly(booking_id, services.grant_change)


@desk.post("/desk/exams/bookings/<id:booking_id>/deny")
@access.roles(*READERS)
@idempotency.once
def deny_change(booking_id: str) -> Response:
    """Leave a booking as it was, with a reason that the client reads."""
    return _with_reason(booking_id, services.deny_change)


@desk.post("/desk/exams/bookings/<id:booking_id>/calls")
@access.roles(*READERS)
@idempotency.once
def note_call(booking_id: str) -> Response:
    """Note who was called about a change, and what came of it."""
    form, case = CallForm.read(), queries.staff_case(booking_id, branch_id=access.visitor().branch_id)
    if not form.validate():
        return _page(booking_id, 422, calling=form)
    return decide(
        booking_id,
        lambda: services.note_call(
            confirmation_id=_spoken_of(case),
            called=form.called.data or "",
            result=CallResult(form.result.data),
            words=form.remark.data or "",
            revision=request.form.get("revision", type=int),
            booking_id=booking_id,
            **_staff(),
        ),
    )


def _decide_plainly(booking_id: str, act: Callable[..., None]) -> Response:
    return decide(booking_id, lambda: act(booking_id=booking_id, **_staff()))


def _with_reason(booking_id: str, act: Callable[..., None]) -> Response:
    form = ReasonForm.read()
    if not form.validate():
        return _page(booking_id, 422, reason=form)
    return decide(booking_id, lambda: act(booking_id=booking_id, words=form.words.data, **_staff()))


def decide(booking_id: str, act: Callable[[], object]) -> Response:
    """Do something to a booking; where it cannot be done, show why and how the booking stands now."""
    try:
        act()
    except Refusal as refusal:
        return _page(booking_id, refusal.status, refusal=refusal.message())
    return htmx.go("exams_desk.client_booking", booking_id=booking_id, kept=1)


def _staff() -> dict[str, str]:
    who = access.visitor()
    return {"branch_id": who.branch_id, "staff_id": who.person_id, "actor_id": who.account_id}


def _spoken_of(case: queries.StaffCase) -> str:
    """Give the confirmation that the form was about; it may have been closed since the page was opened."""
    return request.form.get("confirmation", "") or (case.confirmation.id if case.confirmation else "")


def _page(
    booking_id: str,
    status: int = 200,
    *,
    refusal: str = "",
    reason: ReasonForm | None = None,
    calling: CallForm | None = None,
) -> Response:
    case = queries.staff_case(booking_id, branch_id=access.visitor().branch_id)
    note_look(case.client.id)
    return htmx.answer(
        "exams/client_booking.html",
        status=status,
        case=case,
        refusal=refusal,
        reason=reason or ReasonForm(),
        calling=calling or CallForm(data={"called": ""}),
        **_about(case),
    )


def _about(case: queries.StaffCase) -> dict[str, Any]:
    moves, calls = queries.moves_of(case.booking.id), queries.calls_about(case.booking.id)
    decided = queries.decisions_about(case.booking.id)
    acting = [*(one.change.actor_id for one in moves), *(one.actor_id for one in decided)]
    accounts = queries.account_names([case.booking.booked_by, *acting])
    names: dict[str | None, Bilingual] = queries.staff_names(*(call.by for call in calls)) if calls else {}
    names.update(accounts)
    return {
        "drawn": case_page(case, accounts, clock.now()),
        "entries": history(moves, calls, decided, names, case.institution.zone),
    }
