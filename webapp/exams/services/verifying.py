"""The second person: sends a report back, or verifies it for good (X1)."""

from __future__ import annotations

from sqlalchemy import update

from webapp.clients import services as client_services
from webapp.clients.rules import Capacity
from webapp.exams.events import ResultsVerified
from webapp.exams.models import ExamReport, Result
from webapp.exams.queries import Held, Subject, results_of, subject_of_report
from webapp.exams.refusals import ReportMoved, SecondPersonNeeded
from webapp.exams.rules.important import Level
from webapp.exams.rules.report import ReportAct, ReportStatus, may_check
from webapp.exams.rules.report import may as report_may
from webapp.exams.services.attending import complete
from webapp.exams.services.following import open_found
from webapp.exams.services.reporting import move_report
from webapp.kernel import audit, clock, crypto, events
from webapp.kernel.db import changed
from webapp.kernel.i18n import both
from webapp.notices import services as notices
from webapp.records import services as records

MEASURED = frozenset(
    {
        "height",
        "weight",
        "bmi",
        "waist",
        "sbp",
        "dbp",
        "pulse",
        "fpg",
        "hba1c",
        "tc",
        "tg",
        "ldl",
        "hdl",
        "cr",
        "ua",
    }
)
"""Lab items whose figures become measurements of the record, so that trends can be drawn (R3)."""


def send_back(
    *, report_id: str, branch_id: str, revision: int, note: str, staff_id: str, actor_id: str
) -> None:
    """Return a report to who entered it, with a note. Raises NotYours, ReportMoved, SecondPersonNeeded."""
    _subject, found = _for_second_person(report_id, branch_id, ReportAct.SEND_BACK, staff_id)
    sealed = crypto.for_row(note, found.id)
    if not move_report(found, revision, status=ReportStatus.DRAFT, submitted_at=None, sent_back_note=sealed):
        raise ReportMoved
    _record("sent_back", found, actor_id)


def verify_results(*, report_id: str, branch_id: str, revision: int, staff_id: str, actor_id: str) -> None:
    """Make a report final: figures go into the record, the client is told, the rooms above learn of it.

    Raises NotYours, ReportMoved, SecondPersonNeeded.
    """
    now = clock.now()
    subject, found = _for_second_person(report_id, branch_id, ReportAct.VERIFY, staff_id)
    results = results_of(found.id)
    if staff_id in {row.entered_by for row in results}:
        raise SecondPersonNeeded
    if not move_report(found, revision, status=ReportStatus.VERIFIED, verified_by=staff_id, verified_at=now):
        raise ReportMoved
    changed(update(Result).where(Result.report_id == found.id).values(locked=True))
    complete(subject.held, now)
    found_important = open_found(found, results)
    _file(found, results, subject, urgent=Level.A in found_important.values())
    _note_who_served(found, staff_id, subject.held)
    _record("verified", found, actor_id)
    events.publish(ResultsVerified(found.id, found.client_id, found.branch_id))


def _for_second_person(
    report_id: str, branch_id: str, act: ReportAct, staff_id: str
) -> tuple[Subject, ExamReport]:
    subject, found = subject_of_report(report_id, branch_id=branch_id)
    if not report_may(ReportStatus(found.status), act):
        raise ReportMoved
    if not may_check(entered_by=found.entered_by, person=staff_id):
        raise SecondPersonNeeded
    return subject, found


def _file(found: ExamReport, results: list[Result], subject: Subject, *, urgent: bool) -> None:
    path = f"/exams/results/{found.id}"
    for row in results:
        if row.value is not None and row.code in MEASURED:
            records.record_measurement(
                client_id=found.client_id,
                branch_id=found.branch_id,
                code=row.code,
                value=row.value,
                unit=row.unit,
                taken_at=subject.held.session.starts_at,
                source="EXAM",
            )
    records.file_entry(
        client_id=found.client_id,
        branch_id=found.branch_id,
        kind="EXAM_REPORT",
        title=both("Exam results verified"),
        at=clock.now(),
        ref=path,
    )
    client = subject.client
    if client.account_id:
        notices.tell(
            account_id=client.account_id,
            branch_id=client.branch_id,
            kind="EXAM_RESULTS",
            words=both("Please read your exam results today. We will call you too.")
            if urgent
            else both("Your exam results are in your record"),
            link=path,
        )


def _note_who_served(found: ExamReport, staff_id: str, visit: Held) -> None:
    served = [(found.entered_by, Capacity.RESULTS), (staff_id, Capacity.REVIEW)]
    client_services.note_services(client_id=found.client_id, served=served, day=visit.session.day)


def _record(what: str, found: ExamReport, actor_id: str) -> None:
    audit.record(
        f"exams.report.{what}",
        subject=("exam_report", found.id),
        branch_id=found.branch_id,
        actor_id=actor_id,
    )
