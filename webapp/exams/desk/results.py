"""Results by form: the work list and the sheet (X1)."""

from __future__ import annotations

from flask import Response, request

from webapp.accounts.rules import Role
from webapp.exams import queries, services
from webapp.exams.desk.blueprint import desk
from webapp.exams.forms import read_sheet_form, with_pasted
from webapp.exams.presenters.person import person_card
from webapp.exams.presenters.sheet import Drawn, blocks, faults, not_done_of, typed_of
from webapp.exams.presenters.worklist import work_rows
from webapp.exams.refusals import SheetIncomplete
from webapp.exams.rules.flags import Range
from webapp.exams.rules.readings import Slip
from webapp.kernel import access, clock, htmx, idempotency, transaction
from webapp.kernel.i18n import _
from webapp.records import services as records

READERS = (Role.HEALTH_MANAGER, Role.BRANCH_MANAGER)


@desk.get("/desk/exams/results")
@access.roles(*READERS)
def worklist() -> Response:
    """Show whose results wait to be entered, the most overdue first."""
    who = access.visitor()
    page = queries.awaiting_entry(branch_id=who.branch_id, after=request.args.get("after", ""))
    return _list("exams/worklist.html", page)


@desk.get("/desk/exams/results/verify")
@access.roles(*READERS)
def to_verify() -> Response:
    """Show which reports wait for a second person."""
    who = access.visitor()
    page = queries.awaiting_verification(branch_id=who.branch_id, after=request.args.get("after", ""))
    return _list("exams/to_verify.html", page)


@desk.get("/desk/exams/bookings/<id:booking_id>/results")
@access.roles(Role.HEALTH_MANAGER)
def sheet(booking_id: str) -> Response:
    """Show the result sheet of a checked-in client, with the draft if there is one."""
    subject = _subject(booking_id)
    report = subject.report
    if report and report.status != "DRAFT":
        return htmx.go("exams_desk.report", report_id=report.id)
    services.check_consent(subject)
    results = {row.code: row for row in queries.results_of(report.id)} if report else {}
    _note_access(subject)
    return htmx.answer(
        "exams/sheet.html",
        subject=subject,
        person=person_card(subject),
        report=report,
        revision=report.revision if report else 0,
        blocks=blocks(
            Drawn(
                subject,
                _ranges(subject),
                typed_of(results.values()),
                not_done=not_done_of(subject.items, results),
                results=results,
            )
        ),
        faults=(),
    )


@desk.post("/desk/exams/bookings/<id:booking_id>/results")
@access.roles(Role.HEALTH_MANAGER)
@idempotency.once
def save_sheet(booking_id: str) -> Response:
    """Keep the sheet as a draft, or hand it in for a second person."""
    who, filled = access.visitor(), read_sheet_form(request.form)
    hand_in = request.form.get("act") == "hand_in"
    if request.form.get("act") == "paste":
        subject = _subject(booking_id)
        filled, unread = with_pasted(filled, subject.items, request.form.get("pasted", ""))
        if unread:
            return _not_understood(subject, filled, unread)
    try:
        services.enter_results(
            booking_id=booking_id,
            branch_id=who.branch_id,
            staff_id=who.person_id,
            actor_id=who.account_id,
            filled=filled,
            hand_in=hand_in,
        )
    except SheetIncomplete as refusal:
        return _refused(_subject(booking_id), filled, refusal, hand_in)
    if hand_in:
        return htmx.go("exams_desk.worklist", handed_in=1)
    return htmx.go("exams_desk.sheet", booking_id=booking_id, saved=1)


def _refused(
    subject: queries.Subject, filled: services.Filled, refusal: SheetIncomplete, hand_in: bool
) -> Response:
    problems = dict(refusal.sheet.problems)
    if hand_in:
        problems |= dict.fromkeys(refusal.sheet.missing, Slip.MISSING)
    return _drawn_again(subject, filled, problems)


def _not_understood(subject: queries.Subject, filled: services.Filled, unread: list[str]) -> Response:
    named = _(", ").join(name[:40] for name in unread[:8])
    told = _("Nothing here is an item of this sheet: %(lines)s", lines=named)
    return _drawn_again(subject, filled, {}, told)


def _drawn_again(
    subject: queries.Subject, filled: services.Filled, problems: dict[str, Slip], pasted: str = ""
) -> Response:
    sheet_blocks = blocks(
        Drawn(subject, _ranges(subject), filled.lines, not_done=filled.not_done, problems=problems)
    )
    return htmx.answer(
        "exams/sheet.html",
        status=422,
        subject=subject,
        person=person_card(subject),
        report=None,
        revision=filled.revision,
        blocks=sheet_blocks,
        faults=([("pasted", pasted)] if pasted else []) + faults(sheet_blocks, problems),
        pasted_error=pasted,
    )


def _list(template: str, page: queries.WorkPage) -> Response:
    names = queries.client_names(row.client_id for row in page.rows)
    rows = work_rows(page.rows, names, today=clock.today())
    may_enter = access.visitor().role == Role.HEALTH_MANAGER
    return htmx.answer(template, rows=rows, after=page.after, may_enter=may_enter)


def _subject(booking_id: str) -> queries.Subject:
    return queries.subject_of(booking_id, branch_id=access.visitor().branch_id)


def _ranges(subject: queries.Subject) -> dict[str, tuple[Range, ...]]:
    return queries.own_ranges(subject.held.booking.institution_id)


def _note_access(subject: queries.Subject) -> None:
    who, client_id = access.visitor(), subject.client.id
    transaction.after_reading(
        lambda: records.note_access(client_id=client_id, account_id=who.account_id, what="exam_results")
    )
