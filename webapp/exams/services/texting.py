"""Text messages about a booking (B10, M2): never twice, not at night, and only while they are true."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import update

from webapp.accounts import queries as accounts
from webapp.clients import queries as clients
from webapp.clients.rules import Purpose
from webapp.exams.models import Booking, BookingNotice
from webapp.exams.presenters.telling import told
from webapp.exams.queries import Held, place, told_of
from webapp.exams.rules.reminding import MOST_TEXTS, Told, is_about, is_timely
from webapp.gateways import sms
from webapp.kernel import clock, jobs, limits, transaction
from webapp.kernel.db import changed, db
from webapp.kernel.i18n import _, speaking
from webapp.notices.rules import may_ring_at
from webapp.plans import queries as plans
from webapp.plans.rules import Item
from webapp.toolbox.words import Language


@dataclass(frozen=True, slots=True)
class _Letter:
    """A text message: the receiver's number (E.164), the words and their language."""

    phone: str
    text: str
    language: Language


def plan_text(booking: Booking, kind: Told, notice_id: str, zone: str) -> None:
    """Plan the text message of a notice, where there is to be one, for the next hour that is not quiet."""
    if sms.gateway().sends and (kind is Told.CONFIRMED or _is_granted(booking)):
        jobs.enqueue("exams.text", {"notice_id": notice_id}, run_after=may_ring_at(clock.now(), zone))


def _is_granted(booking: Booking) -> bool:
    """Reminders by text belong to a plan and a consent (A5); the confirmation goes to everybody."""
    granted = plans.entitlement(enrolment_id=booking.enrolment_id, item=Item.SMS_REMINDER)
    agreed = clients.agreed(client_id=booking.client_id, purpose=Purpose.SMS_REMINDERS)
    return granted is not None and agreed


@jobs.handler("exams.text", outside=True)
def text(task: jobs.Task) -> None:
    """Send the text message of a notice. A gateway that fails is asked again; a kill in between sends nothing."""
    notice_id = task.payload["notice_id"]
    with transaction.unit_of_work():
        letter = _claim(notice_id)
    if letter is None:
        return
    try:
        sms.gateway().send(phone=letter.phone, text=letter.text, language=letter.language)
    except Exception:
        with transaction.unit_of_work():
            changed(update(BookingNotice).where(BookingNotice.id == notice_id).values(texted_at=None))
        raise


def _claim(notice_id: str) -> _Letter | None:
    """Give a message that is still true and that nobody has sent, and note that it goes out now."""
    notice = db.session.get_one(BookingNotice, notice_id)
    found, kind = told_of(notice.booking_id), Told(notice.kind)
    if found is None or not _is_true(found, notice):
        return None
    zone, now = place(found.booking.institution_id).zone, clock.now()
    if (later := may_ring_at(now, zone)) > now:
        jobs.enqueue("exams.text", {"notice_id": notice_id}, run_after=later)
        return None
    if kind is Told.CONFIRMED and not limits.take("exams.text", found.booking.client_id, MOST_TEXTS):
        return None
    mine = update(BookingNotice).where(BookingNotice.id == notice_id, BookingNotice.texted_at.is_(None))
    return _letter(found, kind, zone) if changed(mine.values(texted_at=now)) else None


def _is_true(found: Held, notice: BookingNotice) -> bool:
    booking, session, zone = found.booking, found.session, place(found.booking.institution_id).zone
    if not is_about(Told(notice.kind), found.status) or booking.revision != notice.revision:
        return False
    return is_timely(Told(notice.kind), session.day, session.starts_at, zone, clock.now())


def _letter(found: Held, kind: Told, zone: str) -> _Letter | None:
    client = clients.client(found.booking.client_id)
    if client is None:
        return None
    account = accounts.account(client.account_id) if client.account_id else None
    language: Language = "en" if account and account.language == "en" else "zh-Hans"
    words = told(kind, found.session.starts_at, zone, language)
    with speaking(language):
        return _Letter(client.phone, _("Kangyue: %(words)s", words=words), language)
