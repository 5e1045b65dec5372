"""Reports, their results, and what waits to be entered or verified."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from sqlalchemy import Executable, Select, bindparam, func, select

from webapp.clients import queries as clients
from webapp.clients.rules import Purpose
from webapp.exams.models import Booking, ExamReport, InstitutionRange, Result, Session
from webapp.exams.queries.bookings import Held
from webapp.exams.refusals import NotExpected
from webapp.exams.rules.booking import BookingStatus
from webapp.exams.rules.catalogue import PackageItem, sheet_items
from webapp.exams.rules.flags import Range
from webapp.exams.rules.report import ReportStatus
from webapp.exams.rules.sheet import Person
from webapp.kernel import paging
from webapp.kernel.db import db
from webapp.kernel.errors import NotYours
from webapp.plans import queries as plans
from webapp.toolbox.words import Bilingual


@dataclass(frozen=True, slots=True)
class Work:
    """A line of the work list: who was examined when, and how far the report is."""

    booking_id: str
    client_id: str
    institution_id: str
    exam_day: date
    report_due: date
    report_id: str
    status: str
    entered_by: str


@dataclass(frozen=True, slots=True)
class WorkPage:
    """One page of a work list; `after` is the cursor of the next one."""

    rows: list[Work]
    after: str


@dataclass(frozen=True, slots=True)
class Subject:
    """Whose sheet it is: the booking, the lines of the package, the person for the ranges, the report if begun.

    `agreed` tells whether the client lets us have the exam report now (A5).
    """

    held: Held
    client: clients.Client
    package_name: Bilingual
    items: tuple[PackageItem, ...]
    person: Person
    report: ExamReport | None
    agreed: bool

    @property
    def name(self) -> Bilingual:
        """The client's name in both scripts."""
        return self.client.name


_SUBJECT = (
    select(
        Booking,
        Session,
        clients.Client,
        plans.Enrolment,
        ExamReport,
        clients.agrees(Booking.client_id, Purpose.EXAM_REPORTS),
    )
    .join(Session, Session.id == Booking.session_id)
    .join(clients.Client, clients.Client.id == Booking.client_id)
    .join(plans.Enrolment, plans.Enrolment.id == Booking.enrolment_id)
    .outerjoin(ExamReport, ExamReport.booking_id == Booking.id)
    .where(Booking.branch_id == bindparam("branch_id"))
)
_CAME = (BookingStatus.CHECKED_IN, BookingStatus.COMPLETED)
_OF_BOOKING = _SUBJECT.where(Booking.id == bindparam("asked"))
_OF_REPORT = _SUBJECT.where(ExamReport.id == bindparam("asked"))


def subject_of(booking_id: str, *, branch_id: str) -> Subject:
    """Give what a result form of a booking is about, in one statement.

    Raises NotYours for another branch's booking and NotExpected when nobody was checked in.
    """
    return _subject(_OF_BOOKING, booking_id, branch_id)


def subject_of_report(report_id: str, *, branch_id: str) -> tuple[Subject, ExamReport]:
    """Give a report and what it is about, in one statement. Raises NotYours for another branch's."""
    subject = _subject(_OF_REPORT, report_id, branch_id)
    if subject.report is None:
        raise NotYours
    return subject, subject.report


def subjects_of(booking_ids: Collection[str], *, branch_id: str) -> dict[str, Subject]:
    """Give booking → whose sheet it is, for bookings of the branch that somebody came to; one statement."""
    asked = _SUBJECT.where(Booking.id.in_(booking_ids), Booking.status.in_(_CAME))
    found = db.session.execute(asked, {"branch_id": branch_id}).all()
    return {row[0].id: _drawn(row) for row in found}


def _subject(asked: Executable, row_id: str, branch_id: str) -> Subject:
    found = db.session.execute(asked, {"asked": row_id, "branch_id": branch_id}).first()
    if found is None:
        raise NotYours
    if found[0].status not in _CAME:
        raise NotExpected
    return _drawn(found)


def _drawn(found: Any) -> Subject:
    booking, session, client, enrolment, begun, agreed = found
    person = Person.on(session.day, sex=client.sex.lower(), birth_date=client.birth_date)
    items = sheet_items(enrolment.item_codes, person.sex)
    return Subject(Held(booking, session), client, enrolment.package.name, items, person, begun, bool(agreed))


def report(report_id: str) -> ExamReport | None:
    """Give one report."""
    return db.session.get(ExamReport, report_id)


def results_of(report_id: str) -> list[Result]:
    """Give the results of a report that are in force, by code. Only a verified report's are for clients and models."""
    asked = select(Result).where(Result.report_id == report_id, ~Result.replaced).order_by(Result.code)
    return list(db.session.scalars(asked))


def report_with_results(report_id: str) -> tuple[ExamReport, list[Result]] | None:
    """Give a report and its results, by code, in one statement."""
    asked = select(ExamReport, Result).outerjoin(
        Result, (Result.report_id == ExamReport.id) & ~Result.replaced
    )
    found = db.session.execute(asked.where(ExamReport.id == report_id).order_by(Result.code)).all()
    return (found[0][0], [row[1] for row in found if row[1] is not None]) if found else None


def own_ranges(institution_id: str) -> dict[str, tuple[Range, ...]]:
    """Give an institution's own reference ranges by lab item; a range for one sex comes first."""
    asked = (
        select(InstitutionRange)
        .where(InstitutionRange.institution_id == institution_id)
        .order_by(InstitutionRange.code, InstitutionRange.sex.desc())
    )
    found: dict[str, tuple[Range, ...]] = defaultdict(tuple)
    for row in db.session.scalars(asked):
        found[row.code] += (Range(low=row.low, high=row.high, sex=row.sex or None),)
    return dict(found)


def awaiting_entry(*, branch_id: str, after: str = "", size: int = paging.SIZE) -> WorkPage:
    """Give checked-in clients of a branch whose report is not handed in; the most overdue first."""
    asked = _work(branch_id).where(func.coalesce(ExamReport.status, ReportStatus.DRAFT) == ReportStatus.DRAFT)
    return _page(asked, after, size)


def awaiting_verification(*, branch_id: str, after: str = "", size: int = paging.SIZE) -> WorkPage:
    """Give the reports of a branch that wait for a second person; the most overdue first."""
    return _page(_work(branch_id).where(ExamReport.status == ReportStatus.SUBMITTED), after, size)


def _work(branch_id: str) -> Select[Any]:
    asked = (
        select(
            Booking.id,
            Booking.client_id,
            Booking.institution_id,
            Session.day,
            Booking.report_due,
            func.coalesce(ExamReport.id, ""),
            func.coalesce(ExamReport.status, ""),
            func.coalesce(ExamReport.entered_by, ""),
        )
        .join(Session, Session.id == Booking.session_id)
        .outerjoin(ExamReport, ExamReport.booking_id == Booking.id)
        .where(Booking.branch_id == branch_id, Booking.status == BookingStatus.CHECKED_IN)
    )
    return cast("Select[Any]", asked)


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits in a branch: sheets to enter, how many of them are late, reports to verify."""

    to_enter: int
    late: int
    to_verify: int


_STEP = func.coalesce(ExamReport.status, ReportStatus.DRAFT)
_WAITING = (
    select(
        func.count().filter(_STEP == ReportStatus.DRAFT),
        func.count().filter(_STEP == ReportStatus.DRAFT, Booking.report_due < bindparam("today")),
        func.count().filter(_STEP == ReportStatus.SUBMITTED),
    )
    .select_from(Booking)
    .outerjoin(ExamReport, ExamReport.booking_id == Booking.id)
    .where(Booking.branch_id == bindparam("branch_id"), Booking.status == BookingStatus.CHECKED_IN)
)


def waiting(*, branch_id: str, today: date) -> Waiting:
    """Count what waits to be entered and verified in a branch, in one statement."""
    return Waiting(*db.session.execute(_WAITING, {"branch_id": branch_id, "today": today}).one())


def _page(asked: Select[Any], after: str, size: int) -> WorkPage:
    found = paging.page(asked, (Booking.report_due, Booking.id), after, size)
    return WorkPage([Work(*row) for row in found.rows], found.after)
