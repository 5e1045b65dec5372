"""The worker reads a file and compares it with what is there; no report is touched (X1)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, update

from webapp.exams.imports import files
from webapp.exams.imports.identity import wrong_number
from webapp.exams.models import ResultImport, ResultImportRow
from webapp.exams.queries import (
    Subject,
    column_titles,
    expected_people,
    kept_lines,
    own_ranges,
    results_by_report,
    subjects_of,
)
from webapp.exams.rules.flags import Range
from webapp.exams.rules.imports.comparing import Proposal, State, propose
from webapp.exams.rules.imports.document import Document, Entry, Fault, Record, Unknown
from webapp.exams.rules.imports.matching import People, Unmatched
from webapp.exams.services.importing.held import as_held, with_findings
from webapp.exams.services.importing.taking import READ_JOB
from webapp.kernel import crypto, ids, jobs, transaction
from webapp.kernel.db import changed, db
from webapp.kernel.sheets.packing import unpacked
from webapp.toolbox.sheets import ImportStatus, Spot, Unreadable

CHUNK = 100
Found = tuple[Record, str, list[tuple[Fault, Spot]]]
"""A record, the booking it belongs to ("" for none), and why it is refused."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What the job works on. `round` is the reading asked for; another one makes this one idle."""

    import_id: str
    round: int
    branch_id: str
    institution_id: str
    content: str


@jobs.handler(READ_JOB, outside=True)
def read_import(task: jobs.Task) -> None:
    """Read and compare in short transactions; killed and begun again, it starts from the first row."""
    with transaction.reading():
        job = _job(task.payload["import_id"], task.payload["round"])
        if job is None:
            return
        memory = column_titles(job.institution_id)
        people = expected_people(institution_id=job.institution_id, branch_id=job.branch_id)
        ranges = own_ranges(job.institution_id)
    document, fault = _document(job, memory)
    found = _matched(document.records, people)
    if not _begin(job, len(found)):
        return
    for start in range(0, len(found), CHUNK):
        if not _compare(job, start, found[start : start + CHUNK], ranges):
            return
    _end(job, document.unknown, fault)


def _job(import_id: str, round_: int) -> Reading | None:
    found = db.session.get(ResultImport, import_id)
    if found is None or (found.status, found.round) != (ImportStatus.READING, round_):
        return None
    return Reading(found.id, found.round, found.branch_id, found.institution_id, found.content or "")


def _document(job: Reading, memory: dict[str, str]) -> tuple[Document, Unreadable | None]:
    try:
        return files.read(unpacked(job.content), memory), None
    except Unreadable as refusal:
        return Document(), refusal


def _matched(records: list[Record], people: People) -> list[Found]:
    """Find out whose each record is; the second record of one booking is refused."""
    seen: set[str] = set()
    return [_match(record, people, seen) for record in records]


def _match(record: Record, people: People, seen: set[str]) -> Found:
    faults = list(record.faults)
    if wrong_number(record.identity.id_number):
        faults.append((Fault.BAD_ID_NUMBER, record.spot))
    if faults:
        return record, "", faults
    try:
        booking_id = people.match(record.identity).booking_id
    except Unmatched as unmatched:
        return record, "", [(unmatched.fault, record.spot)]
    if booking_id in seen:
        return record, "", [(Fault.TWICE, record.spot)]
    seen.add(booking_id)
    return record, booking_id, []


def _begin(job: Reading, people: int) -> bool:
    with transaction.unit_of_work():
        changed(delete(ResultImportRow).where(ResultImportRow.import_id == job.import_id))
        return _go_on(job, people=people, done=0, unknown=None)


def _compare(job: Reading, start: int, chunk: list[Found], ranges: dict[str, tuple[Range, ...]]) -> bool:
    with transaction.unit_of_work():
        subjects = subjects_of(
            [booking for _record, booking, _f in chunk if booking], branch_id=job.branch_id
        )
        reports = [one.report for one in subjects.values() if one.report]
        results = results_by_report(reports)
        for number, (record, booking_id, faults) in enumerate(chunk, start + 1):
            subject = subjects.get(booking_id)
            if subject and not subject.agreed:
                faults = [(Fault.NOT_AGREED, record.spot)]
            row = _row(job, number, record, faults)
            if subject and not faults:
                kept = kept_lines(results.get(subject.report.id, []) if subject.report else [])
                proposal = propose_for(subject, record.entries, kept, ranges)
                _fill(row, subject, with_findings(row.held, proposal, kept), proposal)
            db.session.add(row)
        return _go_on(job, done=start + len(chunk))


def propose_for(
    subject: Subject, entries: list[Entry], kept: Any, ranges: dict[str, tuple[Range, ...]]
) -> Proposal:
    """Lay entries over what somebody's report holds."""
    return propose(subject.items, entries, kept, person=subject.person, own_ranges=ranges)


def _row(job: Reading, number: int, record: Record, faults: list[tuple[Fault, Spot]]) -> ResultImportRow:
    return ResultImportRow(
        id=ids.new_id(),
        branch_id=job.branch_id,
        import_id=job.import_id,
        number=number,
        state=State.REFUSED,
        held=as_held(record, faults),
    )


def _fill(row: ResultImportRow, subject: Subject, held: dict[str, Any], proposal: Proposal) -> None:
    report = subject.report
    row.booking_id, row.client_id = subject.held.booking.id, subject.client.id
    row.revision = report.revision if report else 0
    row.state = proposal.state(report.status if report else "")
    row.held = held


def _end(job: Reading, unknown: list[Unknown], fault: Unreadable | None) -> None:
    told: dict[str, Any] = {"columns": [[one.title, one.spot.as_json(), one.guess] for one in unknown]}
    if fault:
        told["fault"] = [fault.fault, fault.spot.as_json()]
    with transaction.unit_of_work():
        _go_on(job, status=ImportStatus.SHOWN, unknown=told)


def _go_on(job: Reading, **values: Any) -> bool:
    """Note how far the reading is; False when the file was dropped or is read anew."""
    if values.get("unknown"):
        values["unknown"] = crypto.for_row(values["unknown"], job.import_id)
    same = update(ResultImport).where(
        ResultImport.id == job.import_id,
        ResultImport.status == ImportStatus.READING,
        ResultImport.round == job.round,
    )
    return changed(same.values(**values)) == 1
