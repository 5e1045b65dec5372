"""What the page of a booking says of each status: where it stands, what that means, the one next step."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from webapp.exams.presenters.booking import REASON_WORDS, STATUS_TONES, STATUS_WORDS
from webapp.exams.presenters.deeds import Deed, deeds
from webapp.exams.queries import Held, Terms, Ticket
from webapp.exams.rules.booking import EXPECTED, BookingStatus, CancelReason
from webapp.kernel.i18n import _, day, ending, moment

_S = BookingStatus


@dataclass(frozen=True, slots=True)
class Standing:
    """All that `booking.html` says of a booking.

    `code`: the check-in code is shown. `gone`: the time is no longer the client's. `said` is what staff wrote to her.
    """

    tag: str
    tone: str
    means: str
    said: str
    code: bool
    gone: bool
    note: str
    deeds: tuple[Deed, ...]


def standing(ticket: Ticket, agreed: Terms) -> Standing:
    """Say where a booking stands."""
    status = ticket.held.status
    calls = ticket.awaits_call and status is _S.CONFIRMED
    note, acts = deeds(ticket.held, agreed)
    return Standing(
        tag=_("Waiting for our call") if calls else str(STATUS_WORDS[status]),
        tone=STATUS_TONES.get(status, ""),
        means=_MEANINGS[status](ticket, agreed.place.zone),
        said=_said(ticket.held),
        code=status in EXPECTED,
        gone=status in (_S.MUST_REBOOK, _S.CANCELLED, _S.REFUSED, _S.EXPIRED),
        note=note,
        deeds=acts,
    )


def _said(held: Held) -> str:
    """Give what staff wrote: about her booking, or about the session that they closed or shrank (B9)."""
    if held.status is _S.MUST_REBOOK:
        return held.session.reason or ""
    return (held.booking.decided_words or "") if held.status in (_S.CONFIRMED, _S.REFUSED) else ""


def _requested(ticket: Ticket, zone: str) -> str:
    held = ticket.held.booking.held_until
    return _(
        "Your branch looks at your request. The place is held for you until %(moment)s.",
        moment=ending(held, zone, "short") if held else "",
    )


def _confirmed(ticket: Ticket, _zone: str) -> str:
    if ticket.awaits_call:
        return _("You have the new time. We call you once to make sure that it suits you.")
    if ticket.held.booking.decided_words:
        return _("Your branch could not change it, so this time stands:")
    return ""


def _change_requested(ticket: Ticket, zone: str) -> str:
    if ticket.wanted_at is None:
        return _("You asked to give it up. Your branch decides; until then this time stands.")
    return _(
        "You asked for %(moment)s. Your branch decides; until then this time stands.",
        moment=moment(ticket.wanted_at, zone, "short"),
    )


def _offered(ticket: Ticket, zone: str) -> str:
    held = ticket.held.booking.held_until
    return _(
        "A place has become free and is held for you until %(moment)s.",
        moment=ending(held, zone, "short") if held else "",
    )


def _must_rebook(ticket: Ticket, _zone: str) -> str:
    if ticket.held.session.reason:
        return _("The exam centre had to take this time back. Your yearly exam is still yours. It writes:")
    return _("The exam centre had to take this time back. Your yearly exam is still yours.")


def _checked_in(ticket: Ticket, _zone: str) -> str:
    due = ticket.held.booking.report_due
    return _("You are there. The exam centre reports by %(day)s.", day=day(due, "short")) if due else ""


def _completed(_ticket: Ticket, _zone: str) -> str:
    return _("Your results are here, checked by two people.")


def _cancelled(ticket: Ticket, zone: str) -> str:
    booking = ticket.held.booking
    when = moment(booking.cancelled_at or booking.changed_at, zone, "short")
    if not booking.cancel_reason:
        return _("Given up on %(moment)s.", moment=when)
    reason = REASON_WORDS[CancelReason(booking.cancel_reason)]
    return _("Given up on %(moment)s: %(reason)s.", moment=when, reason=reason)


def _refused(ticket: Ticket, _zone: str) -> str:
    if ticket.held.booking.decided_words:
        return _("Your branch could not confirm this time. Your yearly exam is still yours. It writes:")
    return _("Your branch could not confirm this time. Your yearly exam is still yours.")


def _expired(_ticket: Ticket, _zone: str) -> str:
    return _("This place is not held for you any longer. Your yearly exam is still yours.")


def _no_show(_ticket: Ticket, _zone: str) -> str:
    return _("You were expected and not checked in. If you were there, please call your branch.")


_MEANINGS: dict[BookingStatus, Callable[[Ticket, str], str]] = {
    _S.REQUESTED: _requested,
    _S.CONFIRMED: _confirmed,
    _S.CHANGE_REQUESTED: _change_requested,
    _S.OFFERED: _offered,
    _S.MUST_REBOOK: _must_rebook,
    _S.CHECKED_IN: _checked_in,
    _S.COMPLETED: _completed,
    _S.CANCELLED: _cancelled,
    _S.REFUSED: _refused,
    _S.EXPIRED: _expired,
    _S.NO_SHOW: _no_show,
}
