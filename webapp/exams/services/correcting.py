"""A verified result is corrected: asked for with a reason, confirmed by another, the old one kept (X1)."""

from __future__ import annotations

from typing import Any

from sqlalchemy import update

from webapp.exams.events import ResultsCorrected
from webapp.exams.models import Correction, Result
from webapp.exams.queries import own_ranges, results_of
from webapp.exams.queries.corrections import Asked, verified_line
from webapp.exams.queries.reports import Subject
from webapp.exams.refusals import (
    CorrectionMisread,
    CorrectionMoved,
    CorrectionWaits,
    NothingCorrected,
    OwnCorrection,
)
from webapp.exams.rules.catalogue import lab_items
from webapp.exams.rules.corrections import COMPUTED, CorrectionStatus, following, may_decide, read_correction
from webapp.exams.rules.flags import Flag
from webapp.exams.rules.readings import Misread
from webapp.exams.rules.sheet import Reading, Typed
from webapp.exams.services.following import follow_correction
from webapp.exams.services.reporting import columns_of
from webapp.exams.services.verifying import MEASURED
from webapp.kernel import audit, clock, crypto, events, ids
from webapp.kernel.db import changed, db
from webapp.kernel.i18n import both
from webapp.kernel.inserting import insert_new
from webapp.notices import services as notices
from webapp.records import services as records


def propose_correction(
    *,
    result_id: str,
    branch_id: str,
    typed: Typed,
    not_done: bool,
    reason: str,
    staff_id: str,
    actor_id: str,
) -> str:
    """Ask for a correction of one line; gives its id. Nothing changes before a second person confirms it.

    Raises NotYours, CorrectionMisread, NothingCorrected, CorrectionWaits.
    """
    line, report, subject = verified_line(result_id, branch_id=branch_id)
    reading = _read(line, typed, subject, not_done=not_done)
    if line.code in COMPUTED:
        raise CorrectionWaits
    if _says(line, reading):
        raise NothingCorrected
    row_id = ids.new_id()
    said = {"text": typed.text, "unit": typed.unit, "words": typed.words, "not_done": not_done}
    kept = insert_new(
        Correction,
        id=row_id,
        branch_id=report.branch_id,
        client_id=report.client_id,
        report_id=report.id,
        code=line.code,
        status=CorrectionStatus.PROPOSED,
        typed=crypto.for_row(said, row_id),
        reason=crypto.for_row(reason, row_id),
        proposed_by=staff_id,
        proposed_at=clock.now(),
    )
    if not kept:
        raise CorrectionWaits
    _record("proposed", row_id, branch_id, actor_id, line.code)
    return row_id


def confirm_correction(*, asked: Asked, staff_id: str, actor_id: str) -> None:
    """Put the correction in force beside the old line; record, client and the rooms above learn of it.

    Raises CorrectionMoved, OwnCorrection.
    """
    row, report = asked.correction, asked.report
    reading = proposed(asked)
    _decide(row, CorrectionStatus.CONFIRMED, staff_id)
    lines = {one.code: one for one in results_of(report.id)}
    others = following([_reading(one) for one in lines.values()], reading, asked.subject.person)
    for new in (reading, *others):
        line = _replace(lines[new.code], new, row)
        _measure(new, asked)
        follow_correction(report, line)
    _tell(asked)
    _record("confirmed", row.id, row.branch_id, actor_id, row.code)
    events.publish(ResultsCorrected(report.id, report.client_id, report.branch_id))


def refuse_correction(*, asked: Asked, because: str, staff_id: str, actor_id: str) -> None:
    """Leave the line as it is, with the reason. Raises CorrectionMoved, OwnCorrection."""
    row = asked.correction
    _decide(row, CorrectionStatus.REFUSED, staff_id, refused_because=crypto.for_row(because, row.id))
    _record("refused", row.id, row.branch_id, actor_id, row.code)


def proposed(asked: Asked) -> Reading:
    """Give what the line would say."""
    said = asked.correction.typed
    typed = Typed(said["text"], said["unit"], said["words"])
    return _read(asked.line, typed, asked.subject, not_done=said["not_done"])


def _read(line: Result, typed: Typed, subject: Subject, *, not_done: bool) -> Reading:
    lab = lab_items()[line.code]
    own = own_ranges(subject.held.booking.institution_id).get(line.code, ())
    try:
        return read_correction(
            lab, typed, not_done=not_done, person=subject.person, printed=line.range, own=own
        )
    except Misread as misread:
        raise CorrectionMisread(misread.slip) from misread


def _says(line: Result, reading: Reading) -> bool:
    """Tell whether a line says already what was read."""
    said = (line.written_value, line.written_unit, line.choice, line.words or "")
    done = line.flag != Flag.NOT_DONE, reading.flag is not Flag.NOT_DONE
    new = (reading.written_value, reading.written_unit, reading.choice, reading.words)
    return said == new and done[0] == done[1]


def _decide(row: Correction, status: CorrectionStatus, staff_id: str, **values: Any) -> None:
    if not may_decide(proposed_by=row.proposed_by, person=staff_id):
        raise OwnCorrection
    waits = update(Correction).where(Correction.id == row.id, Correction.status == CorrectionStatus.PROPOSED)
    if not changed(waits.values(status=status, decided_by=staff_id, decided_at=clock.now(), **values)):
        raise CorrectionMoved


def _replace(line: Result, reading: Reading, row: Correction) -> Result:
    """Mark the old row and write the new one; the index lets only one be in force."""
    old = update(Result).where(Result.id == line.id, ~Result.replaced)
    if not changed(old.values(replaced=True)):
        raise CorrectionMoved
    new = Result(
        id=ids.new_id(),
        branch_id=line.branch_id,
        report_id=line.report_id,
        code=line.code,
        entered_by=row.proposed_by,
        locked=True,
        corrects_id=line.id,
        correction_id=row.id,
        **columns_of(reading),
    )
    db.session.add(new)
    db.session.flush()
    return new


def _reading(line: Result) -> Reading:
    return Reading(line.code, Flag(line.flag), value=line.value, unit=line.unit)


def _measure(reading: Reading, asked: Asked) -> None:
    """Correct the figure in the record's measurements too, so that trends show what is true."""
    if reading.code in MEASURED:
        records.correct_measurement(
            client_id=asked.report.client_id,
            branch_id=asked.report.branch_id,
            code=reading.code,
            value=reading.value,
            unit=reading.unit,
            taken_at=asked.subject.held.session.starts_at,
            source="EXAM",
        )


def _tell(asked: Asked) -> None:
    report, client = asked.report, asked.subject.client
    path = f"/exams/results/{report.id}"
    records.file_entry(
        client_id=report.client_id,
        branch_id=report.branch_id,
        kind="EXAM_CORRECTION",
        title=both("Exam result corrected"),
        at=clock.now(),
        ref=path,
    )
    if client.account_id:
        notices.tell(
            account_id=client.account_id,
            branch_id=client.branch_id,
            kind="EXAM_CORRECTION",
            words=both("A result of your exam was corrected. Your record says what and why."),
            link=path,
        )


def _record(what: str, correction_id: str, branch_id: str, actor_id: str, code: str) -> None:
    audit.record(
        f"exams.correction.{what}",
        subject=("exam_correction", correction_id),
        branch_id=branch_id,
        actor_id=actor_id,
        details={"code": code},
    )
