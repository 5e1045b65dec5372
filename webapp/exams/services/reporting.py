"""Results by form: kept as a draft, handed in, sent back (X1)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, insert, update

from webapp.exams.models import ExamReport, Result
from webapp.exams.queries import Subject, own_ranges, results_of, subject_of
from webapp.exams.refusals import NotAgreed, ReportMoved, SheetIncomplete
from webapp.exams.rules.catalogue import lab_items
from webapp.exams.rules.report import ReportAct, ReportStatus, may
from webapp.exams.rules.sheet import Reading, Sheet, Typed, read_sheet
from webapp.kernel import audit, clock, crypto, ids
from webapp.kernel.db import changed, db

_INSERT = insert(Result)  # plain rows: forty objects for each person would cost five times as much


@dataclass(frozen=True, slots=True)
class Filled:
    """A result form as posted. `revision` is that of the report the page showed, 0 for none."""

    lines: Mapping[str, Typed]
    not_done: Collection[str] = ()
    revision: int = 0


def enter_results(
    *, booking_id: str, branch_id: str, staff_id: str, actor_id: str, filled: Filled, hand_in: bool
) -> ExamReport:
    """Keep the form as a draft, or hand it in for a second person.

    Raises NotYours, NotExpected (not checked in), NotAgreed, ReportMoved (changed in the meantime) and
    SheetIncomplete, whose `sheet` names every wrong or, when handing in, empty line; nothing is
    kept then.
    """
    subject = subject_of(booking_id, branch_id=branch_id)
    check_consent(subject)
    before = results_of(subject.report.id) if subject.report else []
    sheet = read_sheet(
        subject.items,
        as_printed(filled.lines, before),
        not_done=filled.not_done,
        person=subject.person,
        own_ranges=own_ranges(subject.held.booking.institution_id),
    )
    if sheet.problems or (hand_in and sheet.missing):
        raise SheetIncomplete(sheet)
    who = Writer(staff_id, actor_id, filled.revision)
    return keep_sheet(subject, sheet, before, who, hand_in=hand_in)


@dataclass(frozen=True, slots=True)
class Writer:
    """Who writes a sheet, and which revision of the report they saw (0 for none)."""

    staff_id: str
    actor_id: str
    revision: int


def keep_sheet(
    subject: Subject, sheet: Sheet, before: list[Result], who: Writer, *, hand_in: bool
) -> ExamReport:
    """Write a sheet that was read, over the lines there were before. Raises ReportMoved."""
    report = _open_report(subject, who.staff_id, who.revision, hand_in)
    _keep(report, sheet, who.staff_id, before)
    _record("submitted" if hand_in else "saved", report, who.actor_id)
    return report


def as_printed(lines: Mapping[str, Typed], before: Iterable[Result]) -> dict[str, Typed]:
    """Give typed lines the range and mark that a file printed, as long as the figure is the file's."""
    printed = {row.code: row.line for row in before if row.range_printed or row.printed_mark}
    return {code: _same_figure(code, line, printed.get(code)) or line for code, line in lines.items()}


def _same_figure(code: str, line: Typed, printed: Typed | None) -> Typed | None:
    """Give the printed line where the typed one says the same figure in the same unit."""
    unit = line.unit or lab_items()[code].unit
    return printed if printed and (line.text.strip(), unit) == (printed.text, printed.unit) else None


def check_consent(subject: Subject) -> None:
    """Raise NotAgreed unless the client agrees now that we get the exam report (A5)."""
    if not subject.agreed:
        raise NotAgreed


def _open_report(subject: Subject, staff_id: str, revision: int, hand_in: bool) -> ExamReport:
    report, now = subject.report, clock.now()
    state: dict[str, Any] = {
        "status": ReportStatus.SUBMITTED if hand_in else ReportStatus.DRAFT,
        "entered_by": staff_id,
        "entered_at": now,
        "submitted_at": now if hand_in else None,
    }
    if report is None:
        return _begin(subject, revision, state)
    act = ReportAct.SUBMIT if hand_in else ReportAct.SAVE
    if not may(ReportStatus(report.status), act) or not move_report(report, revision, **state):
        raise ReportMoved
    return report


def _begin(subject: Subject, revision: int, state: dict[str, Any]) -> ExamReport:
    if revision:
        raise ReportMoved
    booking = subject.held.booking
    report = ExamReport(
        id=ids.new_id(),
        branch_id=booking.branch_id,
        client_id=booking.client_id,
        booking_id=booking.id,
        institution_id=booking.institution_id,
        exam_day=subject.held.session.day,
        revision=1,
        **state,
    )
    db.session.add(report)
    db.session.flush()
    return report


def move_report(report: ExamReport, revision: int, **values: Any) -> bool:
    """Change a report only if it is still at `revision` and in the status that was read."""
    same = update(ExamReport).where(
        ExamReport.id == report.id, ExamReport.revision == revision, ExamReport.status == report.status
    )
    return changed(same.values(revision=revision + 1, **values)) == 1


def _keep(report: ExamReport, sheet: Sheet, staff_id: str, before: list[Result]) -> None:
    """Write the lines; one that did not change keeps the name of who entered it."""
    there = {row.code: row for row in before}
    same = {reading.code for reading in sheet.readings if _is_kept(there.get(reading.code), reading)}
    _take_out([row for code, row in there.items() if code not in same])
    if new := [_result(report, one, staff_id) for one in sheet.readings if one.code not in same]:
        db.session.connection().execute(_INSERT, new)


def _is_kept(row: Result | None, reading: Reading) -> bool:
    return row is not None and all(getattr(row, name) == value for name, value in columns_of(reading).items())


def _take_out(lines: list[Result]) -> None:
    """Delete draft lines in one statement; the database refuses a verified one."""
    if lines:
        changed(delete(Result).where(Result.id.in_([row.id for row in lines])))
    for row in lines:
        db.session.expunge(row)


def _result(report: ExamReport, reading: Reading, staff_id: str) -> dict[str, Any]:
    row_id = ids.new_id()
    columns = columns_of(reading)
    return columns | {
        "id": row_id,
        "branch_id": report.branch_id,
        "report_id": report.id,
        "code": reading.code,
        "entered_by": staff_id,
        "locked": False,
        "words": crypto.for_row(columns["words"], row_id),
    }


def columns_of(reading: Reading) -> dict[str, Any]:
    """Give a reading as columns of `exam_result`."""
    range_ = reading.range
    return {
        "value": reading.value,
        "unit": reading.unit,
        "written_value": reading.written_value,
        "written_unit": reading.written_unit,
        "choice": reading.choice,
        "words": reading.words or None,
        "low": range_.low if range_ else None,
        "high": range_.high if range_ else None,
        "below": range_.below if range_ else None,
        "flag": reading.flag,
        "implausible": reading.implausible,
        "range_printed": reading.range_printed,
        "printed_mark": reading.printed_mark,
    }


def _record(what: str, report: ExamReport, actor_id: str) -> None:
    audit.record(
        f"exams.report.{what}",
        subject=("exam_report", report.id),
        branch_id=report.branch_id,
        actor_id=actor_id,
    )
