"""Files of a record: kept sealed, discarded with their key, left-overs swept (R2)."""

from __future__ import annotations

from datetime import timedelta
from itertools import islice

from sqlalchemy import delete, select

from webapp.gateways import files
from webapp.kernel import clock, crypto, ids, jobs
from webapp.kernel.db import changed, db
from webapp.kernel.uploads import Upload
from webapp.records.models import StoredFile

LEFT_OVER = timedelta(days=1)  # longer than any request: younger files may belong to one that still runs
_BATCH = 500


def keep_file(
    *, client_id: str | None, branch_id: str, kind: str, upload: Upload, account_id: str | None
) -> StoredFile:
    """Keep a checked file in a client's record, or in nobody's. `kind` says in capitals which room it is for.

    The bytes are on the disk before the row is: a request that is taken back leaves a file without a
    row, which nobody can open and the sweep removes.
    """
    row_id, content = ids.new_id(), upload.content
    key, sealed = crypto.seal_blob(content.data, name=row_id)
    files.gateway().keep(row_id, sealed)
    row = StoredFile(
        id=row_id,
        branch_id=branch_id,
        client_id=client_id,
        kind=kind,
        content_type=content.type,
        size=len(content.data),
        sha256=content.sha256,
        title=upload.title,
        key=key,
        kept_by=account_id,
        kept_at=clock.now(),
    )
    db.session.add(row)
    db.session.flush()
    return row


def discard_file(*, file_id: str) -> None:
    """Forget a file that was never handed in. Its key goes with the row, its bytes with the next sweep."""
    changed(delete(StoredFile).where(StoredFile.id == file_id))


@jobs.recurring("records.files", every=timedelta(hours=24))
def sweep_files(_task: jobs.Task) -> None:
    """Remove files without a row: of requests that were taken back, and what was discarded."""
    store = files.gateway()
    old = store.before(clock.now() - LEFT_OVER)
    while names := list(islice(old, _BATCH)):
        known = set(db.session.scalars(select(StoredFile.id).where(StoredFile.id.in_(names))))
        for name in names:
            if name not in known:
                store.remove(name)
