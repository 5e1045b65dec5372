"""What a client can do with a booking now: the buttons of its page, and the line above them."""

from __future__ import annotations

from dataclasses import dataclass

from webapp.exams.presenters.slots import deadline
from webapp.exams.queries import Held, Terms, may_ask, may_move
from webapp.exams.rules.booking import BookingStatus
from webapp.kernel.i18n import _, moment
from webapp.kernel.pages import link

_S = BookingStatus
_ANEW = frozenset({_S.CANCELLED, _S.REFUSED, _S.EXPIRED, _S.NO_SHOW})


@dataclass(frozen=True, slots=True)
class Deed:
    """A button of the dock: its words and address; `post` sends, `main` is the page's one jade button."""

    words: str
    href: str
    post: bool = False
    main: bool = False


def deeds(held: Held, agreed: Terms) -> tuple[str, tuple[Deed, ...]]:
    """Give the quiet line of the dock, and its buttons; both may be empty."""
    status, booking_id = held.status, held.booking.id
    if status is _S.MUST_REBOOK:
        return "", (
            Deed(_("Choose another time"), link("exams.choose_change", booking_id=booking_id), main=True),
            Deed(_("Waiting list"), link("exams.waiting_list")),
        )
    if status is _S.OFFERED:
        return "", (
            Deed(_("Take it"), link("exams.accept_offer", booking_id=booking_id), post=True, main=True),
            Deed(_("Let it go"), link("exams.let_go", booking_id=booking_id), post=True),
        )
    if status in _ANEW:
        return "", (Deed(_("Book a new time"), link("exams.choose_slot"), main=True),)
    if status is _S.COMPLETED:
        return "", (Deed(_("See my results"), link("home.health")),)
    if status is _S.CHANGE_REQUESTED:
        return "", (
            Deed(
                _("Keep this time after all"), link("exams.withdraw_change", booking_id=booking_id), post=True
            ),
        )
    return _of_request(held, agreed) if status is _S.REQUESTED else _while_it_stands(held, agreed)


def _of_request(held: Held, agreed: Terms) -> tuple[str, tuple[Deed, ...]]:
    """What nobody has confirmed yet is still hers, whatever the cut-off (B6, B7)."""
    if not may_move(held, agreed):
        return "", ()
    return _("Until your branch confirms it, you can choose another time or take your request back."), (
        Deed(_("Choose another time"), link("exams.choose_change", booking_id=held.booking.id)),
        Deed(_("Take it back"), link("exams.ask_cancel", booking_id=held.booking.id)),
    )


def _while_it_stands(held: Held, agreed: Terms) -> tuple[str, tuple[Deed, ...]]:
    """Before the cut-off one changes it oneself; after it the branch decides (B6)."""
    booking_id, starts_at = held.booking.id, held.session.starts_at
    if may_move(held, agreed):
        return deadline(starts_at, agreed), (
            Deed(_("Change the time"), link("exams.choose_change", booking_id=booking_id)),
            Deed(_("Cancel"), link("exams.ask_cancel", booking_id=booking_id)),
        )
    if may_ask(held, agreed):
        closed = moment(agreed.cutoff_of(starts_at).closes_at, agreed.place.zone, "short")
        return _("Changes were open until %(moment)s. Now your branch decides.", moment=closed), (
            Deed(_("Ask for another time"), link("exams.choose_change", booking_id=booking_id)),
            Deed(_("Ask to give it up"), link("exams.ask_change", booking_id=booking_id)),
        )
    return "", ()
