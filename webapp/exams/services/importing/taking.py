"""A file is taken in, its unknown columns are confirmed, and what was shown is confirmed once (X1)."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, func, select, update

from webapp.exams.imports import files
from webapp.exams.models import ColumnTitle, ResultImport, ResultImportRow
from webapp.exams.queries import Desk, column_titles, import_at
from webapp.exams.refusals import ImportMoved
from webapp.exams.rules.imports.progress import WRITES, Outcome
from webapp.exams.rules.imports.titles import MOST_TITLE, read_choice
from webapp.kernel import audit, clock, ids, jobs
from webapp.kernel.db import changed, db
from webapp.kernel.errors import BadInput, NotYours
from webapp.kernel.inserting import insert_into
from webapp.kernel.sheets.packing import packed, unpacked
from webapp.organisation import queries as organisation
from webapp.toolbox.sheets import FileFault, ImportStatus, Unreadable, key

READ_JOB, APPLY_JOB = "exams.read_import", "exams.apply_import"
_OPEN = (ImportStatus.READING, ImportStatus.SHOWN, ImportStatus.APPLYING)


@dataclass(frozen=True, slots=True)
class ResultFile:
    """A file with results, as it was sent: read by a job, never served."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Looked:
    """A file that can be read: what kind it is, for whom it was sent, of how many people it tells."""

    upload: ResultFile
    institution_id: str
    kind: files.Kind
    people: int


def look_at(desk: Desk, upload: ResultFile, *, institution_id: str) -> Looked:
    """Read a whole result file without keeping anything: thousands of people take the better part of a second.

    Raises NotYours for an institution of another desk, Unreadable for a file that cannot be read.
    """
    _check_institution(desk, institution_id)
    kind = files.kind_of(upload.content)
    document = files.read(upload.content, column_titles(institution_id))
    if not (document.records or document.unknown):
        raise Unreadable(FileFault.EMPTY)
    return Looked(upload, institution_id, kind, len(document.records))


def take_in(desk: Desk, looked: Looked, *, staff_id: str, actor_id: str) -> str:
    """Keep a result file that was looked at and have it compared; gives the import's id.

    Nothing is written to any report. The same file, while its import is open, is the same import.
    Raises NotYours for an institution of another desk.
    """
    upload, institution_id = looked.upload, looked.institution_id
    _check_institution(desk, institution_id)
    digest = hashlib.sha256(upload.content).hexdigest()
    if known := _open_import(institution_id, digest):
        return known
    row = ResultImport(
        id=ids.new_id(), branch_id=desk.branch_id, institution_id=institution_id, staff_id=staff_id,
        account_id=actor_id, made_at=clock.now(), kind=looked.kind, name=upload.name[:200], digest=digest,
        content=packed(upload.content), people=looked.people,
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()
    _ask_to_read(row.id, 1)
    _record("taken", row, actor_id, people=row.people, digest=digest)
    return row.id


def _check_institution(desk: Desk, institution_id: str) -> None:
    found = organisation.institution(institution_id)
    own = not desk.institution_id or desk.institution_id == institution_id
    if found is None or found.branch_id != desk.branch_id or not own:
        raise NotYours


def _open_import(institution_id: str, digest: str) -> str | None:
    asked = select(ResultImport.id).where(
        ResultImport.institution_id == institution_id, ResultImport.digest == digest
    )
    return db.session.scalars(asked.where(ResultImport.status.in_(_OPEN)).order_by(ResultImport.id)).first()


def check_columns(desk: Desk, import_id: str, choices: Mapping[str, str]) -> None:
    """Read the file as it would be read with these titles, without keeping anything (see `look_at`).

    One that was moved on is left to `confirm_columns`: a second press has its answer from the first.
    Raises NotYours, BadInput for a choice that is none, Unreadable when the titles clash now.
    """
    row = import_at(desk, import_id, content=True)
    if not all(read_choice(choice).known for choice in choices.values()):
        raise BadInput("column")
    if row.status != ImportStatus.SHOWN or row.content is None:
        return
    chosen = {_compared(title): choice for title, choice in choices.items()}
    files.read(unpacked(row.content), column_titles(row.institution_id) | chosen)


def confirm_columns(
    desk: Desk, import_id: str, choices: Mapping[str, str], *, staff_id: str, actor_id: str
) -> None:
    """Remember what an institution's own titles mean, as checked, and have the file read again with that.

    Raises NotYours, ImportMoved.
    """
    row = import_at(desk, import_id)
    for title, choice in choices.items():
        _remember(row, title, choice, staff_id)
    db.session.flush()
    if not _move(row, ImportStatus.SHOWN, status=ImportStatus.READING, round=row.round + 1, done=0):
        raise ImportMoved
    _ask_to_read(row.id, row.round + 1)
    _record("columns_confirmed", row, actor_id, columns=len(choices))


def _compared(title: str) -> str:
    return key(title[:MOST_TITLE])


def _remember(row: ResultImport, title: str, choice: str, staff_id: str) -> None:
    now = {"choice": choice, "confirmed_by": staff_id, "confirmed_at": clock.now()}
    whose = {"institution_id": row.institution_id, "title": _compared(title)}
    new = insert_into(ColumnTitle).values(id=ids.new_id(), branch_id=row.branch_id, **whose, **now)
    db.session.execute(new.on_conflict_do_update(index_elements=["institution_id", "title"], set_=now))


def confirm_import(desk: Desk, import_id: str, *, digest: str, round_: int, actor_id: str) -> None:
    """Have the very file that was shown written, once: a second press changes nothing.

    Raises NotYours, ImportMoved when the page showed another file or another reading of it.
    """
    row = import_at(desk, import_id)
    same = row.digest == digest and row.round == round_
    if same and row.status in (ImportStatus.APPLYING, ImportStatus.DONE):
        return
    writes = _writes(row.id)
    begun = same and _move(row, ImportStatus.SHOWN, status=ImportStatus.APPLYING, people=writes, done=0)
    if not begun:
        raise ImportMoved
    jobs.enqueue(APPLY_JOB, {"import_id": row.id})
    _record("confirmed", row, actor_id, people=writes, digest=digest)


def _writes(import_id: str) -> int:
    """Count who is still to be written: those before a worker gave the file up are."""
    asked = select(func.count()).where(
        ResultImportRow.import_id == import_id,
        ResultImportRow.state.in_(WRITES),
        ResultImportRow.outcome == Outcome.OPEN,
    )
    return int(db.session.scalar(asked) or 0)


def drop_import(desk: Desk, import_id: str, *, actor_id: str) -> None:
    """Throw a file away before it was confirmed. Raises NotYours, ImportMoved."""
    row = import_at(desk, import_id)
    was = ImportStatus(row.status)
    open_ = was in (ImportStatus.READING, ImportStatus.SHOWN)
    gone = {"status": ImportStatus.DROPPED, "content": None, "unknown": None}
    if not (open_ and _move(row, was, **gone)):
        raise ImportMoved
    changed(delete(ResultImportRow).where(ResultImportRow.import_id == row.id))
    _record("dropped", row, actor_id)


def _move(row: ResultImport, was: ImportStatus, **values: Any) -> bool:
    same = update(ResultImport).where(
        ResultImport.id == row.id, ResultImport.status == was, ResultImport.round == row.round
    )
    return changed(same.values(**values)) == 1


def _ask_to_read(import_id: str, round_: int) -> None:
    jobs.enqueue(
        READ_JOB, {"import_id": import_id, "round": round_}, unique=f"{READ_JOB}:{import_id}:{round_}"
    )


def _record(what: str, row: ResultImport, actor_id: str, **details: object) -> None:
    audit.record(
        f"exams.import.{what}",
        subject=("exam_import", row.id),
        branch_id=row.branch_id,
        actor_id=actor_id,
        details=details,
    )
