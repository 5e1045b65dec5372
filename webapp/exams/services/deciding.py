"""Staff decide what clients asked for: a place (B7), or another one after the cut-off (B6)."""

from __future__ import annotations

from datetime import datetime

from webapp.exams.events import ChangeDenied, ExamBooked, RequestRefused
from webapp.exams.queries import Held, held, terms
from webapp.exams.refusals import BookingClosed
from webapp.exams.rules.booking import Act, CancelReason, Party
from webapp.exams.services.acting import note_who
from webapp.exams.services.changing import give_up, move
from webapp.exams.services.informing import tell_of
from webapp.exams.services.moving import note, permitted, shift
from webapp.exams.services.releasing import let_go
from webapp.kernel import clock, crypto, events
from webapp.kernel.errors import BadInput, NotYours
from webapp.kernel.i18n import both

_STAFF = Party.HEALTH_MANAGER


def approve(*, booking_id: str, branch_id: str, staff_id: str, actor_id: str, party: Party = _STAFF) -> None:
    """Confirm a request (B7). Raises NotYours, HoldOver, BookingMoved."""
    now = clock.now()
    asked = _asked(booking_id, branch_id, Act.APPROVE, party, now)
    shift(asked, Act.APPROVE, now)
    _note("approved", asked, staff_id, actor_id)
    events.publish(ExamBooked(booking_id, asked.booking.client_id, branch_id))


def refuse(
    *, booking_id: str, branch_id: str, words: str, staff_id: str, actor_id: str, party: Party = _STAFF
) -> None:
    """Refuse a request with words that the client reads; the place and the year's exam are free again (B7).

    Raises NotYours, HoldOver, BookingMoved, BadInput without words.
    """
    now = clock.now()
    asked = _asked(booking_id, branch_id, Act.REFUSE, party, now)
    let_go(asked, Act.REFUSE, now, decided_words=_sealed(words, booking_id))
    _note("refused", asked, staff_id, actor_id)
    tell_of(asked.booking, both("The time you asked for is not possible. Open Kangyue to read why."))
    events.publish(RequestRefused(booking_id, asked.booking.client_id, branch_id))


def grant_change(
    *, booking_id: str, branch_id: str, staff_id: str, actor_id: str, party: Party = _STAFF
) -> None:
    """Do what a client asked for after the cut-off: swap the places, or give the booking up (B5, B6).

    Possible until the session begins. Raises NotYours, BookingMoved, BookingClosed and, where the wanted session
    has no place, whatever `take_place` raises: the old place stands then and the question stays open.
    """
    now = clock.now()
    asked = _asked(booking_id, branch_id, Act.GRANT, party, now)
    booking, wanted = asked.booking, asked.booking.wanted_session_id
    if now >= asked.session.starts_at:
        raise BookingClosed
    _note("change.granted", asked, staff_id, actor_id)
    if wanted is None:
        give_up(asked, CancelReason.OTHER, party=party, actor_id=actor_id, now=now)
    else:
        agreed = terms(institution_id=booking.institution_id, branch_id=branch_id, day=clock.today())
        move(asked, Act.GRANT, wanted, agreed, party=party, actor_id=actor_id, now=now)


def deny_change(
    *, booking_id: str, branch_id: str, words: str, staff_id: str, actor_id: str, party: Party = _STAFF
) -> None:
    """Leave the booking as it was, with words that the client reads (B6).

    Raises NotYours, BookingMoved, BadInput without words.
    """
    now = clock.now()
    asked = _asked(booking_id, branch_id, Act.DENY, party, now)
    shift(asked, Act.DENY, now, decided_words=_sealed(words, booking_id))
    _note("change.denied", asked, staff_id, actor_id)
    tell_of(asked.booking, both("Your appointment stays as it was. Open Kangyue to read why."))
    events.publish(ChangeDenied(booking_id, asked.booking.client_id, branch_id))


def _asked(booking_id: str, branch_id: str, act: Act, party: Party, now: datetime) -> Held:
    found = held(booking_id)
    if found and found.booking.branch_id != branch_id:
        raise NotYours
    return permitted(found, act, party, now)


def _sealed(words: str, booking_id: str) -> object:
    if not words.strip():
        raise BadInput("words")
    return crypto.for_row(words.strip(), booking_id)


def _note(what: str, asked: Held, staff_id: str, actor_id: str) -> None:
    note_who(staff_id, asked.booking.client_id)
    note(what, asked.booking.id, asked.booking.branch_id, actor_id)
