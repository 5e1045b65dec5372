"""The life of an exam report: entered by one person, verified by another (X1)."""

from __future__ import annotations

from datetime import date
from enum import StrEnum


class ReportStatus(StrEnum):
    """DRAFT while it is typed, SUBMITTED when it waits for a second person, VERIFIED for good."""

    DRAFT = "DRAFT"
    SUBMITTED = "SUBMITTED"
    VERIFIED = "VERIFIED"


class ReportAct(StrEnum):
    """What can be done to a report."""

    SAVE = "SAVE"
    SUBMIT = "SUBMIT"
    SEND_BACK = "SEND_BACK"
    VERIFY = "VERIFY"


TRANSITIONS: dict[tuple[ReportStatus, ReportAct], ReportStatus] = {
    (ReportStatus.DRAFT, ReportAct.SAVE): ReportStatus.DRAFT,
    (ReportStatus.DRAFT, ReportAct.SUBMIT): ReportStatus.SUBMITTED,
    (ReportStatus.SUBMITTED, ReportAct.SEND_BACK): ReportStatus.DRAFT,
    (ReportStatus.SUBMITTED, ReportAct.VERIFY): ReportStatus.VERIFIED,
}


def may(status: ReportStatus, act: ReportAct) -> bool:
    """Tell whether `act` fits a report in `status`; a verified report takes none."""
    return (status, act) in TRANSITIONS


def may_check(*, entered_by: str, person: str) -> bool:
    """Tell whether `person` may verify or send back: never who entered the figures."""
    return entered_by != person


def days_late(*, due: date, today: date) -> int:
    """Give how many days the report is overdue by the agreement's due day; 0 when it is not."""
    return max(0, (today - due).days)
