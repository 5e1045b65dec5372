"""Staff correct a client's sent answers on her behalf, under their own name (Q8, Q9)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from flask import Response, request

from webapp.clients.queries import Client
from webapp.kernel import access, htmx, i18n, idempotency, transaction, uploads
from webapp.kernel.errors import NotYours, Refusal
from webapp.organisation import queries as organisation
from webapp.questionnaires import queries, services
from webapp.questionnaires.desk.blueprint import WRITERS, desk, note, sent_by
from webapp.questionnaires.forms import WholeEntry, WhyForm, after_press, read_whole
from webapp.questionnaires.models import Response as Submitted
from webapp.questionnaires.presenters import whole
from webapp.questionnaires.presenters.attached import folder_of
from webapp.questionnaires.rules.entry import shown
from webapp.questionnaires.rules.fields import pressed
from webapp.questionnaires.rules.repeating import answers_in


@desk.get("/desk/clients/<id:client_id>/questionnaires/<id:response_id>/correct")
@access.roles(*WRITERS)
def correct_for_client(client_id: str, response_id: str) -> Response:
    """Show all sent answers in one form."""
    client, row = sent_by(client_id, response_id)
    note(client.id, f"questionnaire {row.number}")
    form = queries.parsed(row.definition_id)
    raw = {i: shown(held, form.index.get(i)) for i, held in answers_in(form, row.response).items()}
    return _page(client, row, WhyForm(), raw)


@desk.post("/desk/clients/<id:client_id>/questionnaires/<id:response_id>/correct")
@access.roles(*WRITERS, keeps_form=True)
@uploads.checked_each("q-")
@idempotency.once
def amend_for_client(client_id: str, response_id: str) -> Response:
    """Keep the corrected answers beside the ones that were sent."""
    client, row = sent_by(client_id, response_id)
    form = WhyForm.read()
    definition = queries.parsed(row.definition_id)
    entry = read_whole(definition, request.form, uploads.brought())
    press = pressed(request.form.get("go", ""))
    if press:
        entry.raw.update(after_press(definition, press, entry.raw))
    again = partial(_again, client, row, form, entry)
    if press:
        return again(more="" if press.at else press.field, status=422)
    if not form.validate() or entry.refused:
        return again(status=422)
    try:
        made = services.amend_for(
            original=row,
            values=entry.values,
            typed=entry.typed,
            files=entry.files,
            reason=form.why.data or "",
            staff_name=_own_name(),
            actor_id=access.visitor().account_id,
        )
    except services.NotComplete as refusal:
        return again(open_ids=refusal.link_ids, status=422)
    except Refusal as refusal:
        form.add_error("why", refusal.message())
        return again(status=refusal.status)
    return htmx.go("questionnaires_desk.client_answers", client_id=client.id, response_id=made.id)


def _own_name() -> str:
    staff = organisation.staff(access.visitor().person_id)
    if staff is None:
        raise NotYours
    return i18n.say(staff.name)


def _again(
    client: Client,
    row: Submitted,
    form: WhyForm,
    entry: WholeEntry,
    *,
    status: int,
    open_ids: Sequence[str] = (),
    more: str = "",
) -> Response:
    """Draw the form again; files that came with it are kept, for a browser does not choose them twice."""
    keep = partial(services.keep_files_of, original=row, files=entry.files)
    transaction.after_rollback(partial(keep, account_id=access.visitor().account_id))
    return _page(
        client, row, form, entry.raw, open_ids=open_ids, more=more, refused=entry.refused, status=status
    )


def _page(
    client: Client,
    row: Submitted,
    form: WhyForm,
    raw: Mapping[str, Sequence[str]],
    *,
    open_ids: Sequence[str] = (),
    more: str = "",
    refused: Mapping[str, str] | None = None,
    status: int = 200,
) -> Response:
    return htmx.answer(
        "questionnaires/correct_for_client.html",
        status=status,
        client=client,
        response=row,
        form=form,
        page=whole.page(row.definition_id, raw, open_ids, more, folder=folder_of(client.id), refused=refused),
    )
