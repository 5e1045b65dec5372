"""What others bring about, people or the clock, is told to the client at once (B6–B9)."""

from __future__ import annotations

from datetime import datetime

from webapp.clients import queries as clients
from webapp.exams.models import Booking
from webapp.kernel.i18n import _, moment, speaking
from webapp.notices import services as notices
from webapp.toolbox.words import Bilingual

KIND = "EXAM_PLACE"


def tell_held(*, client_id: str, booking_id: str, until: datetime, zone: str) -> None:
    """Tell somebody that a place is held for her, and until when."""

    def words() -> str:
        return _("A place is held for you until %(moment)s", moment=moment(until, zone, "short"))

    with speaking("zh-Hans"):
        zh = words()
    with speaking("en"):
        en = words()
    tell(client_id=client_id, words=Bilingual(zh=zh, en=en), link=f"/exams/bookings/{booking_id}")


def tell_of(booking: Booking, words: Bilingual) -> None:
    """Tell a client what others decided about her booking."""
    tell(client_id=booking.client_id, words=words, link=f"/exams/bookings/{booking.id}")


def tell(*, client_id: str, words: Bilingual, link: str) -> None:
    """Put a message into the client's inbox, if she signs in at all."""
    person = clients.client(client_id)
    if person and person.account_id:
        notices.tell(
            account_id=person.account_id, branch_id=person.branch_id, kind=KIND, words=words, link=link
        )
