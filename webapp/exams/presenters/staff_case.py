"""One booking for the branch's staff: how it stands, what may be done, what happened."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from webapp.clients.rules import phone_in_groups
from webapp.exams.models import PhoneCall
from webapp.exams.presenters.booking import STATUS_TONES
from webapp.exams.presenters.staff_lists import CALL_WORDS, TONES, by, wanted
from webapp.exams.queries import Decided, Moved, StaffCase
from webapp.exams.rules.booking import (
    Act,
    BookingStatus,
    CallResult,
    CancelReason,
    Party,
    UndoReason,
    may,
    standing,
)
from webapp.exams.rules.pressing import nearness
from webapp.kernel import clock
from webapp.kernel.i18n import _, lazy, moment, say, typed
from webapp.toolbox.words import Bilingual

STATE_WORDS = {
    BookingStatus.REQUESTED: lazy("Requested"),
    BookingStatus.CONFIRMED: lazy("Booked"),
    BookingStatus.CHANGE_REQUESTED: lazy("Change requested"),
    BookingStatus.OFFERED: lazy("Offered from the waiting list"),
    BookingStatus.MUST_REBOOK: lazy("Needs another time"),
    BookingStatus.CHECKED_IN: lazy("Checked in"),
    BookingStatus.COMPLETED: lazy("Done"),
    BookingStatus.CANCELLED: lazy("Cancelled"),
    BookingStatus.REFUSED: lazy("Refused"),
    BookingStatus.EXPIRED: lazy("Not held any longer"),
    BookingStatus.NO_SHOW: lazy("Did not come"),
}
"""How staff read a status; a client reads `presenters.booking.STATUS_WORDS`."""
STAFF_REASONS = {
    CancelReason.CANNOT_COME: lazy("The client cannot come that day"),
    CancelReason.LATER: lazy("The client would rather book again later"),
    CancelReason.OTHER: lazy("Another reason"),
}
"""How staff read why a booking was given up."""
UNDO_REASONS = {
    UndoReason.WRONG_PERSON: lazy("Somebody else was meant"),
    UndoReason.WENT_AWAY: lazy("The client left before the exam"),
    UndoReason.MISTAKE: lazy("It was pressed by mistake"),
}
"""How staff read why a check-in was taken back."""
DECISION_WORDS = {
    "approved": lazy("The request was confirmed"),
    "refused": lazy("The request was refused"),
    "change.granted": lazy("The change was granted"),
    "change.denied": lazy("The change was refused"),
    "check_in_undone": lazy("The check-in was taken back"),
}
"""How staff read what was decided, by the act of the audit chain."""
_AT_ANY_TIME = (Act.APPROVE, Act.REFUSE, Act.ACCEPT)


@dataclass(frozen=True, slots=True)
class CasePage:
    """What the page of one booking shows. `acts` are the names of `Act` that may be done now."""

    state: str
    tone: str
    until: tuple[str, str] | None
    pairs: list[tuple[str, str]]
    acts: frozenset[str]
    wanted: str
    phone: str


def case_page(case: StaffCase, names: Mapping[str, Bilingual], now: datetime) -> CasePage:
    """Draw a booking as it stands at `now`: what is held no longer has expired, whatever its row says (B7)."""
    status = _standing(case, now)
    return CasePage(
        state=str(STATE_WORDS[status]),
        tone=STATUS_TONES.get(status, ""),
        until=_until(case, status, now),
        pairs=_pairs(case, names),
        acts=_acts(case, status, now),
        wanted=wanted(case.wanted, case.institution.zone),
        phone=phone_in_groups(case.client.phone),
    )


def _standing(case: StaffCase, now: datetime) -> BookingStatus:
    booking, lost = case.booking, case.booking.lost_session_id is not None
    return standing(BookingStatus(booking.status), booking.held_until, now, displaced=lost)


def _acts(case: StaffCase, status: BookingStatus, now: datetime) -> frozenset[str]:
    """Give what staff may do: after the client's cut-off too, until the exam begins (B7); who lost the place, always."""
    open_ = now < case.session.starts_at or status is BookingStatus.MUST_REBOOK
    today = clock.local(now, case.institution.zone).date() == case.session.day
    any_time = {*_AT_ANY_TIME, Act.DENY} | ({Act.UNDO_CHECK_IN} if today else set())
    return frozenset(
        act.value for act in Act if may(status, act, Party.HEALTH_MANAGER) and (open_ or act in any_time)
    )


def _until(case: StaffCase, status: BookingStatus, now: datetime) -> tuple[str, str] | None:
    """Give tone and words of what is to be done in time."""
    zone, begins = case.institution.zone, case.session.starts_at
    held = case.booking.held_until
    if status is BookingStatus.REQUESTED and held:
        return TONES[nearness(held, now)], _("Decide: %(by)s", by=by(held, zone, now))
    if status is BookingStatus.OFFERED and held:
        return TONES[nearness(held, now)], _("Held: %(by)s", by=by(held, zone, now))
    if status is BookingStatus.CHANGE_REQUESTED:
        return TONES[nearness(begins, now)], _("Decide: %(by)s", by=by(begins, zone, now))
    if case.confirmation:
        return TONES[nearness(begins, now)], _("Call: %(by)s", by=by(begins, zone, now))
    return None


def _pairs(case: StaffCase, names: Mapping[str, Bilingual]) -> list[tuple[str, str]]:
    booking, zone = case.booking, case.institution.zone
    lost = booking.status == BookingStatus.MUST_REBOOK
    facts = [
        (_("Time that was taken away") if lost else _("Time"), moment(case.session.starts_at, zone)),
        (_("Exam centre"), say(case.institution.name)),
        (_("Package"), say(case.package.name)),
        (_("Phone"), phone_in_groups(case.client.phone)),
        (_("Booking code"), booking.code),
        (_("Entered"), _who(names, booking.booked_by, moment(booking.booked_at, zone))),
    ]
    if booking.cancel_reason:
        facts.append((_("Given up because"), str(STAFF_REASONS[CancelReason(booking.cancel_reason)])))
    if booking.decided_words:
        facts.append((_("What the client reads"), typed(booking.decided_words)))
    return facts


def _who(names: Mapping[str, Bilingual], account_id: str, when: str) -> str:
    name = names.get(account_id)
    return _("%(when)s, by %(name)s", when=when, name=say(name)) if name else when


def history(
    moves: Iterable[Moved],
    calls: Iterable[PhoneCall],
    decided: Iterable[Decided],
    names: Mapping[str | None, Bilingual],
    zone: str,
) -> list[dict[str, Any]]:
    """Give moves, calls and decisions for `components/timeline.html`, the newest first."""
    entries = [
        *(_move_entry(one, names, zone) for one in moves),
        *(_call_entry(one, names) for one in calls),
        *(_decision_entry(one, names, zone) for one in decided),
    ]
    return sorted(entries, key=lambda entry: entry["iso"], reverse=True)


def _move_entry(one: Moved, names: Mapping[str | None, Bilingual], zone: str) -> dict[str, Any]:
    former, later = (moment(each.starts_at, zone, "short") for each in (one.former, one.later))
    name = names.get(one.change.actor_id)
    return {
        "title": _("Moved: %(former)s → %(later)s", former=former, later=later),
        "when": moment(one.change.at, zone),
        "iso": one.change.at.isoformat(),
        "note": _("by %(name)s", name=say(name)) if name else "",
    }


def _decision_entry(one: Decided, names: Mapping[str | None, Bilingual], zone: str) -> dict[str, Any]:
    name = names.get(one.actor_id)
    return {
        "title": str(DECISION_WORDS[one.act]),
        "when": moment(one.at, zone),
        "iso": one.at.isoformat(),
        "note": _("by %(name)s", name=say(name)) if name else "",
    }


def _call_entry(call: PhoneCall, names: Mapping[str | None, Bilingual]) -> dict[str, Any]:
    name = names.get(call.by)
    whom = _("called %(whom)s", whom=call.called or "")
    return {
        "title": str(CALL_WORDS[CallResult(call.result)]),
        "when": moment(call.at),
        "iso": call.at.isoformat(),
        "words": call.words or "",
        "note": _("%(whom)s; by %(name)s", whom=whom, name=say(name)) if name else whom,
    }
