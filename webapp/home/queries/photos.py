"""The files a client takes along with her record: originals of reports, photos of meals and questions (A6, X1, D6)."""

from __future__ import annotations

import logging
from collections.abc import Iterator

from webapp.gateways.files import FileMissing
from webapp.home.queries.record import Record
from webapp.kernel import crypto
from webapp.records import queries as records
from webapp.records.queries import StoredFile

MOST_BYTES = 20 * 1024 * 1024
"""What all of them may have together; the newest come first, the others are named with their address."""
log = logging.getLogger(__name__)


def photos(record: Record, *, most: int = MOST_BYTES) -> dict[str, bytes]:
    """Give the bytes of her own files by the file's id, as far as they fit and can be opened."""
    found: dict[str, bytes] = {}
    left = most
    for file in sorted(_hers(record), key=lambda one: (one.kept_at, one.id), reverse=True):
        if file.id in found or file.size > left:
            continue
        try:
            found[file.id] = records.content_of(file).data
        except (crypto.Unreadable, FileMissing):
            log.exception("the file %s cannot be given", file.id)
            continue
        left -= len(found[file.id])
    return found


def _hers(record: Record) -> Iterator[StoredFile]:
    said = [*(one.photo for one in record.meals), *(one.photo for one in record.questions)]
    kept = [*said, *(one.file for one in record.originals)]
    return (one for one in kept if one and one.client_id == record.client.id)
