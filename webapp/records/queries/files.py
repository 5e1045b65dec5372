"""Files of a record: what is known of them, and their bytes (R2)."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select

from webapp.gateways import files
from webapp.kernel import crypto
from webapp.kernel.db import db
from webapp.kernel.uploads import Checked, FileType
from webapp.records.models import StoredFile


def stored_file(file_id: str) -> StoredFile | None:
    """Give what is known of a file; who may open it is for its room to say (A1)."""
    return db.session.get(StoredFile, file_id)


def stored_files(file_ids: Iterable[str]) -> dict[str, StoredFile]:
    """Give what is known of several files, by id, in one statement."""
    wanted = set(file_ids)
    if not wanted:
        return {}
    found = db.session.scalars(select(StoredFile).where(StoredFile.id.in_(wanted)))
    return {one.id: one for one in found}


def content_of(file: StoredFile) -> Checked:
    """Open a file for `uploads.serve`. Raises `crypto.Unreadable` when it was changed in the store."""
    data = crypto.open_blob(files.gateway().read(file.id), key=file.key, name=file.id)
    return Checked(FileType(file.content_type), data)
