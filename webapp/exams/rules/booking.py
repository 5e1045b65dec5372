"""The life of one booking: its statuses, what each party may do, and when a place is held (B1–B9)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class BookingStatus(StrEnum):
    """Where a booking stands; the codes kept in the database."""

    REQUESTED = "REQUESTED"
    CONFIRMED = "CONFIRMED"
    CHANGE_REQUESTED = "CHANGE_REQUESTED"
    OFFERED = "OFFERED"
    MUST_REBOOK = "MUST_REBOOK"
    CHECKED_IN = "CHECKED_IN"
    COMPLETED = "COMPLETED"
    CANCELLED = "CANCELLED"
    REFUSED = "REFUSED"
    EXPIRED = "EXPIRED"
    NO_SHOW = "NO_SHOW"


class Party(StrEnum):
    """Who acts on a booking; SYSTEM is the clock (what expires)."""

    CLIENT = "CLIENT"
    HEALTH_MANAGER = "HEALTH_MANAGER"
    INSTITUTION_DESK = "INSTITUTION_DESK"
    SYSTEM = "SYSTEM"


class Act(StrEnum):
    """What can be done to a booking.

    ASK is a client's change request after the cut-off (B6); GRANT and DENY decide it, WITHDRAW takes it back.
    DISPLACE takes the place away because the session was closed or shrunk (B9). OFFER holds a freed place for
    somebody who lost hers so and stands in the waiting list (B8).
    """

    APPROVE = "APPROVE"
    REFUSE = "REFUSE"
    OFFER = "OFFER"
    ACCEPT = "ACCEPT"
    EXPIRE = "EXPIRE"
    CHANGE = "CHANGE"
    ASK = "ASK"
    GRANT = "GRANT"
    DENY = "DENY"
    WITHDRAW = "WITHDRAW"
    CANCEL = "CANCEL"
    DISPLACE = "DISPLACE"
    CHECK_IN = "CHECK_IN"
    UNDO_CHECK_IN = "UNDO_CHECK_IN"
    NO_SHOW = "NO_SHOW"
    EXPECT_AGAIN = "EXPECT_AGAIN"
    COMPLETE = "COMPLETE"


class CancelReason(StrEnum):
    """Why a booking was given up, as the client says it."""

    CANNOT_COME = "CANNOT_COME"
    LATER = "LATER"
    OTHER = "OTHER"


class UndoReason(StrEnum):
    """Why a check-in is taken back."""

    WRONG_PERSON = "WRONG_PERSON"
    WENT_AWAY = "WENT_AWAY"
    MISTAKE = "MISTAKE"


class CallResult(StrEnum):
    """What came of a call about a changed booking (B6); only REACHED ends the waiting for it."""

    REACHED = "REACHED"
    NOT_REACHED = "NOT_REACHED"
    ANOTHER_TIME = "ANOTHER_TIME"


_S, _A, _P = BookingStatus, Act, Party

OCCUPYING = frozenset({_S.REQUESTED, _S.CONFIRMED, _S.CHANGE_REQUESTED, _S.OFFERED, _S.CHECKED_IN})
"""Statuses that hold a place of a session; a session's counter equals its rows with these (B1)."""

LIVE = OCCUPYING | {_S.MUST_REBOOK, _S.COMPLETED}
"""Statuses of which an entitlement has at most one row in its service year (B3)."""

HELD_UNTIL = frozenset({_S.REQUESTED, _S.OFFERED})
"""Statuses whose place is held only until a moment: a request till it is decided, an offer till it is taken."""

EXPECTED = frozenset({_S.CONFIRMED, _S.CHANGE_REQUESTED})
"""Statuses of somebody the institution expects on the day."""

CONFIRMED = EXPECTED | {_S.CHECKED_IN, _S.COMPLETED, _S.NO_SHOW}
"""Statuses that only a confirmed booking comes to: nothing about it waits for the branch's first word (B7)."""


@dataclass(frozen=True, slots=True)
class Step:
    """Where an act leads, and which parties may take it."""

    to: BookingStatus
    parties: frozenset[Party]


def _step(to: BookingStatus, *parties: Party) -> Step:
    return Step(to, frozenset(parties))


_CLIENT_OR_MANAGER = (_P.CLIENT, _P.HEALTH_MANAGER)

TRANSITIONS: dict[tuple[BookingStatus, Act], Step] = {
    # B7: a request holds its place until it is confirmed, refused or expired
    (_S.REQUESTED, _A.APPROVE): _step(_S.CONFIRMED, _P.HEALTH_MANAGER),
    (_S.REQUESTED, _A.REFUSE): _step(_S.REFUSED, _P.HEALTH_MANAGER),
    (_S.REQUESTED, _A.EXPIRE): _step(_S.EXPIRED, _P.SYSTEM),
    (_S.REQUESTED, _A.CHANGE): _step(_S.REQUESTED, *_CLIENT_OR_MANAGER),
    (_S.REQUESTED, _A.CANCEL): _step(_S.CANCELLED, *_CLIENT_OR_MANAGER),
    (_S.REQUESTED, _A.DISPLACE): _step(_S.MUST_REBOOK, _P.HEALTH_MANAGER),
    # B4–B6
    (_S.CONFIRMED, _A.CHANGE): _step(_S.CONFIRMED, *_CLIENT_OR_MANAGER),
    (_S.CONFIRMED, _A.CANCEL): _step(_S.CANCELLED, *_CLIENT_OR_MANAGER),
    (_S.CONFIRMED, _A.ASK): _step(_S.CHANGE_REQUESTED, _P.CLIENT),
    (_S.CONFIRMED, _A.DISPLACE): _step(_S.MUST_REBOOK, _P.HEALTH_MANAGER),
    (_S.CONFIRMED, _A.CHECK_IN): _step(_S.CHECKED_IN, _P.INSTITUTION_DESK),
    (_S.CONFIRMED, _A.NO_SHOW): _step(_S.NO_SHOW, _P.INSTITUTION_DESK),
    # B6: asked after the cut-off, decided by staff; until then the old place stands
    (_S.CHANGE_REQUESTED, _A.GRANT): _step(_S.CONFIRMED, _P.HEALTH_MANAGER),
    (_S.CHANGE_REQUESTED, _A.DENY): _step(_S.CONFIRMED, _P.HEALTH_MANAGER),
    (_S.CHANGE_REQUESTED, _A.WITHDRAW): _step(_S.CONFIRMED, _P.CLIENT),
    (_S.CHANGE_REQUESTED, _A.CANCEL): _step(_S.CANCELLED, _P.HEALTH_MANAGER),
    (_S.CHANGE_REQUESTED, _A.DISPLACE): _step(_S.MUST_REBOOK, _P.HEALTH_MANAGER),
    (_S.CHANGE_REQUESTED, _A.CHECK_IN): _step(_S.CHECKED_IN, _P.INSTITUTION_DESK),
    (_S.CHANGE_REQUESTED, _A.NO_SHOW): _step(_S.NO_SHOW, _P.INSTITUTION_DESK),
    # B8: a held offer
    (_S.OFFERED, _A.ACCEPT): _step(_S.CONFIRMED, *_CLIENT_OR_MANAGER),
    (_S.OFFERED, _A.CANCEL): _step(_S.CANCELLED, *_CLIENT_OR_MANAGER),
    (_S.OFFERED, _A.EXPIRE): _step(_S.EXPIRED, _P.SYSTEM),
    (_S.OFFERED, _A.DISPLACE): _step(_S.EXPIRED, _P.HEALTH_MANAGER),
    # B9: nothing is silently lost
    (_S.MUST_REBOOK, _A.CHANGE): _step(_S.CONFIRMED, *_CLIENT_OR_MANAGER),
    (_S.MUST_REBOOK, _A.OFFER): _step(_S.OFFERED, _P.SYSTEM),
    (_S.MUST_REBOOK, _A.CANCEL): _step(_S.CANCELLED, *_CLIENT_OR_MANAGER),
    # B10: the day of the exam
    (_S.NO_SHOW, _A.EXPECT_AGAIN): _step(_S.CONFIRMED, _P.INSTITUTION_DESK),
    (_S.NO_SHOW, _A.CHECK_IN): _step(_S.CHECKED_IN, _P.INSTITUTION_DESK),
    (_S.CHECKED_IN, _A.UNDO_CHECK_IN): _step(_S.CONFIRMED, _P.INSTITUTION_DESK, _P.HEALTH_MANAGER),
    (_S.CHECKED_IN, _A.COMPLETE): _step(_S.COMPLETED, _P.HEALTH_MANAGER),
}


RENEWING = frozenset(_A) - {
    _A.ASK,
    _A.DENY,
    _A.WITHDRAW,
    _A.CHECK_IN,
    _A.UNDO_CHECK_IN,
    _A.NO_SHOW,
    _A.EXPECT_AGAIN,
    _A.COMPLETE,
}
"""Acts after which a calendar or a message that was right before is not any longer: a new version (B10)."""

_DEEDS = frozenset((act, party) for (_status, act), step in TRANSITIONS.items() for party in step.parties)


def is_deed_of(party: Party, act: Act) -> bool:
    """Tell whether `party` may ever do `act`, whatever the status."""
    return (act, party) in _DEEDS


def first_status(party: Party, *, in_group: bool, self_service: bool) -> BookingStatus:
    """Give how a booking begins: at once where its session is open for it, else as a request (B7).

    What staff book stands: they are who a request would go to.
    """
    at_once = party is Party.HEALTH_MANAGER or (self_service and not in_group)
    return BookingStatus.CONFIRMED if at_once else BookingStatus.REQUESTED


def may(status: BookingStatus, act: Act, party: Party) -> bool:
    """Tell whether `party` may do `act` to a booking in `status`."""
    found = TRANSITIONS.get((status, act))
    return found is not None and party in found.parties


def after(
    status: BookingStatus, act: Act, *, displaced: bool = False, unconfirmed: bool = False
) -> BookingStatus:
    """Give the status that follows. Raises KeyError when the act does not fit the status.

    `displaced`: the offer was made to somebody whose own time was taken back. Unless she takes it she is where she
    was: the year's exam is hers, and she has to choose again (B9). `unconfirmed`: the time that was taken back had
    only been asked for, so what its client chooses instead is asked for again (B7).
    """
    to = TRANSITIONS[status, act].to
    if unconfirmed and (status, act) == (_S.MUST_REBOOK, Act.CHANGE):
        return _S.REQUESTED
    return _S.MUST_REBOOK if displaced and status is _S.OFFERED and to not in OCCUPYING else to


def has_lapsed(status: BookingStatus, held_until: datetime | None, now: datetime) -> bool:
    """Tell whether a held place is over although no job has said so yet; at the very second it is over."""
    return status in HELD_UNTIL and held_until is not None and now >= held_until


def standing(
    status: BookingStatus, held_until: datetime | None, now: datetime, *, displaced: bool = False
) -> BookingStatus:
    """Give the status that counts at `now`: what is held no longer has expired (B7, B8); `displaced` as in `after`."""
    if not has_lapsed(status, held_until, now):
        return status
    return after(status, Act.EXPIRE, displaced=displaced)


CODE_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Letters of a check-in code: none that look alike (no 0 O, 1 I)."""


def read_code(typed: str) -> str:
    """Give a check-in code as kept: capitals, without the spaces and marks people type; "" for none."""
    letters = "".join(letter for letter in typed.upper() if letter in CODE_LETTERS)
    return letters if len(letters) == 8 else ""
