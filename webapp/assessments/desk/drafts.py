"""One assessment: everything it rests on, the comment, the release, working it out again."""

from __future__ import annotations

from typing import Any

from flask import Response

from webapp.assessments import queries, services
from webapp.assessments.desk.blueprint import REVIEWERS, desk, note_reading, own
from webapp.assessments.forms import DeliveryForm, ReviewForm
from webapp.assessments.models import Assessment
from webapp.assessments.presenters import desk as words
from webapp.assessments.presenters.page import report_page
from webapp.assessments.presenters.paper import delivery_lines, paper_links
from webapp.assessments.rules.status import Status
from webapp.clients import queries as clients
from webapp.clients.rules import age_on
from webapp.kernel import access, clock, htmx, i18n, idempotency


@desk.get("/desk/assessments/<id:assessment_id>")
@access.roles(*REVIEWERS)
def draft(assessment_id: str) -> Response:
    """Show one assessment with everything it rests on."""
    return show_draft(*own(assessment_id))


@desk.post("/desk/assessments/<id:assessment_id>/review")
@access.roles(*REVIEWERS)
@idempotency.once
def review(assessment_id: str) -> Response:
    """Mark a draft as reviewed, with a comment for the client."""
    (found, client), form, who = own(assessment_id), ReviewForm.read(), access.visitor()
    if not form.validate():
        return show_draft(found, client, review=form, status=422)
    services.review(
        assessment_id=assessment_id,
        branch_id=who.branch_id,
        comment=form.comment.data or "",
        language=i18n.language(),
        staff_id=who.person_id,
        actor_id=who.account_id,
    )
    return htmx.go("assessments_desk.draft", assessment_id=assessment_id)


@desk.post("/desk/assessments/<id:assessment_id>/release")
@access.roles(*REVIEWERS)
@idempotency.once
def release(assessment_id: str) -> Response:
    """Let the client read a reviewed assessment."""
    (found, _client), who = own(assessment_id), access.visitor()
    services.release(
        assessment_id=found.id, branch_id=who.branch_id, staff_id=who.person_id, actor_id=who.account_id
    )
    return htmx.go("assessments_desk.draft", assessment_id=assessment_id)


@desk.post("/desk/assessments/<id:assessment_id>/again")
@access.roles(*REVIEWERS)
@idempotency.once
def work_out_again(assessment_id: str) -> Response:
    """Make a new draft by the models as they are now; the old one is kept."""
    (found, _client), who = own(assessment_id), access.visitor()
    made = services.generate(case_id=found.case_id, branch_id=who.branch_id, actor_id=who.account_id)
    return htmx.go("assessments_desk.draft", assessment_id=made.id)


def show_draft(
    found: Assessment,
    client: clients.Client,
    *,
    review: ReviewForm | None = None,
    delivery: DeliveryForm | None = None,
    status: int = 200,
) -> Response:
    """Show an assessment on the desk with what may be done now; a refused form is shown as it was sent."""
    note_reading(found.client_id)
    alert_open, wants_none = queries.stopped_by(found.client_id)
    exam = i18n._("examined %(day)s", day=i18n.day(found.examined_on))
    return htmx.answer(
        "assessments/draft.html",
        status=status,
        kept=found,
        page=report_page(found),
        name=client.name,
        facts=words.facts(client.sex, age_on(client.birth_date, found.examined_on), exam),
        figures=words.figure_rows(found),
        state=words.STATUS_WORDS[Status(found.status)],
        alert_open=alert_open,
        wants_none=wants_none,
        comparable=queries.earlier(found) is not None,
        form=review or ReviewForm(),
        **(_handing_over(found, delivery) if found.status == Status.RELEASED else {}),
    )


def _handing_over(found: Assessment, form: DeliveryForm | None) -> dict[str, Any]:
    """Give what the page of a released report shows besides: its PDFs, and how it was handed over."""
    return {
        "papers": paper_links(queries.papers(found.id)),
        "delivered": delivery_lines(queries.deliveries(found.id)),
        "delivery": form or DeliveryForm(delivered_on=clock.today()),
    }
