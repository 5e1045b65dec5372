"""What the demo has none of: files, imports, corrections and home readings, for somebody of each branch."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from io import BytesIO

from sqlalchemy import select

from webapp.clients.models import Client
from webapp.exams import queries
from webapp.exams import services as exams
from webapp.exams.models import ExamReport, Original, Result
from webapp.exams.rules.report import ReportStatus
from webapp.exams.rules.sheet import Typed
from webapp.kernel import clock, ids, transaction
from webapp.kernel.db import db
from webapp.kernel.uploads import Upload, check
from webapp.organisation.models import Staff
from webapp.questionnaires.services.attaching import hand_over, take_file
from webapp.records import services as records
from webapp.records.rules import Figure, Source


def fill() -> None:
    """Add one of each for two people of each branch."""
    with transaction.unit_of_work():
        for report, client, staff in _examined():
            _reading(client)
            _answer_file(client)
            _original(report, client, staff)
            _correction(report, staff)
            _import(report, client, staff)


def _examined() -> Iterator[tuple[ExamReport, Client, Staff]]:
    """Give two verified reports of each branch, with client and who entered them."""
    asked = (
        select(ExamReport, Client, Staff)
        .join(Client, Client.id == ExamReport.client_id)
        .join(Staff, Staff.id == ExamReport.entered_by)
        .where(ExamReport.status == ReportStatus.VERIFIED, Client.account_id.is_not(None))
    )
    seen: dict[str, set[str]] = {}
    for report, client, staff in db.session.execute(asked.order_by(ExamReport.id)).all():
        known = seen.setdefault(report.branch_id, set())
        if client.id not in known and len(known) < 2:
            known.add(client.id)
            yield report, client, staff


def a_photo() -> Upload:
    """A picture of forty points by twenty."""
    from PIL import Image

    written = BytesIO()
    Image.new("RGB", (40, 20), "red").save(written, "PNG")
    return Upload("page one", check(written.getvalue()))


def _own(client: Client) -> dict[str, str]:
    return {"client_id": client.id, "branch_id": client.branch_id}


def _reading(client: Client) -> None:
    weight = Figure("weight", Decimal("64.5"), "kg", Decimal("64.5"), "kg")
    by = str(client.account_id)
    taken = {"taken_at": clock.now(), "source": Source.HOME, "entered_by": by}
    records.record_reading(**_own(client), figures=[weight], **taken)  # type: ignore[arg-type]


def _answer_file(client: Client) -> None:
    file_id, by = ids.new_id(), str(client.account_id)
    kept = take_file(
        file_id=file_id, **_own(client), code="hra", upload=a_photo(), account_id=by, source="PHONE"
    )
    hand_over(client_id=client.id, answers={"files": [kept]})


def _original(report: ExamReport, client: Client, staff: Staff) -> None:
    kept = records.keep_file(
        **_own(client), kind="EXAM_ORIGINAL", upload=a_photo(), account_id=str(staff.account_id)
    )
    page = {"booking_id": report.booking_id, "file_id": kept.id, "added_by": staff.id}
    db.session.add(Original(**_own(client), **page))


def _correction(report: ExamReport, staff: Staff) -> None:
    line = db.session.scalars(
        select(Result).where(Result.report_id == report.id, Result.code == "sbp", ~Result.replaced)
    ).one()
    exams.propose_correction(
        result_id=line.id,
        branch_id=report.branch_id,
        typed=Typed("131"),
        not_done=False,
        reason="It was misread.",
        staff_id=staff.id,
        actor_id=str(staff.account_id),
    )


def _import(report: ExamReport, client: Client, staff: Staff) -> None:
    table = f"id_number,name,tc\r\n{client.id_number or ''},{client.name_zh},5.6\r\n"
    desk, upload = queries.Desk(report.branch_id), exams.ResultFile(f"{client.id}.csv", table.encode())
    looked = exams.look_at(desk, upload, institution_id=report.institution_id)
    exams.take_in(desk, looked, staff_id=staff.id, actor_id=str(staff.account_id))
