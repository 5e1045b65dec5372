"""Answers and results come in; when both are there the report is worked out (§7)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import update

from webapp.assessments import queries
from webapp.assessments.models import Assessment, AssessmentCase
from webapp.assessments.refusals import AssessmentMoved, NotComplete, OptedOut
from webapp.assessments.rules.gathering import Gathered, Measured, Source, Told, gather
from webapp.assessments.rules.report import Report, assess
from webapp.assessments.rules.report.alerts import Alert
from webapp.assessments.rules.report.summary import summary
from webapp.assessments.rules.status import OPEN, Act, after
from webapp.assessments.rules.trace import traces
from webapp.assessments.services.critical import raise_alerts
from webapp.clients import queries as clients
from webapp.clients.rules import age_on
from webapp.exams import queries as exams
from webapp.exams.events import ResultsCorrected, ResultsVerified
from webapp.exams.rules import clinical
from webapp.kernel import audit, clock
from webapp.kernel.db import changed, db
from webapp.questionnaires import queries as questionnaires
from webapp.questionnaires.events import QuestionnaireSubmitted
from webapp.questionnaires.rules import hra

QUESTIONNAIRE = "hra"


def questionnaire_came_back(event: QuestionnaireSubmitted) -> None:
    """Note a submitted `hra` in the client's case; other questionnaires are not for the report."""
    if event.code == QUESTIONNAIRE and event.newest:
        running = queries.running_case(client_id=event.client_id)
        came_in = {"response_id": event.response_id} | ({} if running else _same_exam(event))
        _work_out(_case(event, running, **came_in))


def _same_exam(event: QuestionnaireSubmitted) -> dict[str, str]:
    """Corrected answers of a finished case are worked out anew with the results that they were worked out with."""
    if not event.amends_id:
        return {}
    before = queries.case_of_response(event.amends_id)
    return {"report_id": before.report_id} if before is not None and before.report_id else {}


def exam_came_in(event: ResultsVerified) -> None:
    """Note verified results in the client's case; the newest `hra` goes with them."""
    case = _case(event, queries.running_case(client_id=event.client_id), report_id=event.report_id)
    if case.response_id is None:
        newest = questionnaires.latest_response(client_id=event.client_id, code=QUESTIONNAIRE)
        case.response_id = newest.id if newest else None
    _work_out(case)


def exam_was_corrected(event: ResultsCorrected) -> None:
    """Work out anew what was worked out with a corrected report; what was released stays beside it (S5).

    A report that a newer exam has overtaken is not taken up again.
    """
    running = queries.running_case(client_id=event.client_id)
    if running is not None:
        if running.report_id == event.report_id:
            _work_out(running)
        return
    last = queries.last_case(client_id=event.client_id)
    if last is not None and last.report_id == event.report_id and last.response_id:
        came_in = {"response_id": last.response_id, "report_id": event.report_id}
        _work_out(_case(event, running, **came_in))


def generate(*, case_id: str, branch_id: str, actor_id: str) -> Assessment:
    """Work the report out anew, by the models as they are now; what was released stays as it is (S5).

    Raises NotComplete, OptedOut, and AssessmentMoved when the client's next case is running already.
    """
    case = db.session.get(AssessmentCase, case_id)
    if case is None or case.branch_id != branch_id or not (case.response_id and case.report_id):
        raise NotComplete
    if case.closed_at:
        _open_again(case)
    made = _work_out(case, actor_id)
    if made is None:
        raise OptedOut if queries.opted_out([case.client_id]) else NotComplete
    return made


def _open_again(case: AssessmentCase) -> None:
    if queries.running_case(client_id=case.client_id):
        raise AssessmentMoved
    case.closed_at = None
    db.session.flush()


def catch_up(case: AssessmentCase) -> None:
    """Make the draft of a case that waited for nothing but the client's word."""
    if queries.open_assessment(case_id=case.id) is None:
        _work_out(case)


def _case(
    event: QuestionnaireSubmitted | ResultsVerified | ResultsCorrected,
    running: AssessmentCase | None,
    **came_in: str,
) -> AssessmentCase:
    """Put what came in into the client's running case, or into a new one."""
    case = running
    if case is None:
        case = AssessmentCase(client_id=event.client_id, branch_id=event.branch_id)
        db.session.add(case)
    for name, row_id in came_in.items():
        setattr(case, name, row_id)
    db.session.flush()
    return case


def _work_out(case: AssessmentCase, actor_id: str = "") -> Assessment | None:
    """Raise the alerts of what is there; make a draft when both halves are, unless the client wants none."""
    told, measured = _told(case), _measured(case)
    found = _gathered(case, told, measured)
    report = assess(found.values)
    origins = {Source.QUESTIONNAIRE: case.response_id or "", Source.EXAM: case.report_id or ""}
    critical = [(alert, origins[_source(alert, found)]) for alert in report.alerts]
    raise_alerts(
        client_id=case.client_id, branch_id=case.branch_id, found=critical, followed=case.report_id or ""
    )
    if told is None or measured is None or queries.opted_out([case.client_id]):
        return None
    return _draft(case, told, measured, found, report, actor_id)


def _source(alert: Alert, found: Gathered) -> Source:
    origin = found.origins.get(alert.fields[0])
    return origin[0] if origin else Source.QUESTIONNAIRE


def _told(case: AssessmentCase) -> Told | None:
    response = questionnaires.response(case.response_id) if case.response_id else None
    if response is None:
        return None
    content: Mapping[str, Any] = response.response
    day = clock.local(response.filled_at).date()
    return Told(hra.clinical_inputs(content), hra.lifestyle(content), day)


def _measured(case: AssessmentCase) -> Measured | None:
    found = exams.report_with_results(case.report_id) if case.report_id else None
    if found is None:
        return None
    report, results = found
    return Measured(clinical.clinical_inputs(results), report.exam_day)


def _gathered(case: AssessmentCase, told: Told | None, measured: Measured | None) -> Gathered:
    client = clients.client(case.client_id)
    if client is None:
        raise NotComplete
    day = measured.day if measured else told.day if told else clock.today()
    age = age_on(client.birth_date, day)
    return gather(sex=client.sex.lower(), age=age, told=told, measured=measured, day=day)


def _draft(
    case: AssessmentCase, told: Told, measured: Measured, found: Gathered, report: Report, actor_id: str
) -> Assessment:
    """Keep the result as it is today; an older open one steps back."""
    changed(
        update(Assessment)
        .where(Assessment.case_id == case.id, Assessment.status.in_(OPEN))
        .values(status=after(Act.SUPERSEDE))
    )
    versions = {name: result.model.version for name, result in report.disease_risk.items()}
    draft = Assessment(
        branch_id=case.branch_id,
        client_id=case.client_id,
        case_id=case.id,
        examined_on=measured.day,
        answered_on=told.day,
        inputs=found.as_json(),
        result={
            **report.as_json(),
            "summary": [sentence.as_json() for sentence in summary(report)],
            "traces": traces(found.values),
        },
        versions=json.dumps(versions, sort_keys=True),
    )
    db.session.add(draft)
    db.session.flush()
    audit.record(
        "assessments.assessment.generated",
        subject=("assessment", draft.id),
        branch_id=draft.branch_id,
        actor_id=actor_id,
        details={"models": len(versions)},
    )
    return draft
