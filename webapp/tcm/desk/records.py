"""Staff pages: for whom the record is due, and the 33 questions with the self-care form (T1)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from flask import Response, request

from webapp.accounts.rules import Role
from webapp.clients import queries as clients
from webapp.clients.rules import Purpose, age_on
from webapp.kernel import access, clock, htmx, transaction
from webapp.tcm import forms, presenters, queries, refusals, services
from webapp.tcm.desk.blueprint import FILLERS, READERS, desk, note
from webapp.tcm.models import TcmRecord
from webapp.tcm.rules import content
from webapp.tcm.rules.record import Status, is_due


@desk.get("/desk/tcm")
@access.roles(*READERS)
def worklist() -> Response:
    """List the people of 65 and older with this year's record, and how many are done."""
    who, day = access.visitor(), clock.today()
    page = queries.due(
        branch_id=who.branch_id,
        day=day,
        doctor_id=who.person_id if who.role == Role.FAMILY_DOCTOR else "",
        after=request.args.get("after", ""),
    )
    states = queries.statuses([one.id for one in page.rows], day.year)
    done, people = queries.coverage(branch_id=who.branch_id, day=day)
    rows = [(one, age_on(one.birth_date, day), states.get(one.id, "")) for one in page.rows]
    return htmx.answer(
        "tcm/worklist.html",
        rows=rows,
        words=presenters.STATUS_WORDS,
        done=done,
        people=people,
        after=page.after,
    )


@desk.get("/desk/clients/<id:client_id>/tcm")
@access.roles(*READERS)
def fill(client_id: str) -> Response:
    """Show the 33 questions and the self-care form, or the record that came of them."""
    client = clients.reachable(client_id=client_id, visitor=access.visitor())
    row = queries.record_of(client_id=client_id, year=clock.today().year)
    if row is not None and row.status != Status.DRAFT:
        return htmx.go("tcm_desk.conclusion", record_id=row.id)
    note(client_id)
    return _form(client, row)


@desk.post("/desk/clients/<id:client_id>/tcm")
@access.roles(*FILLERS, keeps_form=True)
def save(client_id: str) -> Response:
    """Keep the answers; with the last button go on to the result, when nothing is blank (Q9)."""
    who = access.visitor()
    client = clients.reachable(client_id=client_id, visitor=who)
    found = {name: form for name, (_, form) in queries.forms().items()}
    values = forms.read_answers(found.values(), request.form)
    keep = partial(
        services.save,
        client_id=client_id,
        day=clock.today(),
        values=values,
        agrees="agree" in request.form,
        staff_id=who.person_id,
        role=who.role,
        actor_id=who.account_id,
    )
    try:
        row = keep()
    except refusals.NotAgreed as refusal:
        if htmx.asked():
            return htmx.answer("tcm/fill.html", "tcm/_saved.html", status=422, refused=refusal.message())
        return _form(client, None, [("agree", refusal.message())], 422, values)
    if htmx.asked():
        return htmx.answer("tcm/fill.html", "tcm/_saved.html", saved=True)
    return _onward(client, row, found, keep)


def _onward(
    client: clients.Client, row: TcmRecord, found: content.Forms, keep: Callable[[], TcmRecord]
) -> Response:
    """Go where the button says; blanks are listed, and what was answered is kept all the same."""
    if request.form.get("go") != "conclude":
        return htmx.go("tcm_desk.fill", client_id=client.id)
    open_ones = content.blanks(found, row.answers)
    if not open_ones:
        return htmx.go("tcm_desk.conclusion", record_id=row.id)
    transaction.after_rollback(lambda: _forget(keep()))
    return _form(client, row, presenters.blank_errors(found, open_ones), 422)


def _form(
    client: clients.Client,
    row: TcmRecord | None,
    errors: Sequence[tuple[str, str]] = (),
    status: int = 200,
    values: Mapping[str, Sequence[Any]] | None = None,
) -> Response:
    """Draw the questions with what is kept, or with `values` that were posted and may not be kept yet."""
    kept = row.answers if row else {}
    answers = kept if values is None else values
    agreed = row is not None or clients.agreed(client_id=client.id, purpose=Purpose.QUESTIONNAIRE)
    return htmx.answer(
        "tcm/fill.html",
        status=status,
        client=client,
        row=row,
        agreed=agreed,
        due=is_due(client.birth_date, clock.today()),
        groups=presenters.groups([(form, answers) for _, form in queries.forms().values()]),
        may_fill=access.visitor().role in FILLERS,
        remarks=presenters.written(row.remarks) if row and row.remarks else "",
        errors=errors,
    )


def _forget(_row: TcmRecord) -> None:
    """A save whose answer nobody waits for."""
