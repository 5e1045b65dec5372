"""Original reports are handed in, and taken back when they are somebody else's (X1)."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import update

from webapp.exams.models import Original
from webapp.exams.queries.originals import Visited, pages_of
from webapp.exams.refusals import NotAgreed, OriginalGone
from webapp.kernel import audit, clock, crypto
from webapp.kernel.db import changed, db
from webapp.kernel.i18n import both
from webapp.kernel.uploads import Upload
from webapp.notices import services as notices
from webapp.records import services as records

KIND = "EXAM_ORIGINAL"


def add_original(*, exam: Visited, uploads: Sequence[Upload], staff_id: str, actor_id: str) -> None:
    """Keep files of an exam's original report; with the first one the client is told.

    Raises NotAgreed: without the client's agreement we do not get the report (A5).
    """
    if not exam.agreed:
        raise NotAgreed
    booking = exam.held.booking
    first = not pages_of(booking.id)
    for upload in uploads:
        whose = {"client_id": booking.client_id, "branch_id": booking.branch_id}
        kept = records.keep_file(**whose, kind=KIND, upload=upload, account_id=actor_id)
        page = Original(**whose, booking_id=booking.id, file_id=kept.id, added_by=staff_id)
        db.session.add(page)
        db.session.flush()
    if first:
        _file(exam)
    _record("added", booking.id, booking.branch_id, actor_id, files=len(uploads))


def withdraw_original(*, page: Original, because: str, staff_id: str, actor_id: str) -> None:
    """Take a wrong file out of everybody's sight; it stays for whoever has to answer for the mistake.

    Raises OriginalGone.
    """
    taken = (
        update(Original)
        .where(Original.id == page.id, Original.withdrawn_at.is_(None))
        .values(
            withdrawn_by=staff_id,
            withdrawn_at=clock.now(),
            withdrawn_because=crypto.for_row(because, page.id),
        )
    )
    if not changed(taken):
        raise OriginalGone
    _record("withdrawn", page.booking_id, page.branch_id, actor_id, files=1)


def _file(exam: Visited) -> None:
    booking, client = exam.held.booking, exam.client
    path = f"/exams/bookings/{booking.id}/originals"
    records.file_entry(
        client_id=booking.client_id,
        branch_id=booking.branch_id,
        kind=KIND,
        title=both("Original exam report"),
        at=clock.now(),
        ref=path,
    )
    if client.account_id:
        notices.tell(
            account_id=client.account_id,
            branch_id=client.branch_id,
            kind=KIND,
            words=both("The original of your exam report is in your record"),
            link=path,
        )


def _record(what: str, booking_id: str, branch_id: str, actor_id: str, *, files: int) -> None:
    audit.record(
        f"exams.original.{what}",
        subject=("exam_booking", booking_id),
        branch_id=branch_id,
        actor_id=actor_id,
        details={"files": files},
    )
