"""The lists of bookings that wait for staff, in words: whatever is late is shown as late."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from webapp.clients.rules import phone_in_groups
from webapp.exams.models import PhoneCall, Session
from webapp.exams.queries import InTheLine, ToCall, Waits
from webapp.exams.rules.booking import CallResult
from webapp.exams.rules.pressing import Nearness, nearness
from webapp.kernel import clock
from webapp.kernel.i18n import _, day, lazy, moment, ngettext, time_of_day
from webapp.toolbox.words import Bilingual

TONES = {Nearness.PAST: "act", Nearness.SOON: "act", Nearness.LATER: "watch"}
CALL_WORDS = {
    CallResult.REACHED: lazy("Reached, the new time is confirmed"),
    CallResult.NOT_REACHED: lazy("Not reached"),
    CallResult.ANOTHER_TIME: lazy("Reached, wants another time"),
}


@dataclass(frozen=True, slots=True)
class StaffRow:
    """One line: whose booking, when, where, what is asked for, how near its end is; `phone` where one calls."""

    booking_id: str
    name: Bilingual
    when: str
    institution: Bilingual
    asked: str
    tone: str
    until: str
    phone: str = ""


def request_rows(found: Iterable[Waits], now: datetime) -> list[StaffRow]:
    """Draw the requests for a place."""
    return [
        _row(
            one,
            now,
            one.booking.held_until or one.session.starts_at,
            asked=moment(one.booking.booked_at, style="short"),
        )
        for one in found
    ]


def change_rows(found: Iterable[Waits], now: datetime) -> list[StaffRow]:
    """Draw the change requests; each is to be decided before the old time begins."""
    return [
        _row(one, now, one.session.starts_at, asked=wanted(one.wanted, one.institution.zone)) for one in found
    ]


def rebook_rows(found: Iterable[Waits], now: datetime) -> list[StaffRow]:
    """Draw the people who lost their time."""
    return [_row(one, now, one.session.starts_at, asked="", phone=one.client.phone) for one in found]


def call_rows(found: Iterable[ToCall], now: datetime) -> list[StaffRow]:
    """Draw the changed bookings whose clients are to be called before the new time."""
    return [
        StaffRow(
            booking_id=one.booking.id,
            name=one.client.name,
            when=_from_to(one.former, one.session, one.institution.zone),
            institution=one.institution.name,
            asked=last_call(one.last),
            tone=TONES[nearness(one.session.starts_at, now)],
            until=by(one.session.starts_at, one.institution.zone, now),
            phone=phone_in_groups(one.client.phone),
        )
        for one in found
    ]


@dataclass(frozen=True, slots=True)
class LineRow:
    """One line of the waiting list."""

    client_id: str
    name: Bilingual
    days: str
    institution: Bilingual
    since: str


def line_rows(found: Iterable[InTheLine]) -> list[LineRow]:
    """Draw who waits for a place."""
    return [
        LineRow(
            one.client.id,
            one.client.name,
            _days(one.wish.first_day, one.wish.last_day),
            one.institution.name,
            moment(one.wish.since, one.institution.zone, "short"),
        )
        for one in found
    ]


def _days(first: date, last: date) -> str:
    return day(first, "short") if first == last else f"{day(first, 'short')} – {day(last, 'short')}"


def _row(one: Waits, now: datetime, until: datetime, *, asked: str, phone: str = "") -> StaffRow:
    zone = one.institution.zone
    return StaffRow(
        booking_id=one.booking.id,
        name=one.client.name,
        when=moment(one.session.starts_at, zone, "short"),
        institution=one.institution.name,
        asked=asked,
        tone=TONES[nearness(until, now)],
        until=by(until, zone, now),
        phone=phone_in_groups(phone),
    )


def by(until: datetime, zone: str, now: datetime) -> str:
    """Say until when something is to be done: today by its time, midnight as the end of the day before."""
    local = clock.local(until, zone)
    if now >= until:
        return _("was due %(moment)s", moment=moment(until, zone, "short"))
    if local.time() == time():
        return _("by the end of %(day)s", day=day(local.date() - timedelta(days=1), "short"))
    if local.date() == clock.local(now, zone).date():
        return _("by %(time)s today", time=time_of_day(until, zone))
    return _("by %(moment)s", moment=moment(until, zone, "short"))


def wanted(session: Session | None, zone: str) -> str:
    """Say what a change request asks for, with the places left there now."""
    if session is None:
        return _("wants to give the appointment up")
    shut = session.closed or session.ended
    left = 0 if shut else max(session.capacity - session.booked, 0)
    places = ngettext("%(n)s place left", "%(n)s places left", left) if left else _("no place left")
    return _("%(moment)s, %(places)s", moment=moment(session.starts_at, zone, "short"), places=places)


def last_call(call: PhoneCall | None) -> str:
    """Say what came of the last call."""
    if call is None:
        return _("nobody has called yet")
    said = CALL_WORDS[CallResult(call.result)]
    return _("%(result)s, %(moment)s", result=said, moment=moment(call.at, style="short"))


def _from_to(former: Session | None, session: Session, zone: str) -> str:
    later = moment(session.starts_at, zone, "short")
    if former is None:
        return later
    return _("%(former)s → %(later)s", former=moment(former.starts_at, zone, "short"), later=later)
