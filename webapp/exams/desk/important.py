"""Important abnormal results at the desk: the list by clock, one case with its steps (X1)."""

from __future__ import annotations

from flask import Response, request

from webapp.clients.rules import phone_in_groups
from webapp.exams import queries, services
from webapp.exams.desk.blueprint import desk
from webapp.exams.desk.results import READERS
from webapp.exams.forms import StepForm
from webapp.exams.presenters import important as words
from webapp.exams.rules.important import Act
from webapp.kernel import access, clock, htmx, idempotency, transaction
from webapp.records import services as records


@desk.get("/desk/exams/important")
@access.roles(*READERS)
def important() -> Response:
    """Show which important results wait for somebody, whatever is due first on top."""
    who = access.visitor()
    page = queries.open_important(branch_id=who.branch_id, after=request.args.get("after", ""))
    owners = queries.staff_names(*(one.task.owner_id for one in page.rows))
    shown = {one.client.id for one in page.rows}
    transaction.after_reading(
        lambda: records.note_list(client_ids=shown, account_id=who.account_id, what="exam_results")
    )
    rows = words.task_rows(page.rows, owners, clock.now())
    return htmx.answer("exams/important.html", rows=rows, after=page.after)


@desk.get("/desk/exams/important/<id:important_id>")
@access.roles(*READERS)
def important_result(important_id: str) -> Response:
    """Show one important result, what was done about it and what may be noted."""
    return _page(important_id, StepForm())


@desk.post("/desk/exams/important/<id:important_id>/steps")
@access.roles(*READERS)
@idempotency.once
def note_step(important_id: str) -> Response:
    """Note what was done."""
    who, form = access.visitor(), StepForm.read()
    followed = queries.important(important_id, branch_id=who.branch_id)
    if not form.validate():
        return _page(important_id, form, 422)
    services.note_step(
        followed=followed,
        act=Act(form.act.data),
        words=form.words.data or "",
        staff_id=who.person_id,
        actor_id=who.account_id,
    )
    return htmx.go("exams_desk.important_result", important_id=important_id, kept=1)


@desk.post("/desk/exams/results/<id:result_id>/important")
@access.roles(*READERS)
@idempotency.once
def mark_important(result_id: str) -> Response:
    """Follow up a result that the list does not know: a finding in words."""
    who = access.visitor()
    line, report, _subject = queries.verified_line(result_id, branch_id=who.branch_id)
    services.mark_important(line=line, report=report, staff_id=who.person_id, actor_id=who.account_id)
    return htmx.go("exams_desk.important", kept=1)


def _page(important_id: str, form: StepForm, status: int = 200) -> Response:
    who = access.visitor()
    followed = queries.important(important_id, branch_id=who.branch_id)
    steps = queries.steps_of(important_id)
    names = queries.staff_names(followed.task.owner_id, *(step.by for step in steps))
    unanswered = sum(step.act == Act.NO_ANSWER for step in steps)
    client_id = followed.client.id
    transaction.after_reading(
        lambda: records.note_access(client_id=client_id, account_id=who.account_id, what="exam_results")
    )
    return htmx.answer(
        "exams/important_result.html",
        status=status,
        task=followed.task,
        row=words.task_rows([followed], names, clock.now())[0],
        range=followed.line.range.in_words(),
        phone=phone_in_groups(followed.client.phone),
        steps=words.step_entries(steps, names),
        acts=words.acts_offered(followed.task, unanswered),
        form=form,
    )
