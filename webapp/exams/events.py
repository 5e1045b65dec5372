"""What this room tells the rooms above."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ExamBooked:
    """A client has a place: booked at once, approved, or taken as offered."""

    booking_id: str
    client_id: str
    branch_id: str


@dataclass(frozen=True, slots=True)
class BookingChanged:
    """A booking moved to another session."""

    booking_id: str
    client_id: str
    branch_id: str


@dataclass(frozen=True, slots=True)
class BookingCancelled:
    """A booking was given up; its place is free again."""

    booking_id: str
    client_id: str
    branch_id: str


@dataclass(frozen=True, slots=True)
class ExamRequested:
    """A client asked for a place, which is held for her meanwhile (B7)."""

    booking_id: str
    client_id: str
    branch_id: str


@dataclass(frozen=True, slots=True)
class RequestRefused:
    """A request was refused; its place is free again."""

    booking_id: str
    client_id: str
    branch_id: str


@dataclass(frozen=True, slots=True)
class HoldExpired:
    """A request or an offer was held no longer; its place is free again."""

    booking_id: str
    client_id: str
    branch_id: str


@dataclass(frozen=True, slots=True)
class ChangeAsked:
    """After the cut-off a client asked for another time, or to give the booking up (B6)."""

    booking_id: str
    client_id: str
    branch_id: str


@dataclass(frozen=True, slots=True)
class ChangeWithdrawn:
    """A client took such a question back."""

    booking_id: str
    client_id: str
    branch_id: str


@dataclass(frozen=True, slots=True)
class ChangeDenied:
    """Staff left the booking as it was."""

    booking_id: str
    client_id: str
    branch_id: str


@dataclass(frozen=True, slots=True)
class ChangeConfirmed:
    """The client of a changed booking was reached by phone (B6)."""

    booking_id: str
    client_id: str
    branch_id: str


@dataclass(frozen=True, slots=True)
class PlaceOffered:
    """A freed place is held for somebody of the waiting list (B8)."""

    booking_id: str
    client_id: str
    branch_id: str


@dataclass(frozen=True, slots=True)
class BookingDisplaced:
    """The institution took a place back; its client must choose another one (B9)."""

    booking_id: str
    client_id: str
    branch_id: str


@dataclass(frozen=True, slots=True)
class ClientCheckedIn:
    """A client arrived at the institution."""

    booking_id: str
    client_id: str
    branch_id: str


@dataclass(frozen=True, slots=True)
class ResultsCorrected:
    """A line of a verified report was corrected and confirmed by a second person."""

    report_id: str
    client_id: str
    branch_id: str


@dataclass(frozen=True, slots=True)
class ImportantResultHandled:
    """A client was told of an important result: by whom, and what was said."""

    report_id: str
    client_id: str
    branch_id: str
    code: str
    staff_id: str
    words: str


@dataclass(frozen=True, slots=True)
class ResultsVerified:
    """A report is final: a second person has verified it."""

    report_id: str
    client_id: str
    branch_id: str


@dataclass(frozen=True, slots=True)
class CriticalReading:
    """A reading taken at home is critical (S2); `codes` are those of the assessments' alerts."""

    reading_id: str
    client_id: str
    branch_id: str
    codes: tuple[str, ...]
