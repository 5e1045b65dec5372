"""The worker writes a confirmed file, a few people in each transaction (X1).

The reports of a chunk, their rows' outcomes, the progress and the job for the next chunk are one
commit: a killed worker leaves whole chunks behind it and nothing half, and no row is written twice.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import update

from webapp.exams.models import Result, ResultImport, ResultImportRow
from webapp.exams.queries import (
    Subject,
    kept_lines,
    open_rows,
    own_ranges,
    results_by_report,
    subjects_of,
)
from webapp.exams.refusals import ReportMoved
from webapp.exams.rules.flags import Range
from webapp.exams.rules.imports.comparing import State
from webapp.exams.rules.imports.progress import WRITES, Outcome
from webapp.exams.services.importing.held import entries_of
from webapp.exams.services.importing.reading import propose_for
from webapp.exams.services.importing.taking import APPLY_JOB
from webapp.exams.services.reporting import Writer, keep_sheet
from webapp.kernel import audit, jobs
from webapp.kernel.db import changed, db
from webapp.records import services as records
from webapp.toolbox.sheets import ImportStatus

CHUNK = 25


@dataclass(frozen=True, slots=True)
class _Chunk:
    """What the rows of a chunk are written with; everything was read in a few statements."""

    row: ResultImport
    subjects: dict[str, Subject]
    results: dict[str, list[Result]]
    ranges: dict[str, tuple[Range, ...]]


@jobs.handler(APPLY_JOB)
def apply_import(task: jobs.Task) -> None:
    """Write the next people of a file; ask for another job while there are more."""
    row = db.session.get(ResultImport, task.payload["import_id"], with_for_update=True)
    if row is None or row.status != ImportStatus.APPLYING:
        return
    waiting = open_rows(row.id, WRITES, CHUNK)
    if not waiting:
        _end(row)
        return
    subjects = subjects_of([one.booking_id for one in waiting if one.booking_id], branch_id=row.branch_id)
    results = results_by_report([one.report for one in subjects.values() if one.report])
    chunk = _Chunk(row, subjects, results, own_ranges(row.institution_id))
    for one in waiting:
        one.outcome = _write(chunk, one)
    row.done += len(waiting)
    seen = [one.client_id for one in waiting if one.client_id]
    records.note_list(client_ids=seen, account_id=row.account_id, what="exam_results")
    jobs.enqueue(APPLY_JOB, {"import_id": row.id})


@jobs.when_given_up(APPLY_JOB)
def import_failed(task: jobs.Task) -> None:
    """Show a file again that the worker has given up: who is written stays so, the others can be confirmed again."""
    same = update(ResultImport).where(
        ResultImport.id == task.payload["import_id"], ResultImport.status == ImportStatus.APPLYING
    )
    changed(same.values(status=ImportStatus.SHOWN))


def _write(chunk: _Chunk, one: ResultImportRow) -> Outcome:
    """Write one person's results as a draft or, complete, for the second person."""
    subject = chunk.subjects.get(one.booking_id or "")
    if subject is None or not subject.agreed or _revision(subject) != one.revision:
        return Outcome.MOVED
    before = chunk.results.get(subject.report.id, []) if subject.report else []
    proposal = propose_for(subject, entries_of(one.held), kept_lines(before), chunk.ranges)
    state = proposal.state(subject.report.status if subject.report else "")
    if state not in WRITES:
        return Outcome.LEFT if state is State.EQUAL else Outcome.MOVED
    who = Writer(chunk.row.staff_id, chunk.row.account_id, one.revision)
    try:
        keep_sheet(subject, proposal.sheet, before, who, hand_in=proposal.complete)
    except ReportMoved:
        return Outcome.MOVED
    return Outcome.HANDED_IN if proposal.complete else Outcome.KEPT


def _revision(subject: Subject) -> int:
    return subject.report.revision if subject.report else 0


def _end(row: ResultImport) -> None:
    """Close the import and forget the file."""
    nothing = update(ResultImportRow).where(
        ResultImportRow.import_id == row.id, ResultImportRow.outcome == Outcome.OPEN
    )
    changed(nothing.values(outcome=Outcome.LEFT))
    row.status, row.content = ImportStatus.DONE, None
    audit.record(
        "exams.import.done",
        subject=("exam_import", row.id),
        branch_id=row.branch_id,
        actor_id=row.account_id,
        details={"people": row.done},
    )
