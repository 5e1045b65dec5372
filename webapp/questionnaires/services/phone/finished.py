"""A response that was finished on a phone, perhaps without a network (Q2)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete

from webapp.kernel import clock, ids
from webapp.kernel.db import db
from webapp.questionnaires import queries
from webapp.questionnaires.models import Definition, Draft, Response
from webapp.questionnaires.queries import Filling
from webapp.questionnaires.rules.entry import read
from webapp.questionnaires.rules.filling import fixed_answers
from webapp.questionnaires.rules.merging import covers, written_elsewhere
from webapp.questionnaires.services.attaching import forget_unsent, settled
from webapp.questionnaires.services.filling import check_consent, check_filler
from webapp.questionnaires.services.phone.refusals import SentAlready
from webapp.questionnaires.services.phone.seen import ANOTHERS, Raw, Seen, known_version
from webapp.questionnaires.services.submitting import OnPhone, certify, check_chosen
from webapp.toolbox.signature import Signature


def take_finished(
    *,
    client_id: str,
    branch_id: str,
    code: str,
    actor_id: str,
    definition_id: str,
    raw: Raw,
    signature: Signature,
    amends_id: str = "",
    reason: str = "",
    seen: Seen,
) -> Response:
    """Take a response that was finished on a phone, against the version it was filled in (Q6).

    The server reads and checks everything anew. Raises `NotYours` for a version never published, `NotComplete`,
    `ConsentMissing`, `BadSignature`, `NotChosen`; for a correction (`amends_id`, `reason`) what `certify` does. The
    server draft that it grew from ends, known by what the phone has `seen` of it; one with other answers of another
    device stays. Raises `SentAlready` where that draft, the server's or the phone's own, was sent before: the person
    decides about a second.
    """
    check_filler(code)
    version = known_version(code, definition_id)
    check_consent(client_id)
    draft = queries.draft(client_id=client_id, code=code)
    if queries.was_finished(client_id=client_id, code=code, token=seen.token):
        raise SentAlready
    values, typed = _read_whole(client_id, definition_id, raw)
    ended = _grown_from(client_id, code, draft, values, seen)
    finished = Filling(
        id=ended.id if ended is not None else ids.new_id(),
        branch_id=branch_id,
        client_id=client_id,
        definition_id=definition_id,
        code=code,
        saved_at=clock.now(),
        answers=values,
        typed=typed,
        amends_id=amends_id or None,
        hands=ended.hands if ended is not None else (),
    )
    phone = OnPhone(seen.token, seen.finished_at, _last_known(version, ended, seen.token))
    response = certify(finished, signature=signature, actor_id=actor_id, reason=reason, phone=phone)
    if ended is not None:
        db.session.execute(delete(Draft).where(Draft.id == ended.id))
        forget_unsent(client_id=client_id, code=code)
    return response


def _grown_from(
    client_id: str, code: str, draft: Filling | None, values: Mapping[str, Sequence[Any]], seen: Seen
) -> Filling | None:
    """Give the server's draft if a finished response grew from it, once nothing in it is left to choose."""
    if draft is not None and _knows_all_of(draft, values, seen):
        check_chosen(draft)
        return draft
    if seen.draft_id and queries.was_sent(client_id=client_id, code=code, draft_id=seen.draft_id):
        raise SentAlready
    return None


def _last_known(version: Definition, draft: Filling | None, token: str) -> datetime | None:
    """Give the last moment by the server's clock that goes before a phone's finishing."""
    if draft is not None and token and draft.written_by == token:
        return draft.saved_at
    return version.published_at


def _read_whole(
    client_id: str, definition_id: str, raw: Raw
) -> tuple[dict[str, list[Any]], dict[str, list[str]]]:
    """Read all that was typed, what the form answers itself and the files that are here included."""
    form = queries.parsed(definition_id)
    read_values, read_typed = read(form, raw)
    values, typed = settled(form, client_id=client_id, values=read_values, typed=read_typed)
    whole = fixed_answers(form) | {link_id: list(held) for link_id, held in values.items()}
    return whole, {link_id: list(held) for link_id, held in typed.items()}


def _knows_all_of(draft: Filling, values: Mapping[str, Sequence[Any]], seen: Seen) -> bool:
    """Whether what was finished takes nothing of the server's draft away: nobody else wrote, or it says the same."""
    elsewhere = written_elsewhere(
        seen=seen.revision if seen.draft_id == draft.id else ANOTHERS,
        revision=draft.revision,
        token=seen.token,
        written_by=draft.written_by,
    )
    return not elsewhere or covers(draft.definition, values, draft.answers)
