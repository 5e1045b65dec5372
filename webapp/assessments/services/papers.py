"""The report's PDF: made once in each language by a worker when a report is released, kept sealed in the record (S4)."""

from __future__ import annotations

from dataclasses import dataclass

from webapp.assessments import queries
from webapp.assessments.models import Assessment, AssessmentPaper
from webapp.assessments.presenters.paper import paper
from webapp.assessments.rules.status import Status
from webapp.clients import queries as clients
from webapp.gateways import pdf
from webapp.kernel import clock, i18n, jobs, transaction, uploads
from webapp.kernel.db import db
from webapp.kernel.errors import NotYours
from webapp.organisation import queries as organisation
from webapp.records import services as records
from webapp.toolbox.words import LANGUAGES, Language

TEMPLATE = "assessments/report"
KIND = "ASSESSMENT"
_JOB = "assessments.make_papers"


@dataclass(frozen=True, slots=True)
class Made:
    """A finished PDF that is not kept yet; `fingerprint` is that of its content."""

    language: Language
    document: pdf.Typeset
    fingerprint: str


def ask_for_papers(*, assessment_id: str) -> None:
    """Ask a worker for the PDFs of a released report; asked again within the hour, nothing more happens."""
    hour = clock.now().strftime("%Y%m%d%H")
    jobs.enqueue(_JOB, {"assessment_id": assessment_id}, unique=f"{_JOB}:{assessment_id}@{hour}")


@jobs.handler(_JOB, outside=True)
def make_papers(task: jobs.Task) -> None:
    """Set what is not there yet, outside any transaction, then keep it; run twice, it makes nothing twice."""
    assessment_id = task.payload["assessment_id"]
    with transaction.reading():
        known = queries.papers(assessment_id)
        made = [typeset(assessment_id, language) for language in LANGUAGES if language not in known]
    if made:
        with transaction.unit_of_work():
            _keep(assessment_id, made)


def typeset(assessment_id: str, language: Language) -> Made:
    """Set a released report in one language. Raises NotYours for what is not released."""
    kept = _released(assessment_id)
    client = clients.client(kept.client_id)
    if client is None or kept.released_at is None:
        raise NotYours
    reviewer = organisation.staff(kept.reviewed_by) if kept.reviewed_by else None
    with i18n.speaking(language):
        content = paper(kept, name=client.name, reviewer=reviewer.name if reviewer else None)
    document = pdf.gateway().typeset(TEMPLATE, content, language=language, made_at=kept.released_at)
    return Made(language, document, content["fingerprint"])


def _keep(assessment_id: str, made: list[Made]) -> None:
    kept = _released(assessment_id)
    releaser = organisation.staff(kept.released_by or "")
    if releaser is None:
        raise NotYours
    for one in made:
        content = uploads.Checked(uploads.FileType.PDF, one.document.file)
        file = records.keep_file(
            client_id=kept.client_id,
            branch_id=kept.branch_id,
            kind=KIND,
            upload=uploads.Upload(title="", content=content),
            account_id=releaser.account_id,
        )
        row = AssessmentPaper(
            branch_id=kept.branch_id,
            assessment_id=kept.id,
            language=one.language,
            file_id=file.id,
            pages=one.document.pages,
            size=file.size,
            sha256=file.sha256,
            fingerprint=one.fingerprint,
        )
        db.session.add(row)
    db.session.flush()


def _released(assessment_id: str) -> Assessment:
    found = queries.assessment(assessment_id)
    if found is None or found.status != Status.RELEASED:
        raise NotYours
    return found
