"""What others bring about, people or the clock, is told to the client at once (B6–B9)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from webapp.clients import queries as clients
from webapp.exams.models import Booking
from webapp.exams.rules.reminding import Told
from webapp.gateways import sms
from webapp.kernel import jobs
from webapp.kernel.i18n import _, both, ending, speaking
from webapp.notices import services as notices
from webapp.toolbox.words import Bilingual

KIND = "EXAM_PLACE"


def tell_held(*, client_id: str, booking_id: str, until: datetime, zone: str) -> None:
    """Tell somebody that a place is held for her, and until when."""

    def words() -> str:
        return _("A place is held for you until %(moment)s", moment=ending(until, zone, "short"))

    with speaking("zh-Hans"):
        zh = words()
    with speaking("en"):
        en = words()
    client = clients.client(client_id)
    if client:
        _tell(client, Bilingual(zh=zh, en=en), booking_id)
    _text([booking_id], Told.HELD)


def tell_of(booking: Booking, words: Bilingual) -> None:
    """Tell a client what others decided about her booking."""
    client = clients.client(booking.client_id)
    if client:
        _tell(client, words, booking.id)


def tell_displaced(lost: Mapping[str, str], offers: Mapping[str, str]) -> None:
    """Tell clients (client id → booking id) that their time cannot be kept, or what was held for them is not."""
    gone = both("Your appointment cannot take place at that time. Please choose another one.")
    back = both("The place held for you was taken back. You keep your place in the waiting list.")
    for client in clients.named([*lost, *offers]).values():
        if client.id in lost:
            _tell(client, gone, lost[client.id])
        else:
            _tell(client, back, offers[client.id])
    if lost:
        _text(list(lost.values()), Told.LOST)


def _text(booking_ids: Sequence[str], kind: Told) -> None:
    """Let a job send the text messages, to whom the plan grants them."""
    if sms.gateway().sends:
        jobs.enqueue("exams.text_news", {"bookings": list(booking_ids), "kind": kind})


def _tell(client: clients.Client, words: Bilingual, booking_id: str) -> None:
    if client.account_id:
        notices.tell(
            account_id=client.account_id,
            branch_id=client.branch_id,
            kind=KIND,
            words=words,
            link=f"/exams/bookings/{booking_id}",
        )
