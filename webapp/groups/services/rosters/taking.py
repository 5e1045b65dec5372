"""A roster file is taken in, and what was shown of it is confirmed once (P5)."""

from __future__ import annotations

import hashlib
from typing import Any

from sqlalchemy import delete, func, select, update

from webapp.groups.models import GroupContract, RosterImport, RosterImportRow
from webapp.groups.refusals import ContractOver, RosterMoved
from webapp.groups.rules.roster.matching import WRITES, RowOutcome
from webapp.groups.rules.roster.reading import read_roster
from webapp.kernel import audit, clock, ids, jobs
from webapp.kernel.db import changed, db
from webapp.kernel.sheets.opening import tables_of
from webapp.kernel.sheets.packing import packed
from webapp.toolbox.sheets import FileFault, ImportStatus, Unreadable

READ_JOB, APPLY_JOB = "groups.read_roster", "groups.apply_roster"
_OPEN = (ImportStatus.READING, ImportStatus.SHOWN, ImportStatus.APPLYING)


def look_at_roster(content: bytes) -> int:
    """Read a whole file without keeping anything; gives how many people it names. Raises Unreadable."""
    people = len(read_roster(tables_of(content)))
    if not people:
        raise Unreadable(FileFault.EMPTY)
    return people


def take_in_roster(*, contract: GroupContract, name: str, content: bytes, people: int, actor_id: str) -> str:
    """Keep a file that was looked at and have it compared; gives the import's id. Nobody is registered yet.

    The same file, while its import is open, is the same import. Raises ContractOver.
    """
    if contract.ends_on < clock.today():
        raise ContractOver
    digest = hashlib.sha256(content).hexdigest()
    if known := _open_import(contract.id, digest):
        return known
    row = RosterImport(
        id=ids.new_id(), branch_id=contract.branch_id, group_id=contract.group_id, contract_id=contract.id,
        account_id=actor_id, name=name[:200], digest=digest, content=packed(content), people=people,
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()
    jobs.enqueue(READ_JOB, {"import_id": row.id}, unique=f"{READ_JOB}:{row.id}")
    record("taken", row, actor_id, people=people, digest=digest)
    return row.id


def _open_import(contract_id: str, digest: str) -> str | None:
    asked = select(RosterImport.id).where(
        RosterImport.contract_id == contract_id,
        RosterImport.digest == digest,
        RosterImport.status.in_(_OPEN),
    )
    return db.session.scalars(asked).first()


def confirm_roster(row: RosterImport, *, digest: str, actor_id: str) -> None:
    """Have the very file that was shown written, once: a second press changes nothing. Raises RosterMoved."""
    same = row.digest == digest
    if same and row.status in (ImportStatus.APPLYING, ImportStatus.DONE):
        return
    still = (RosterImportRow.state.in_(WRITES), RosterImportRow.outcome == RowOutcome.OPEN)
    asked = select(func.count()).where(RosterImportRow.import_id == row.id, *still)
    people = int(db.session.scalar(asked) or 0)
    if not (same and move(row, ImportStatus.SHOWN, status=ImportStatus.APPLYING, people=people, done=0)):
        raise RosterMoved
    jobs.enqueue(APPLY_JOB, {"import_id": row.id})
    record("confirmed", row, actor_id, people=people, digest=digest)


def drop_roster(row: RosterImport, *, actor_id: str) -> None:
    """Throw a file away before it is confirmed. Raises RosterMoved."""
    was = ImportStatus(row.status)
    open_ = was in (ImportStatus.READING, ImportStatus.SHOWN)
    if not (open_ and move(row, was, status=ImportStatus.DROPPED, content=None)):
        raise RosterMoved
    changed(delete(RosterImportRow).where(RosterImportRow.import_id == row.id))
    record("dropped", row, actor_id)


def move(row: RosterImport, was: ImportStatus, **values: Any) -> bool:
    """Change a file's row only if it still stands where it stood (compare-and-set)."""
    same = update(RosterImport).where(RosterImport.id == row.id, RosterImport.status == was)
    return changed(same.values(**values)) == 1


def record(what: str, row: RosterImport, actor_id: str, **details: object) -> None:
    """Record in the audit chain what happened to a file: counts, nobody's name."""
    audit.record(
        f"groups.roster.{what}",
        subject=("group_roster_import", row.id),
        branch_id=row.branch_id,
        actor_id=actor_id,
        details=details,
    )
