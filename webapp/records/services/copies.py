"""Readable copies of a whole record (A6): asked for, kept sealed for a week, swept with their keys.

The pages that compose a record make the document; here is only what becomes of it.
"""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete, select, update

from webapp.kernel import audit, clock, ids, jobs
from webapp.kernel.db import changed, db
from webapp.kernel.errors import NotYours
from webapp.kernel.inserting import insert_new
from webapp.kernel.uploads import Upload
from webapp.records import queries
from webapp.records.models import RecordCopy, StoredFile
from webapp.records.services.files import keep_file
from webapp.toolbox.words import Language

OFFERED = timedelta(days=7)
KIND = "RECORD_COPY"
_BATCH = 200


def ask_for_copy(*, client_id: str, branch_id: str, language: Language, account_id: str) -> RecordCopy:
    """Note that a client wants a copy; while one in this language is being made, it is that one."""
    now, copy_id = clock.now(), ids.new_id()
    is_new = insert_new(
        RecordCopy,
        id=copy_id,
        branch_id=branch_id,
        client_id=client_id,
        language=language,
        asked_by=account_id,
        asked_at=now,
        ends_at=now + OFFERED,
    )
    if is_new:
        audit.record(
            "records.copy.asked",
            subject=("client", client_id),
            branch_id=branch_id,
            actor_id=account_id,
            details={"copy": copy_id, "language": language},
        )
    found = queries.copy_being_made(client_id=client_id, language=language)
    if found is None:
        raise NotYours
    return found


def keep_copy(*, copy_id: str, upload: Upload, pages: int) -> bool:
    """Keep the finished copy in place of earlier ones in its language; False when it is no longer wanted."""
    row = db.session.get(RecordCopy, copy_id)
    if row is None or row.file_id is not None:
        return False
    file = keep_file(
        client_id=row.client_id,
        branch_id=row.branch_id,
        kind=KIND,
        upload=upload,
        account_id=row.asked_by,
    )
    now = clock.now()
    unmade = update(RecordCopy).where(RecordCopy.id == copy_id, RecordCopy.file_id.is_(None))
    if not changed(unmade.values(file_id=file.id, pages=pages, made_at=now, ends_at=now + OFFERED)):
        raise NotYours
    _discard_earlier(row)
    audit.record(
        "records.copy.made",
        subject=("client", row.client_id),
        branch_id=row.branch_id,
        details={"copy": copy_id, "pages": pages, "sha256": file.sha256},
    )
    return True


def _discard_earlier(row: RecordCopy) -> None:
    mine = (RecordCopy.client_id == row.client_id, RecordCopy.language == row.language)
    earlier = select(RecordCopy.id).where(*mine, RecordCopy.id != row.id)
    _discard(list(db.session.scalars(earlier)))


@jobs.recurring("records.copies", every=timedelta(hours=24))
def sweep_copies(_task: jobs.Task) -> None:
    """Take away copies past their days: the row with the key at once, the sealed bytes with the next sweep."""
    past = select(RecordCopy.id).where(RecordCopy.ends_at <= clock.now())
    while found := list(db.session.scalars(past.order_by(RecordCopy.ends_at).limit(_BATCH))):
        _discard(found)


def _discard(copy_ids: list[str]) -> None:
    """Delete copies with what opens them; one that was never finished has no file."""
    held = select(RecordCopy.file_id).where(RecordCopy.id.in_(copy_ids), RecordCopy.file_id.is_not(None))
    file_ids = list(db.session.scalars(held))
    changed(delete(RecordCopy).where(RecordCopy.id.in_(copy_ids)))
    changed(delete(StoredFile).where(StoredFile.id.in_(file_ids)))
