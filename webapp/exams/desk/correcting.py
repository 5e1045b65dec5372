"""Corrections at the desk: asked for on the report, decided by somebody else (X1)."""

from __future__ import annotations

from flask import Response, request

from webapp.accounts.rules import Role
from webapp.exams import queries, services
from webapp.exams.desk.blueprint import desk
from webapp.exams.desk.results import READERS
from webapp.exams.forms import CorrectForm, RefuseForm
from webapp.exams.presenters import corrections as words
from webapp.exams.presenters.person import person_card
from webapp.exams.presenters.sheet import SLIP_WORDS, item_name, line_options, value_words
from webapp.exams.refusals import CorrectionMisread, NothingCorrected
from webapp.exams.rules.catalogue import lab_items
from webapp.exams.rules.sheet import Typed
from webapp.kernel import access, htmx, idempotency, transaction
from webapp.records import services as records
from webapp.toolbox.units import printed


@desk.get("/desk/exams/results/<id:result_id>/correct")
@access.roles(Role.HEALTH_MANAGER)
def correct(result_id: str) -> Response:
    """Show one line of a verified report and what it should say instead."""
    return _form(result_id, CorrectForm())


@desk.post("/desk/exams/results/<id:result_id>/correct")
@access.roles(Role.HEALTH_MANAGER)
@idempotency.once
def propose_correction(result_id: str) -> Response:
    """Ask for a correction; a second person decides."""
    who, form = access.visitor(), CorrectForm.read()
    if not form.validate():
        return _form(result_id, form, 422)
    try:
        asked = services.propose_correction(
            result_id=result_id,
            branch_id=who.branch_id,
            typed=Typed(form.text.data or "", form.unit.data or "", form.words.data or ""),
            not_done=form.not_done.data,
            reason=form.reason.data or "",
            staff_id=who.person_id,
            actor_id=who.account_id,
        )
    except CorrectionMisread as refusal:
        form.add_error("text", str(SLIP_WORDS[refusal.slip]))
        return _form(result_id, form, 422)
    except NothingCorrected as refusal:
        form.add_error("text", refusal.message())
        return _form(result_id, form, 422)
    return htmx.go("exams_desk.correction", correction_id=asked, kept=1)


@desk.get("/desk/exams/corrections")
@access.roles(*READERS)
def corrections() -> Response:
    """Show which corrections wait for a second person."""
    page = queries.waiting_corrections(
        branch_id=access.visitor().branch_id, after=request.args.get("after", "")
    )
    names = queries.client_names(row.client_id for row in page.rows)
    staff = queries.staff_names(*(row.proposed_by for row in page.rows))
    rows = words.waiting_rows(page.rows, names, staff)
    return htmx.answer("exams/corrections.html", rows=rows, after=page.after)


@desk.get("/desk/exams/corrections/<id:correction_id>")
@access.roles(*READERS)
def correction(correction_id: str) -> Response:
    """Show what a line says, what it would say, and why."""
    return _page(correction_id, RefuseForm())


@desk.post("/desk/exams/corrections/<id:correction_id>/confirm")
@access.roles(*READERS)
@idempotency.once
def confirm_correction(correction_id: str) -> Response:
    """Put a correction in force; never by who asked for it."""
    who = access.visitor()
    asked = queries.correction(correction_id, branch_id=who.branch_id)
    services.confirm_correction(asked=asked, staff_id=who.person_id, actor_id=who.account_id)
    return htmx.go("exams_desk.report", report_id=asked.report.id, kept=1)


@desk.post("/desk/exams/corrections/<id:correction_id>/refuse")
@access.roles(*READERS)
@idempotency.once
def refuse_correction(correction_id: str) -> Response:
    """Leave the line as it is."""
    who, form = access.visitor(), RefuseForm.read()
    if not form.validate():
        return _page(correction_id, form, 422)
    asked = queries.correction(correction_id, branch_id=who.branch_id)
    services.refuse_correction(
        asked=asked, because=form.because.data or "", staff_id=who.person_id, actor_id=who.account_id
    )
    return htmx.go("exams_desk.corrections", kept=1)


def _form(result_id: str, form: CorrectForm, status: int = 200) -> Response:
    line, report, subject = queries.verified_line(result_id, branch_id=access.visitor().branch_id)
    lab = lab_items()[line.code]
    _note(subject.client.id)
    return htmx.answer(
        "exams/correct.html",
        status=status,
        line=line,
        report=report,
        person=person_card(subject),
        item=item_name(lab),
        says=value_words(line),
        range=line.range.in_words(),
        kind=lab.kind.value,
        unit=printed(lab.unit),
        units=[(one, printed(one)) for one in lab.units] if lab.other_units else [],
        options=line_options(lab),
        form=form,
    )


def _page(correction_id: str, form: RefuseForm, status: int = 200) -> Response:
    who = access.visitor()
    asked = queries.correction(correction_id, branch_id=who.branch_id)
    row = asked.correction
    names = queries.staff_names(row.proposed_by, row.decided_by)
    _note(row.client_id)
    return htmx.answer(
        "exams/correction.html",
        status=status,
        row=row,
        person=person_card(asked.subject),
        would=words.would(asked, services.proposed(asked)) if row.status == "PROPOSED" else None,
        asked_by=names.get(row.proposed_by),
        decided_by=names.get(row.decided_by),
        may_decide=row.status == "PROPOSED" and row.proposed_by != who.person_id,
        form=form,
    )


def _note(client_id: str) -> None:
    account_id = access.visitor().account_id
    transaction.after_reading(
        lambda: records.note_access(client_id=client_id, account_id=account_id, what="exam_results")
    )
