"""Tell a client of a booking (B10): a message in the inbox for all, a text message where the plan grants it.

Whatever makes a booking stand plans `exams.announce` in its own transaction. That job tells, then plans the next
reminder; each reminder plans the one after it. What was planned for an earlier version of a booking, or for one
that was given up since, says nothing.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from webapp.clients import queries as clients
from webapp.exams.events import BookingChanged, ExamBooked
from webapp.exams.models import BookingNotice
from webapp.exams.presenters.telling import told_in_both
from webapp.exams.queries import Held, place, told_of
from webapp.exams.rules.booking import EXPECTED, BookingStatus
from webapp.exams.rules.reminding import Told, is_about, is_timely, next_reminder, reminder
from webapp.exams.services.texting import plan_text
from webapp.kernel import clock, ids, jobs
from webapp.kernel.inserting import insert_new
from webapp.notices import services as notices

KIND = "appointment"


def announce(booking_id: str, *, confirmed: bool = True) -> None:
    """Plan what a booking's client is told from now on; with `confirmed` at once that it stands."""
    jobs.enqueue("exams.announce", {"booking_id": booking_id, "confirmed": confirmed})


def booking_stands(event: ExamBooked | BookingChanged) -> None:
    """Tell of a booking that was made or moved; a request that still waits for a decision says nothing yet."""
    announce(event.booking_id)


@jobs.handler("exams.announce")
def begin_telling(task: jobs.Task) -> None:
    """Say that a booking stands, where that is new, and plan its first reminder."""
    found = standing(task.payload["booking_id"])
    if found and task.payload["confirmed"]:
        _tell(found, Told.CONFIRMED)
    if found:
        _plan_next(found, clock.now())


@jobs.handler("exams.remind")
def remind(task: jobs.Task) -> None:
    """Send one reminder of one version of a booking, and plan the next."""
    found, kind = standing(task.payload["booking_id"]), Told(task.payload["kind"])
    if found and found.booking.revision == task.payload["revision"]:
        _tell(found, kind)
        zone = place(found.booking.institution_id).zone
        _plan_next(found, reminder(kind, found.session.day, zone).at)


@jobs.handler("exams.text_news")
def text_news(task: jobs.Task) -> None:
    """Plan the text messages of what the inbox says already: places held (B8) or lost (B9)."""
    kind = Told(task.payload["kind"])
    for booking_id in sorted(task.payload["bookings"]):
        found = told_of(booking_id)
        notice_id = _note(found, kind) if found and is_about(kind, found.status) else None
        if found and notice_id:
            plan_text(found.booking, kind, notice_id, place(found.booking.institution_id).zone)


def standing(booking_id: str) -> Held | None:
    """Give a booking whose client the institution expects; None for any other."""
    found = told_of(booking_id)
    return found if found and BookingStatus(found.booking.status) in EXPECTED else None


def _tell(found: Held, kind: Told) -> None:
    """Tell once: a second telling of this version and kind, or one that comes too late, does nothing."""
    booking, session = found.booking, found.session
    zone = place(booking.institution_id).zone
    if not is_timely(kind, session.day, session.starts_at, zone, clock.now()):
        return
    notice_id = _note(found, kind)
    if notice_id is None:
        return
    client = clients.client(booking.client_id)
    if client and client.account_id:
        words = told_in_both(kind, session.starts_at, zone)
        whose = {"account_id": client.account_id, "branch_id": booking.branch_id}
        notices.tell(**whose, kind=KIND, words=words, link=f"/exams/bookings/{booking.id}")
    plan_text(booking, kind, notice_id, zone)


def _note(found: Held, kind: Told) -> str | None:
    """Write down that this is told now; None when it has been told already (the database decides)."""
    booking, notice_id = found.booking, ids.new_id()
    row: dict[str, Any] = {"id": notice_id, "branch_id": booking.branch_id, "booking_id": booking.id}
    row |= {"revision": booking.revision, "kind": kind, "at": clock.now(), "texted_at": None}
    return notice_id if insert_new(BookingNotice, **row) else None


def _plan_next(found: Held, after: datetime) -> None:
    booking, session = found.booking, found.session
    following = next_reminder(session.day, place(booking.institution_id).zone, after)
    if following:
        about = {"booking_id": booking.id, "revision": booking.revision, "kind": following.kind}
        unique = f"exams.remind:{booking.id}:{booking.revision}:{following.kind}"
        jobs.enqueue("exams.remind", about, run_after=following.at, unique=unique)
