"""What a phone brings by itself: a draft's answers, a response that was finished without a network (Q1, Q2)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import delete

from webapp.kernel import clock, ids, limits
from webapp.kernel.db import db
from webapp.kernel.errors import NotYours, Refusal
from webapp.kernel.i18n import _
from webapp.kernel.uploads import Upload
from webapp.questionnaires import queries
from webapp.questionnaires.models import Definition, Draft, Response
from webapp.questionnaires.queries import Filling
from webapp.questionnaires.rules.entry import read
from webapp.questionnaires.rules.filling import fixed_answers, sections
from webapp.questionnaires.rules.merging import covers, written_elsewhere
from webapp.questionnaires.services.attaching import forget_unsent, settled, take_file
from webapp.questionnaires.services.filling import Saved, check_consent, check_filler, save_answers, start
from webapp.questionnaires.services.migrating import Left, read_into
from webapp.questionnaires.services.submitting import OnPhone, certify, check_chosen
from webapp.toolbox.signature import Signature

Raw = Mapping[str, Sequence[str]]
_ANOTHERS = -1
"""The revision of a save that is based on a draft which is no more: whatever disagrees is parked."""
FILES_A_DAY = (300, 86_400)
"""Files that a phone may bring, and in how many seconds."""
_MOST_HANDS = 8
_MOST_LEFT = 500
"""Answers that no longer fit; a draft is sealed whole with every change."""


@dataclass(frozen=True, slots=True)
class Seen:
    """The server's draft as a phone saw it last, the token under which that phone writes, and the moment at which it
    finished, by its own clock.
    """

    draft_id: str = ""
    revision: int = 0
    token: str = ""
    finished_at: datetime | None = None


class TooManyFiles(Refusal):
    """More files in a day than anybody hands in; the phone tries again later."""

    status = 429


class SentAlready(Refusal):
    """The draft that a phone still holds was sent from elsewhere."""

    code = "sent-already"

    def message(self) -> str:
        return _("This questionnaire was already sent from elsewhere.")


class DraftDeleted(Refusal):
    """The draft that a phone still holds answers of was deleted here: by the client elsewhere, or by its age.

    A phone that wants to go on brings what it holds as a new draft (revision 0).
    """

    status = 410
    code = "draft-deleted"

    def message(self) -> str:
        return _(
            "This draft was deleted meanwhile. What you typed is still on this phone: you can begin again with it."
        )


def bring(
    *,
    client_id: str,
    branch_id: str,
    code: str,
    actor_id: str,
    definition_id: str,
    raw: Raw,
    revision: int,
    place: int,
    token: str,
    draft_id: str = "",
) -> Saved:
    """Keep answers that a phone brings, as they were typed; begins the draft where there is none yet.

    They are read in the version they were typed in and carried into the draft's; what does not fit there is kept
    beside the answers (Q6). `draft_id` is the server's draft as the phone knows it, "" where it does not: then the
    draft remembers the phone's token, so that whoever sends it, it is sent for this phone too (Q2). Raises
    `NotYours`, `ConsentMissing`, `SentAlready`, `DraftDeleted`. A save that disagrees with another device's is parked.
    """
    check_filler(code)
    draft = queries.draft(client_id=client_id, code=code)
    is_new = draft is None or not draft_id
    is_sent = is_new and queries.was_finished(client_id=client_id, code=code, token=token)
    if draft is None and is_sent:
        raise SentAlready
    if draft is None and revision:
        raise _ended(client_id, code, draft_id)
    draft = draft or start(client_id=client_id, branch_id=branch_id, code=code, actor_id=actor_id)
    if not draft_id and not is_sent:
        draft = replace(draft, hands=_with_hand(draft.hands, token))
    form = _known_version(code, definition_id).id
    values, typed = read(queries.parsed(form), raw)
    if form != draft.definition_id:
        values, typed, left = read_into(draft, form, values, typed)
        draft = replace(draft, left=_with(draft.left, left, token))
    return save_answers(
        client_id=client_id,
        code=code,
        values=values,
        typed=typed,
        revision=revision if draft_id in ("", draft.id) and not is_sent else _ANOTHERS,
        place=min(place, len(sections(draft.definition))),
        written_by=token,
        draft=draft,
    )


def bring_file(
    *, file_id: str, client_id: str, branch_id: str, code: str, upload: Upload, account_id: str
) -> dict[str, Any]:
    """Keep a file that a client's phone brings. Raises `ConsentMissing`, `TooManyFiles`, and as `take_file`."""
    check_filler(code)
    check_consent(client_id)
    if queries.attached_file(file_id) is None and not limits.take(
        "questionnaires.files", client_id, FILES_A_DAY
    ):
        raise TooManyFiles
    return take_file(
        file_id=file_id,
        client_id=client_id,
        branch_id=branch_id,
        code=code,
        upload=upload,
        account_id=account_id,
        source="PHONE",
    )


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
    version = _known_version(code, definition_id)
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


def _with_hand(hands: Sequence[str], token: str) -> list[str]:
    """Add the token of a phone that does not know the draft it writes into."""
    return [*(one for one in hands if one != token), token][-_MOST_HANDS:] if token else list(hands)


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


def _ended(client_id: str, code: str, draft_id: str) -> Refusal:
    """Tell a draft that was sent from one that was deleted; without its id, by whether anything was sent."""
    sent = queries.was_sent(client_id=client_id, code=code, draft_id=draft_id)
    return SentAlready() if sent else DraftDeleted()


def _last_known(version: Definition, draft: Filling | None, token: str) -> datetime | None:
    """Give the last moment by the server's clock that goes before a phone's finishing."""
    if draft is not None and token and draft.written_by == token:
        return draft.saved_at
    return version.published_at


def _known_version(code: str, definition_id: str) -> Definition:
    """Let through a version of this questionnaire that is or was published."""
    version = queries.definition(definition_id)
    if version is None or version.code != code or version.status == "DRAFT":
        raise NotYours
    return version


def _read_whole(
    client_id: str, definition_id: str, raw: Raw
) -> tuple[dict[str, list[Any]], dict[str, list[str]]]:
    """Read all that was typed, what the form answers itself and the files that are here included."""
    form = queries.parsed(definition_id)
    read_values, read_typed = read(form, raw)
    values, typed = settled(form, client_id=client_id, values=read_values, typed=read_typed)
    whole = fixed_answers(form) | {link_id: list(held) for link_id, held in values.items()}
    return whole, {link_id: list(held) for link_id, held in typed.items()}


def _with(left: Sequence[Mapping[str, Any]], more: Left, token: str) -> list[Mapping[str, Any]]:
    """Add what does not fit; what a phone says again of a question takes the place of what it said before."""
    said = [{**one, "by": token} for one in more if one not in left]
    anew = {_what(one) for one in said}
    return [*(one for one in left if _what(one) not in anew), *said][-_MOST_LEFT:]


def _what(one: Mapping[str, Any]) -> tuple[str, ...]:
    return one["definition"], one["linkId"], one.get("by", "")


def _knows_all_of(draft: Filling, values: Mapping[str, Sequence[Any]], seen: Seen) -> bool:
    """Whether what was finished takes nothing of the server's draft away: nobody else wrote, or it says the same."""
    elsewhere = written_elsewhere(
        seen=seen.revision if seen.draft_id == draft.id else _ANOTHERS,
        revision=draft.revision,
        token=seen.token,
        written_by=draft.written_by,
    )
    return not elsewhere or covers(draft.definition, values, draft.answers)
