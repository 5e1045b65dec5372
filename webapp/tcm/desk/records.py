"""Staff pages: for whom the record is due, the 33 questions, the conclusion, the second look (T1)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from flask import Response, request

from webapp.accounts.rules import Role
from webapp.clients import queries as clients
from webapp.clients.rules import Purpose, age_on
from webapp.kernel import access, clock, htmx, transaction
from webapp.kernel.errors import NotYours
from webapp.kernel.signing import SigningForm
from webapp.organisation import queries as organisation
from webapp.questionnaires.services import BadSignature
from webapp.records import services as records
from webapp.tcm import forms, presenters, queries, refusals, services
from webapp.tcm.desk.blueprint import FILLERS, READERS, desk
from webapp.tcm.models import TcmRecord
from webapp.tcm.rules import content
from webapp.tcm.rules.constitution import Conclusion, conclude
from webapp.tcm.rules.record import Status, is_due, may_confirm, may_decide


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
    _note(client_id)
    return _form(client, row)


@desk.post("/desk/clients/<id:client_id>/tcm")
@access.roles(*FILLERS)
def save(client_id: str) -> Response:
    """Keep the answers; with the last button go on to the result, when nothing is blank (Q9)."""
    who = access.visitor()
    client = clients.reachable(client_id=client_id, visitor=who)
    found = {name: form for name, (_, form) in queries.forms().items()}
    keep = partial(
        services.save,
        client_id=client_id,
        day=clock.today(),
        values=forms.read_answers(found.values(), request.form),
        agrees="agree" in request.form,
        staff_id=who.person_id,
        role=who.role,
        actor_id=who.account_id,
    )
    try:
        row = keep()
    except refusals.NotAgreed as refusal:
        return _form(client, None, [("agree", refusal.message())], 422)
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


@desk.get("/desk/tcm/<id:record_id>")
@access.roles(*READERS)
def conclusion(record_id: str) -> Response:
    """Show what the answers come to, and the next step: guidance, signature, decision, confirmation."""
    row, client = _own(record_id)
    return _conclusion(row, client)


@desk.post("/desk/tcm/<id:record_id>/guidance")
@access.roles(*FILLERS)
def guide(record_id: str) -> Response:
    """Keep what guidance was really given."""
    row, client = _own(record_id)
    ticks, words = forms.read_guidance(_concluded(row).fitting, request.form)
    staff_id = access.visitor().person_id
    return _done(row, client, partial(services.guide, ticks=ticks, words=words, staff_id=staff_id))


@desk.post("/desk/tcm/<id:record_id>/signature")
@access.roles(*FILLERS)
def sign(record_id: str) -> Response:
    """Close the record under the person's name, or a proxy's with relation and reason."""
    row, client = _own(record_id)
    form = SigningForm.read()
    if not form.validate():
        return _conclusion(row, client, form=form)
    try:
        services.sign(record_id=row.id, signature=form.signature(), actor_id=access.visitor().account_id)
    except BadSignature as refusal:
        for field, sentence in refusal.problems():
            form.add_error(field, sentence)
        return _conclusion(row, client, form=form)
    except refusals.Blank:
        return htmx.go("tcm_desk.fill", client_id=client.id)
    return htmx.go("tcm_desk.conclusion", record_id=row.id)


@desk.post("/desk/tcm/<id:record_id>/decision")
@access.roles(Role.FAMILY_DOCTOR)
def decide(record_id: str) -> Response:
    """A practitioner decides a tie or a contradiction."""
    row, client = _own(record_id)
    given = {name: forms.text(request.form, name) for name in ("primary", "reason")}
    return _done(row, client, partial(services.decide, **given, **_second()))


@desk.post("/desk/tcm/<id:record_id>/return")
@access.roles(*READERS)
def send_back(record_id: str) -> Response:
    """Give a record back with remarks."""
    row, client = _own(record_id)
    remarks = forms.text(request.form, "remarks")
    return _done(row, client, partial(services.send_back, remarks=remarks, **_second()))


@desk.post("/desk/tcm/<id:record_id>/confirmation")
@access.roles(*READERS)
def confirm(record_id: str) -> Response:
    """Confirm as a second person."""
    row, client = _own(record_id)
    return _done(row, client, partial(services.confirm, **_second()))


def _is_second(row: TcmRecord) -> bool:
    """Tell whether the visitor may give this record the second look."""
    who = access.visitor()
    return may_confirm(
        hands=row.hands.split(),
        filler_role=row.filler_role,
        confirmer=who.person_id,
        confirmer_role=who.role,
    )


def _second() -> dict[str, str]:
    who = access.visitor()
    return {"staff_id": who.person_id, "role": who.role}


def _done(row: TcmRecord, client: clients.Client, act: Callable[..., None]) -> Response:
    """Do it and show the record again; what does not fit comes back beside its field."""
    try:
        act(record_id=row.id, actor_id=access.visitor().account_id)
    except refusals.Unfit as refusal:
        return _conclusion(row, client, refusal.fields)
    return htmx.go("tcm_desk.conclusion", record_id=row.id)


def _form(
    client: clients.Client,
    row: TcmRecord | None,
    errors: Sequence[tuple[str, str]] = (),
    status: int = 200,
) -> Response:
    found = {name: form for name, (_, form) in queries.forms().items()}
    agreed = row is not None or clients.agreed(client_id=client.id, purpose=Purpose.QUESTIONNAIRE)
    return htmx.answer(
        "tcm/fill.html",
        status=status,
        client=client,
        row=row,
        agreed=agreed,
        due=is_due(client.birth_date, clock.today()),
        groups=presenters.groups(found, row.answers if row else {}),
        may_fill=access.visitor().role in FILLERS,
        remarks=presenters.written(row.remarks) if row and row.remarks else "",
        errors=errors,
    )


def _own(record_id: str) -> tuple[TcmRecord, clients.Client]:
    row = queries.record(record_id)
    if row is None:
        raise NotYours
    return row, clients.reachable(client_id=row.client_id, visitor=access.visitor())


def _concluded(row: TcmRecord) -> Conclusion:
    """Give the result as it stands; a record with blanks has none."""
    parts = queries.scores(row)["tcm33"]["parts"]
    if not parts:
        raise refusals.RecordMoved
    return conclude(parts, row.decision["primary"] if row.decision else None)


def _conclusion(
    row: TcmRecord, client: clients.Client, wrong: Sequence[str] = (), form: SigningForm | None = None
) -> Response:
    who, scores = access.visitor(), queries.scores(row)
    if not scores["tcm33"]["parts"] or scores["self_care"]["not_computed"]:
        return htmx.go("tcm_desk.fill", client_id=client.id)
    _note(client.id)
    found = _concluded(row)
    staff = organisation.staff_named([one for one in (row.filled_by, row.confirmed_by) if one])
    return htmx.answer(
        "tcm/conclusion.html",
        status=422 if wrong or form else 200,
        row=row,
        client=client,
        found=found,
        lines=presenters.lines(found, row.guidance),
        flags=presenters.flags(found),
        main=presenters.named(found.primary),
        candidates=[(name, presenters.named(name)) for name in found.candidates],
        self_care=presenters.self_care(scores["self_care"]),
        guidance=presenters.guidance_choices(),
        ticks=(row.guidance or {}).get("ticks", {}),
        words=(row.guidance or {}).get("words", {}),
        form=form or SigningForm(),
        decided=presenters.written(row.decision["reason"]) if row.decision else "",
        signature=presenters.signature(row),
        facts=presenters.signer(row) + presenters.people(row, {key: one.name for key, one in staff.items()}),
        state=presenters.STATUS_WORDS[row.status],
        may_fill=who.role in FILLERS and row.status == Status.DRAFT,
        may_decide=may_decide(who.role) and row.status == Status.SIGNED and bool(found.candidates),
        may_confirm=row.status == Status.SIGNED and _is_second(row),
        errors=presenters.wrong_fields(wrong),
        wrong=wrong,
        given=request.form,
    )


def _forget(_row: TcmRecord) -> None:
    """A save whose answer nobody waits for."""


def _note(client_id: str) -> None:
    """Looking at somebody's record is a line in their access log (A6)."""
    account_id = access.visitor().account_id
    transaction.after_reading(
        partial(records.note_access, client_id=client_id, account_id=account_id, what="tcm")
    )
