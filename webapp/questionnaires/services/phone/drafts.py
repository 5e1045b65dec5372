"""Answers and files that a phone brings while a form is being filled in (Q1)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from webapp.kernel import limits
from webapp.kernel.uploads import Upload
from webapp.questionnaires import queries
from webapp.questionnaires.queries import Filling
from webapp.questionnaires.rules.entry import read
from webapp.questionnaires.rules.filling import sections
from webapp.questionnaires.services.attaching import take_file
from webapp.questionnaires.services.filling import Saved, check_consent, check_filler, save_answers, start
from webapp.questionnaires.services.migrating import Left, read_into
from webapp.questionnaires.services.phone.refusals import DraftDeleted, SentAlready, TooManyFiles
from webapp.questionnaires.services.phone.seen import ANOTHERS, Raw, known_version

FILES_A_DAY = (300, 86_400)
"""Files that a phone may bring, and in how many seconds."""
_MOST_HANDS = 8
_MOST_LEFT = 500
"""Answers that no longer fit; a draft is sealed whole with every change."""


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
    if draft is None:
        _check_may_begin(client_id, code, draft_id, revision=revision, is_sent=is_sent)
        draft = start(client_id=client_id, branch_id=branch_id, code=code, actor_id=actor_id)
    if not draft_id and not is_sent:
        draft = replace(draft, hands=_with_hand(draft.hands, token))
    draft, values, typed = _read_in(draft, known_version(code, definition_id).id, raw, token)
    return save_answers(
        client_id=client_id,
        code=code,
        values=values,
        typed=typed,
        revision=revision if draft_id in ("", draft.id) and not is_sent else ANOTHERS,
        place=min(place, len(sections(draft.definition))),
        written_by=token,
        draft=draft,
    )


def _read_in(
    draft: Filling, form: str, raw: Raw, token: str
) -> tuple[Filling, dict[str, list[Any]], dict[str, list[str]]]:
    """Read answers in the version they were typed in and carry them into the draft's; what does not fit is left (Q6)."""
    values, typed = read(queries.parsed(form), raw)
    if form == draft.definition_id:
        return draft, values, typed
    values, typed, left = read_into(draft, form, values, typed)
    return replace(draft, left=_with(draft.left, left, token)), values, typed


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


def _with_hand(hands: Sequence[str], token: str) -> list[str]:
    """Add the token of a phone that does not know the draft it writes into."""
    return [*(one for one in hands if one != token), token][-_MOST_HANDS:] if token else list(hands)


def _check_may_begin(client_id: str, code: str, draft_id: str, *, revision: int, is_sent: bool) -> None:
    """Tell a draft that was sent from one that was deleted; without its id, by whether anything was sent."""
    if is_sent:
        raise SentAlready
    if revision:
        sent = queries.was_sent(client_id=client_id, code=code, draft_id=draft_id)
        raise SentAlready if sent else DraftDeleted


def _with(left: Sequence[Mapping[str, Any]], more: Left, token: str) -> list[Mapping[str, Any]]:
    """Add what does not fit; what a phone says again of a question takes the place of what it said before."""
    said = [{**one, "by": token} for one in more if one not in left]
    anew = {_what(one) for one in said}
    return [*(one for one in left if _what(one) not in anew), *said][-_MOST_LEFT:]


def _what(one: Mapping[str, Any]) -> tuple[str, ...]:
    return one["definition"], one["linkId"], one.get("by", "")
