"""Staff pages: what the answers come to, guidance and signature, the second look (T1)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from flask import Response, request

from webapp.accounts.rules import Role
from webapp.clients import queries as clients
from webapp.kernel import access, htmx
from webapp.kernel.errors import NotYours
from webapp.kernel.signing import SigningForm
from webapp.questionnaires.services import BadSignature
from webapp.tcm import forms, presenters, queries, refusals, services
from webapp.tcm.desk.blueprint import FILLERS, READERS, desk, note
from webapp.tcm.models import TcmRecord
from webapp.tcm.rules.constitution import Conclusion, Given, conclude
from webapp.tcm.rules.record import Status, may_confirm, may_decide


@desk.get("/desk/tcm/<id:record_id>")
@access.roles(*READERS)
def conclusion(record_id: str) -> Response:
    """Show what the answers come to, and the next step: guidance, signature, decision, confirmation."""
    row, client = _own(record_id)
    return _conclusion(row, client)


@desk.post("/desk/tcm/<id:record_id>/guidance")
@access.roles(*FILLERS, keeps_form=True)
def guide(record_id: str) -> Response:
    """Keep what guidance was really given."""
    row, client = _own(record_id)
    return _done(row, client, partial(services.guide, given=_given(row)))


@desk.post("/desk/tcm/<id:record_id>/signature")
@access.roles(*FILLERS, keeps_form=True)
def sign(record_id: str) -> Response:
    """Close the record with its guidance under the person's name, or a proxy's with relation and reason."""
    row, client = _own(record_id)
    form = SigningForm.read()
    if not form.validate():
        return _conclusion(row, client, form=form)
    given = _given(row) if forms.holds_guidance(request.form) else None
    actor_id = access.visitor().account_id
    try:
        services.sign(record_id=row.id, signature=form.signature(), given=given, actor_id=actor_id)
    except refusals.Unfit as refusal:
        return _conclusion(row, client, refusal.fields, form)
    except BadSignature as refusal:
        for field, sentence in refusal.problems():
            form.add_error(field, sentence)
        return _conclusion(row, client, form=form)
    except refusals.Blank:
        return htmx.go("tcm_desk.fill", client_id=client.id)
    return htmx.go("tcm_desk.conclusion", record_id=row.id)


@desk.post("/desk/tcm/<id:record_id>/decision")
@access.roles(Role.FAMILY_DOCTOR, keeps_form=True)
def decide(record_id: str) -> Response:
    """A practitioner decides a tie or a contradiction."""
    row, client = _own(record_id)
    given = {name: forms.text(request.form, name) for name in ("primary", "reason")}
    return _done(row, client, partial(services.decide, **given, **_second()))


@desk.post("/desk/tcm/<id:record_id>/return")
@access.roles(*READERS, keeps_form=True)
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


def _given(row: TcmRecord) -> Given:
    """Read the guidance that was posted for the constitutions that fit."""
    return forms.read_guidance(_concluded(row).fitting, request.form, by=access.visitor().person_id)


def _second() -> dict[str, str]:
    who = access.visitor()
    return {"staff_id": who.person_id, "role": who.role}


def _done(row: TcmRecord, client: clients.Client, act: Callable[..., None]) -> Response:
    """Do it and show the record again; what does not fit comes back beside its field."""
    try:
        act(record_id=row.id, actor_id=access.visitor().account_id)
    except refusals.Unfit as refusal:
        return _conclusion(row, client, refusal.fields, SigningForm.read())
    return htmx.go("tcm_desk.conclusion", record_id=row.id)


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
    note(client.id)
    found = _concluded(row)
    return htmx.answer(
        "tcm/conclusion.html",
        status=422 if wrong or form else 200,
        row=row,
        client=client,
        found=found,
        lines=presenters.lines(found, row.guidance),
        told=presenters.groups(queries.told(row)),
        flags=presenters.flags(found),
        doubt=presenters.doubt(row),
        main=presenters.named(found.primary),
        candidates=[(name, presenters.named(name)) for name in found.candidates],
        self_care=presenters.self_care(scores["self_care"]),
        guidance=presenters.guidance_choices(),
        ticks=(row.guidance or {}).get("ticks", {}),
        words=(row.guidance or {}).get("words", {}),
        form=form or SigningForm(),
        decided=presenters.written(row.decision["reason"]) if row.decision else "",
        signature=presenters.signature(row),
        facts=presenters.signer(row) + presenters.people(row, queries.people(row)),
        state=presenters.STATUS_WORDS[row.status],
        may_fill=who.role in FILLERS and row.status == Status.DRAFT,
        may_decide=may_decide(who.role) and row.status == Status.SIGNED and bool(found.candidates),
        may_confirm=row.status == Status.SIGNED and _is_second(row),
        errors=presenters.wrong_fields(wrong),
        given=request.form,
    )
