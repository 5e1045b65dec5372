"""The group report: worked out from released assessments, reviewed by a manager, released to the contact (S6)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from random import SystemRandom
from typing import Any

from sqlalchemy import update

from webapp.assessments import queries as assessments
from webapp.exams import queries as exams
from webapp.groups import queries
from webapp.groups.models import GroupContract, GroupMember, GroupReport, GroupReportSubject
from webapp.groups.refusals import ReportMoved, TooClose, TooFew
from webapp.groups.rules.population import counted, may_stand_beside
from webapp.groups.rules.report import LEAST_PEOPLE, Taking, figures
from webapp.groups.rules.status import OPEN, Status
from webapp.groups.rules.tables import classes
from webapp.groups.services.notes import note
from webapp.kernel import clock, crypto
from webapp.kernel.db import changed, db
from webapp.kernel.i18n import both
from webapp.notices import services as notices
from webapp.toolbox.words import Language


def prepare(*, contract: GroupContract, staff_id: str, actor_id: str) -> GroupReport:
    """Work a draft out anew; an older open one steps back. Raises TooFew, ReportMoved when the year is released.

    From here on only what is safe to tell is kept: nobody sees the counts behind it.
    """
    if contract.id in queries.reports_of(contract.group_id, released_only=True):
        raise ReportMoved
    members = queries.members_between(contract.group_id, first=contract.starts_on, last=contract.ends_on)
    year = _Year(contract, members)
    others = queries.other_released(contract)
    known = queries.counted_in([one.id for _, one in others])
    people = counted(year.assessed, list(known.values()), _by_lot)
    if len(people) < LEAST_PEOPLE:
        raise TooFew
    last = next((one.figures for number, one in others if number < contract.number), None)
    chosen = [year.assessed[one] for one in sorted(people)]
    told = figures(
        [_classes(one) for one in chosen],
        year.taking(len(people)),
        last=last,
        lectures=contract.terms.lectures,
    )
    report = _keep(contract, told, staff_id)
    _keep_subjects(report, chosen)
    note("report.prepared", ("group_report", report.id), contract.branch_id, actor_id)
    return report


class _Year:
    """Who was on the roster in a contract year, and whose assessment belongs to it."""

    def __init__(self, contract: GroupContract, members: Collection[GroupMember]) -> None:
        self._lines: dict[str, list[GroupMember]] = {}
        for one in members:
            self._lines.setdefault(one.client_id, []).append(one)
        self._days = {"first": contract.starts_on, "last": contract.ends_on}
        self.people = list(self._lines)
        found = assessments.latest_released(client_ids=self.people, **self._days)
        self.assessed = {one.client_id: one for one in found if self._was_member(one)}

    def _was_member(self, one: assessments.Assessment) -> bool:
        """What was examined before somebody came, or after they left, is not the company's to count."""
        return any(
            line.joined_on <= one.examined_on <= (line.left_on or one.examined_on)
            for line in self._lines[one.client_id]
        )

    def taking(self, counted_ones: int) -> Taking:
        """Count who took part."""
        examined = exams.count_examined(client_ids=self.people, **self._days)
        return Taking(len(self.people), examined, len(self.assessed), counted_ones)


def _by_lot(people: Iterable[str]) -> list[str]:
    drawn = sorted(people)
    SystemRandom().shuffle(drawn)
    return drawn


def _keep(contract: GroupContract, told: dict[str, Any], staff_id: str) -> GroupReport:
    still = update(GroupReport).where(GroupReport.contract_id == contract.id, GroupReport.status.in_(OPEN))
    changed(still.values(status=Status.SUPERSEDED.value))
    report = GroupReport(
        branch_id=contract.branch_id,
        group_id=contract.group_id,
        contract_id=contract.id,
        figures=told,
        prepared_by=staff_id,
    )
    db.session.add(report)
    db.session.flush()
    return report


def _keep_subjects(report: GroupReport, chosen: Collection[assessments.Assessment]) -> None:
    for one in chosen:
        subject = {"client_id": one.client_id, "assessment_id": one.id}
        db.session.add(GroupReportSubject(branch_id=report.branch_id, report_id=report.id, **subject))


def _classes(one: assessments.Assessment) -> Any:
    values = one.inputs["values"]
    return classes(one.result, sex=values["sex"], age=values["age"])


def review(*, report: GroupReport, comment: str, language: Language, staff_id: str, actor_id: str) -> None:
    """Mark a draft as reviewed, with a word to the company; figures stay as they are. Raises ReportMoved."""
    _move(
        report,
        Status.DRAFT,
        status=Status.REVIEWED.value,
        comment=crypto.for_row(comment, report.id) if comment else None,
        comment_language=language if comment else "",
        reviewed_by=staff_id,
        reviewed_at=clock.now(),
    )
    note("report.reviewed", ("group_report", report.id), report.branch_id, actor_id)


def release(*, report: GroupReport, staff_id: str, actor_id: str) -> None:
    """Let the company's contact read a reviewed report, and tell them. Raises ReportMoved, TooClose."""
    queries.hold(report.group_id)
    contract = queries.contract(report.contract_id)
    others = queries.other_released(contract) if contract else []
    known = queries.counted_in([report.id, *(one.id for _, one in others)])
    if not may_stand_beside(known.pop(report.id), known.values()):
        raise TooClose
    _move(
        report,
        Status.REVIEWED,
        status=Status.RELEASED.value,
        released_by=staff_id,
        released_at=clock.now(),
    )
    _tell(report)
    note("report.released", ("group_report", report.id), report.branch_id, actor_id)


def _move(report: GroupReport, old: Status, **values: Any) -> None:
    still = update(GroupReport).where(GroupReport.id == report.id, GroupReport.status == old.value)
    if not changed(still.values(**values)):
        raise ReportMoved


def _tell(report: GroupReport) -> None:
    contact = queries.contact_of(report.group_id)
    if contact:
        notices.tell(
            account_id=contact.account_id,
            branch_id=report.branch_id,
            kind="GROUP_REPORT",
            words=both("Your company's group report is ready to read"),
            link=f"/desk/groups/reports/{report.id}",
        )
