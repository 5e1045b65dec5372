"""The exam desk's work list: overdue first, by days late."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from webapp.exams.queries import Work
from webapp.exams.rules.report import ReportStatus, days_late
from webapp.kernel.i18n import _, day, lazy, ngettext
from webapp.toolbox.words import Bilingual

STATE_WORDS = {
    "": lazy("not begun"),
    ReportStatus.DRAFT: lazy("draft"),
    ReportStatus.SUBMITTED: lazy("waits for a second person"),
}


@dataclass(frozen=True, slots=True)
class WorkRow:
    """One line of the list."""

    booking_id: str
    report_id: str
    name: Bilingual
    exam_day: str
    due: str
    tone: str
    state: str


def work_rows(rows: Sequence[Work], names: Mapping[str, Bilingual], *, today: date) -> list[WorkRow]:
    """Draw the list."""
    return [_row(row, names[row.client_id], today) for row in rows]


def _row(row: Work, name: Bilingual, today: date) -> WorkRow:
    late = days_late(due=row.report_due, today=today)
    overdue = ngettext("%(n)s day late", "%(n)s days late", late) if late else ""
    return WorkRow(
        booking_id=row.booking_id,
        report_id=row.report_id,
        name=name,
        exam_day=day(row.exam_day),
        due=overdue or _("due %(day)s", day=day(row.report_due, "short")),
        tone="act" if late else "good",
        state=str(STATE_WORDS.get(row.status, row.status)),
    )
