"""Certify and submit, exactly once (Q2, Q8)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete

from webapp.clients import queries as clients
from webapp.clients.queries import Client
from webapp.kernel import audit, clock, events, ids
from webapp.kernel.db import changed, db
from webapp.kernel.errors import NotYours, Refusal
from webapp.kernel.i18n import _
from webapp.questionnaires import queries
from webapp.questionnaires.events import QuestionnaireSubmitted
from webapp.questionnaires.models import Draft, Response
from webapp.questionnaires.queries import Filling
from webapp.questionnaires.rules import filling, validation
from webapp.questionnaires.rules.attachments import named
from webapp.questionnaires.rules.definition import Definition
from webapp.questionnaires.rules.enablement import asked
from webapp.questionnaires.rules.hashing import content_hash
from webapp.questionnaires.rules.moments import judged
from webapp.questionnaires.rules.repeating import answers_in
from webapp.questionnaires.services.amending import original_of
from webapp.questionnaires.services.attaching import forget_unsent, hand_over
from webapp.questionnaires.services.filling import ConsentMissing
from webapp.questionnaires.services.quality import look_at
from webapp.questionnaires.services.scoring import keep_score
from webapp.questionnaires.services.signing import check_signature
from webapp.records import services as records
from webapp.toolbox.signature import Signature
from webapp.toolbox.words import Bilingual


@dataclass(frozen=True, slots=True)
class OnPhone:
    """How a response was finished on a phone: the token under which the phone wrote its draft, and the moment by its
    own clock, which can be right only after `since`.
    """

    token: str = ""
    at: datetime | None = None
    since: datetime | None = None


class NotComplete(Refusal):
    """Questions are open or hold something that cannot be taken; `link_ids` in document order."""

    status = 422

    def __init__(self, link_ids: list[str]) -> None:
        super().__init__(link_ids)
        self.link_ids = link_ids

    def message(self) -> str:
        return _("Some answers are still missing.")


class NotChosen(Refusal):
    """Two devices answered differently, and the person has not said which answers are right (Q1)."""

    def message(self) -> str:
        return _("Two devices hold different answers. Please choose which ones are right, then send.")


def submit(
    *,
    client_id: str,
    code: str,
    signature: Signature,
    actor_id: str,
    reason: str = "",
    draft: Filling | None = None,
    by_client: bool = True,
) -> Response:
    """Certify and submit a draft, once: a second time gives the response of the first.

    `reason` says why, where it is a correction; `draft` spares reading it twice; `by_client` is False
    where staff send what a client wrote on paper. Raises what `certify` does, `NotChosen`, and
    `NotYours` when there is nothing to submit.
    """
    draft = draft or queries.draft(client_id=client_id, code=code)
    if draft is None:
        known = queries.latest_response(client_id=client_id, code=code)
        if known is None:
            raise NotYours
        return known
    if not draft.agreed:
        raise ConsentMissing
    check_chosen(draft, by_client=by_client)
    row = certify(draft, signature=signature, actor_id=actor_id, reason=reason, by_client=by_client)
    if changed(delete(Draft).where(Draft.id == draft.id, Draft.revision == draft.revision)) != 1:
        raise NotYours
    forget_unsent(client_id=client_id, code=code)
    return row


def check_chosen(draft: Filling, *, by_client: bool = True) -> None:
    """Raise `NotChosen` while answers of another device wait beside those that a client would send."""
    if by_client and draft.parked:
        raise NotChosen


def certify(
    filled: Filling,
    *,
    signature: Signature,
    actor_id: str,
    reason: str = "",
    by_client: bool = True,
    phone: OnPhone = OnPhone(),
) -> Response:
    """Keep what was filled as a response under a signature, and tell everybody.

    Raises `NotComplete` when questions are open or wrong, `BadSignature`, `NotYourPart`, and for a correction what
    `amending.original_of` does.
    """
    client = _client(filled.client_id)
    signed = check_signature(signature, client=client.name, is_client=by_client)
    answered = _check_complete(filled)
    _hand_over_files(filled, answered)
    original = original_of(filled, answered, reason)
    row = _made_of(filled, answered, signature=signed, actor_id=actor_id)
    _note_phone(row, phone)
    if original is not None:
        row.amends_id, row.amend_reason, row.filled_at = original.id, reason.strip(), original.filled_at
    db.session.add(row)
    db.session.flush()
    keep_score(row, client)
    look_at(row, client)
    _tell(row, filled.definition.title)
    return row


def _note_phone(row: Response, phone: OnPhone) -> None:
    row.written_by = phone.token or None
    if phone.at is not None:
        row.phone_at = phone.at
        row.phone_clock = judged(phone.at, since=phone.since or phone.at, received=row.submitted_at).value


def _tell(row: Response, title: Bilingual) -> None:
    """Leave it in the chain, the client's file, and with everybody who works with it."""
    deed = "amended" if row.amends_id else "submitted"
    audit.record(
        f"questionnaires.response.{deed}",
        subject=("response", row.id),
        branch_id=row.branch_id,
        actor_id=row.actor_id,
        details={"code": row.code, "hash": row.response_hash},
    )
    records.file_entry(
        client_id=row.client_id,
        branch_id=row.branch_id,
        kind="QUESTIONNAIRE",
        title=Bilingual(title.zh[:120], title.en[:200]),
        at=row.submitted_at,
        ref=f"/questionnaires/answers/{row.id}",
    )
    events.publish(
        QuestionnaireSubmitted(
            row.id, row.client_id, row.branch_id, row.code, row.amends_id or "", newest=_is_newest(row)
        )
    )


def _is_newest(row: Response) -> bool:
    """Tell whether no later filling has overtaken what a correction is about."""
    if row.amends_id is None:
        return True
    newest = queries.latest_response(client_id=row.client_id, code=row.code)
    return newest is not None and newest.id == row.id


def _client(client_id: str) -> Client:
    client = clients.client(client_id)
    if client is None:
        raise NotYours
    return client


def _check_complete(draft: Filling) -> dict[str, Any]:
    """Give the response that the answers make; raises `NotComplete` when something stands against it."""
    form = draft.definition
    authored = clock.now().isoformat(timespec="seconds")
    answered = filling.respond(form, draft.answers, status="completed", authored=authored)
    issues = validation.validate(form.as_written, answered)
    wrong = _named_here(form, {found.link_id for found in issues if found.severity != "warning"}, draft)
    wrong |= set(draft.typed) & asked(form, draft.answers)
    if wrong:
        raise NotComplete([item.link_id for item in form.walk() if item.link_id in wrong])
    return answered


def _hand_over_files(filled: Filling, answered: dict[str, Any]) -> None:
    """Raise `NotComplete` where a file that an answer names is gone."""
    given = answers_in(filled.definition, answered)
    if not hand_over(client_id=filled.client_id, answers=given):
        raise NotComplete([link_id for link_id, held in given.items() if named({link_id: held})])


def _named_here(form: Definition, wrong: set[str], draft: Filling) -> set[str]:
    """Name what validation found in a repetition by the repetitions where it is open, else by the first."""
    here = {item.link_id for item in filling.open_questions(form, draft.answers)} | set(draft.typed)
    found = set(wrong) - set(form.copies)
    for link_id in wrong & set(form.copies):
        found |= (here & set(form.copies[link_id])) or {form.copies[link_id][0]}
    return found


def _made_of(draft: Filling, answered: dict[str, Any], *, signature: Signature, actor_id: str) -> Response:
    version, fingerprint = queries.pin(draft.definition_id)
    now = clock.now()
    return Response(
        id=ids.new_id(),
        branch_id=draft.branch_id,
        client_id=draft.client_id,
        draft_id=draft.id,
        definition_id=draft.definition_id,
        code=draft.code,
        version=version,
        content_hash=fingerprint,
        number=f"Q{clock.today():%y%m%d}-{ids.new_id()[-6:].upper()}",
        response=answered,
        response_hash=content_hash(answered),
        certified_name=signature.name,
        signer=signature.signer.value,
        signature=signature.as_json(),
        source=draft.source,
        actor_id=actor_id,
        hands=f" {' '.join(draft.hands)} " if draft.hands else "",
        filled_at=now,
        submitted_at=now,
    )
