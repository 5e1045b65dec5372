"""Readable copies of a whole record (A6): those a client may take now, and the one in a worker's hands."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from webapp.kernel import clock
from webapp.kernel.db import db
from webapp.records.models import RecordCopy, StoredFile


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy that was asked for; `file` is None while it is being made."""

    row: RecordCopy
    file: StoredFile | None


def copies_of(client_id: str) -> list[Copy]:
    """Give a client's copies that are offered or being made, newest first, in one statement."""
    mine = (RecordCopy.client_id == client_id, RecordCopy.ends_at > clock.now())
    asked = select(RecordCopy, StoredFile).outerjoin(StoredFile, StoredFile.id == RecordCopy.file_id)
    in_turn = asked.where(*mine).order_by(RecordCopy.asked_at.desc(), RecordCopy.id.desc())
    return [Copy(row, file) for row, file in db.session.execute(in_turn)]


def copy_being_made(*, client_id: str, language: str) -> RecordCopy | None:
    """Give the copy in one language that a worker is to make, if there is one."""
    mine = (RecordCopy.client_id == client_id, RecordCopy.language == language)
    return db.session.scalars(select(RecordCopy).where(*mine, RecordCopy.file_id.is_(None))).first()


def unmade_copy(copy_id: str) -> RecordCopy | None:
    """Give a copy that is still to be made; None when it is there, or no longer wanted."""
    row = db.session.get(RecordCopy, copy_id)
    return row if row is not None and row.file_id is None else None


def offered_copy(copy_id: str, *, client_id: str) -> StoredFile | None:
    """Give the file of a client's own copy in its days; None for another's, an unfinished or a past one."""
    own = (RecordCopy.id == copy_id, RecordCopy.client_id == client_id, RecordCopy.ends_at > clock.now())
    asked = select(StoredFile).join(RecordCopy, RecordCopy.file_id == StoredFile.id)
    return db.session.scalars(asked.where(*own)).first()
