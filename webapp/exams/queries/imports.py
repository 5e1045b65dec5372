"""Result files on their way in: the file, its rows, whose bookings they may be for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import desc, func, select
from sqlalchemy.orm import undefer

from webapp.clients import queries as clients
from webapp.exams.models import (
    Booking,
    ColumnTitle,
    ExamReport,
    Result,
    ResultImport,
    ResultImportRow,
    Session,
)
from webapp.exams.rules.booking import EXPECTED, BookingStatus
from webapp.exams.rules.catalogue import package_items
from webapp.exams.rules.flags import Flag
from webapp.exams.rules.imports.comparing import Kept
from webapp.exams.rules.imports.matching import Candidate, People
from webapp.exams.rules.imports.progress import Outcome
from webapp.kernel import clock, paging
from webapp.kernel.db import db
from webapp.kernel.errors import NotYours
from webapp.organisation import queries as organisation
from webapp.plans import queries as plans
from webapp.toolbox.sheets import key
from webapp.toolbox.words import Bilingual

REACH = timedelta(days=400)
"""How old an exam may be whose results still come in."""
_CAME = frozenset({BookingStatus.CHECKED_IN, BookingStatus.COMPLETED})
_EXPECTED = sorted(EXPECTED | _CAME)


@dataclass(frozen=True, slots=True)
class Desk:
    """Whose imports somebody sees: those of a branch, or of one institution of it."""

    branch_id: str
    institution_id: str = ""


def import_at(desk: Desk, import_id: str, *, content: bool = False) -> ResultImport:
    """Give an import that the desk may see. Raises NotYours."""
    asked = select(ResultImport).where(ResultImport.id == import_id, ResultImport.branch_id == desk.branch_id)
    if desk.institution_id:
        asked = asked.where(ResultImport.institution_id == desk.institution_id)
    if content:
        asked = asked.options(undefer(ResultImport.content))
    found = db.session.scalars(asked).first()
    if found is None:
        raise NotYours
    return found


def imports_at(desk: Desk, *, after: str = "", size: int = 20) -> paging.Page:
    """Give the imports that a desk may see, newest first."""
    asked = select(ResultImport).where(ResultImport.branch_id == desk.branch_id)
    if desk.institution_id:
        asked = asked.where(ResultImport.institution_id == desk.institution_id)
    return paging.page(asked, [desc(ResultImport.made_at), ResultImport.id], after, size)


def import_rows(import_id: str, *, state: str = "", after: str = "", size: int = 20) -> paging.Page:
    """Give the rows of a file in its order, of one state if asked."""
    asked = select(ResultImportRow).where(ResultImportRow.import_id == import_id)
    if state:
        asked = asked.where(ResultImportRow.state == state)
    return paging.page(asked, [ResultImportRow.number], after, size)


def import_counts(import_id: str) -> dict[tuple[str, str], int]:
    """Count the rows of a file by (state, outcome), in one statement."""
    asked = (
        select(ResultImportRow.state, ResultImportRow.outcome, func.count())
        .where(ResultImportRow.import_id == import_id)
        .group_by(ResultImportRow.state, ResultImportRow.outcome)
    )
    return {(row[0], row[1]): row[2] for row in db.session.execute(asked)}


def open_rows(import_id: str, states: Collection[str], size: int) -> list[ResultImportRow]:
    """Give the next rows of some states that are not dealt with yet."""
    asked = (
        select(ResultImportRow)
        .where(ResultImportRow.import_id == import_id, ResultImportRow.outcome == Outcome.OPEN)
        .where(ResultImportRow.state.in_(states))
        .order_by(ResultImportRow.number)
        .limit(size)
    )
    return list(db.session.scalars(asked))


def column_titles(institution_id: str) -> dict[str, str]:
    """Give what a person confirmed about an institution's own titles: title as compared → choice."""
    asked = select(ColumnTitle.title, ColumnTitle.choice).where(ColumnTitle.institution_id == institution_id)
    return {row[0]: row[1] for row in db.session.execute(asked)}


def expected_people(*, institution_id: str, branch_id: str) -> People:
    """Give whose results an institution may send a branch: its bookings of a little more than a year."""
    one = clients.Client
    asked = (
        select(
            Booking.id, Booking.client_id, Booking.status, Session.day,
            one.id_number, one.phone, one.name_zh, one.name_en, one.birth_date,
        )
        .join(Session, Session.id == Booking.session_id)
        .join(one, one.id == Booking.client_id)
        .where(Booking.branch_id == branch_id, Booking.institution_id == institution_id)
        .where(Booking.status.in_(_EXPECTED), Session.day >= clock.today() - REACH)
    )  # fmt: skip
    return People(
        Candidate(
            booking_id=row.id,
            client_id=row.client_id,
            id_number=row.id_number or "",
            phone=row.phone,
            names=frozenset({key(row.name_zh), key(row.name_en)}),
            birth_date=row.birth_date,
            day=row.day,
            came=row.status in _CAME,
            open=row.status == BookingStatus.CHECKED_IN,
        )
        for row in db.session.execute(asked)
    )


def results_by_report(reports: Collection[ExamReport]) -> dict[str, list[Result]]:
    """Give the results of several reports, by report, in one statement."""
    found: dict[str, list[Result]] = defaultdict(list)
    if reports:
        asked = select(Result).where(Result.report_id.in_([one.id for one in reports]), ~Result.replaced)
        for row in db.session.scalars(asked.order_by(Result.report_id, Result.code)):
            found[row.report_id].append(row)
    return found


def kept_lines(results: Collection[Result]) -> dict[str, Kept]:
    """Give what a report holds, as a new file is compared with it."""
    return {
        row.code: Kept(row.line, (row.value, row.choice, row.words or "", row.flag == Flag.NOT_DONE),
                       done=row.flag != Flag.NOT_DONE)
        for row in results
    }  # fmt: skip


def import_places(desk: Desk) -> list[tuple[str, Bilingual]]:
    """Give the institutions whose files a desk may bring in."""
    return [
        (one.id, one.name)
        for one in organisation.institutions()
        if one.branch_id == desk.branch_id and desk.institution_id in ("", one.id)
    ]


def template_packages() -> list[tuple[str, Bilingual]]:
    """Give the packages that there is a template for."""
    return [(one.id, one.name) for one in plans.packages()]


def package_codes(package_id: str) -> list[str]:
    """Give the package items of a package's template. Raises NotYours for none."""
    found = plans.package(package_id)
    if found is None:
        raise NotYours
    return [line.code for line in found.lines if line.code in package_items()]
