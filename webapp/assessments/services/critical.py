"""Critical values: a human is told at once, and records what was done before anything is released (S2)."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select, update

from webapp.accounts.rules import Role
from webapp.assessments.models import CriticalAlert
from webapp.assessments.refusals import AssessmentMoved
from webapp.assessments.rules.report.alerts import Alert
from webapp.clients import queries as clients
from webapp.clients.rules import Capacity
from webapp.exams import services as exams
from webapp.exams.events import CriticalReading, ImportantResultHandled
from webapp.kernel import audit, clock, crypto, ids
from webapp.kernel.db import changed, db
from webapp.kernel.errors import NotYours
from webapp.kernel.i18n import both
from webapp.kernel.inserting import insert_into
from webapp.notices import services as notices
from webapp.organisation import queries as organisation
from webapp.questionnaires import queries as questionnaires
from webapp.questionnaires.events import QuestionnaireSubmitted
from webapp.questionnaires.rules.safety import THOUGHTS_OF_DEATH, thinks_of_death

MEASURED_BY = {
    "bp_critical": ("sbp", "dbp"),
    "glucose_very_high": ("fpg", "pbg2"),
    "glucose_very_low": ("fpg", "pbg2"),
}
"""Alert → the lab items it may come from; the exam room follows these as important results."""


def raise_alerts(
    *, client_id: str, branch_id: str, found: Sequence[tuple[Alert, str]], followed: str = ""
) -> None:
    """Keep each (alert, origin) once and tell whoever looks after the client.

    What comes from the exam report `followed` is told already: the exam room has a task for it (ADR 10).
    """
    new = _kept(client_id, branch_id, found)
    for code in new:
        audit.record(
            "assessments.alert.raised",
            subject=("client", client_id),
            branch_id=branch_id,
            details={"code": code},
        )
    if all(origin == followed for alert, origin in found if alert.code in new):
        return
    words = both("A client needs you today. Please look at the assessments.")
    for one in _whom_to_tell(client_id, branch_id):
        notices.tell(
            account_id=one.account_id,
            branch_id=one.branch_id,
            kind="CRITICAL",
            words=words,
            link="/desk/assessments?view=alerts",
        )


def mood_came_back(event: QuestionnaireSubmitted) -> None:
    """A PHQ-9 of its own alerts somebody as the one inside `hra` does (S2)."""
    row = questionnaires.response(event.response_id) if event.code == "phq9" else None
    if row is not None and thinks_of_death(row.response):
        alert = Alert("thoughts_of_self_harm", (THOUGHTS_OF_DEATH,))
        raise_alerts(client_id=event.client_id, branch_id=event.branch_id, found=[(alert, event.response_id)])


def reading_came_in(event: CriticalReading) -> None:
    """A critical value read at home reaches a human as one from the exam does (S2)."""
    found = [(Alert(code, ()), event.reading_id) for code in event.codes]
    raise_alerts(client_id=event.client_id, branch_id=event.branch_id, found=found)


def _kept(client_id: str, branch_id: str, found: Sequence[tuple[Alert, str]]) -> list[str]:
    """Write the alerts in one statement; gives the codes of those that were not there yet."""
    if not found:
        return []
    now = clock.now()
    lines = [
        {
            "id": ids.new_id(),
            "branch_id": branch_id,
            "client_id": client_id,
            "origin": origin,
            "code": alert.code,
            "raised_at": now,
        }
        for alert, origin in found
    ]
    new = insert_into(CriticalAlert).values(lines).on_conflict_do_nothing().returning(CriticalAlert.code)
    return sorted(db.session.scalars(new))


def _whom_to_tell(client_id: str, branch_id: str) -> list[organisation.Staff]:
    """Give the client's health manager, else everybody in the branch who may act."""
    acting = clients.who_looks_after(client_id=client_id, capacity=Capacity.HEALTH_MANAGER)
    person = organisation.staff(acting) if acting else None
    if person:
        return [person]
    managers = organisation.staff_of(branch_id=branch_id, role=Role.HEALTH_MANAGER)
    return managers or organisation.staff_of(branch_id=branch_id, role=Role.BRANCH_MANAGER)


def important_was_handled(event: ImportantResultHandled) -> None:
    """One call is one deed: who told the client of an important result has acted on its alert too (ADR 10)."""
    of_report = select(CriticalAlert).where(
        CriticalAlert.origin == event.report_id, CriticalAlert.handled_at.is_(None)
    )
    for alert in db.session.scalars(of_report).all():
        if event.code in MEASURED_BY.get(alert.code, ()):
            _handle(alert.id, event.words, event.staff_id)


def _handle(alert_id: str, note: str, staff_id: str) -> bool:
    waits = update(CriticalAlert).where(CriticalAlert.id == alert_id, CriticalAlert.handled_at.is_(None))
    acted = {"handled_by": staff_id, "handled_at": clock.now(), "note": crypto.for_row(note, alert_id)}
    return changed(waits.values(**acted)) == 1


def handle_alert(*, alert_id: str, client_id: str, note: str, staff_id: str, actor_id: str) -> None:
    """Record what was done about a critical value. Raises NotYours, AssessmentMoved."""
    alert = db.session.get(CriticalAlert, alert_id)
    if alert is None or alert.client_id != client_id:
        raise NotYours
    if not _handle(alert_id, note, staff_id):
        raise AssessmentMoved
    codes = MEASURED_BY.get(alert.code, ())
    exams.told_elsewhere(report_id=alert.origin, codes=codes, words=note, staff_id=staff_id)
    audit.record(
        "assessments.alert.handled",
        subject=("client", client_id),
        branch_id=alert.branch_id,
        actor_id=actor_id,
        details={"code": alert.code},
    )
