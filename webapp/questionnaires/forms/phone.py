"""What a phone brings as JSON: a draft, or a response that was finished without a network."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from webapp.kernel import security, signing
from webapp.kernel.errors import BadInput
from webapp.questionnaires.forms.fields import LONGEST_WHY
from webapp.questionnaires.forms.limits import read_token, too_long
from webapp.toolbox.signature import Signature

_LONGEST_ID = 64
_MOST = 10**9
_MOST_QUESTIONS = 2_000
_MOST_ANSWERS = 200


@dataclass(frozen=True, slots=True)
class BroughtDraft:
    """A draft as a phone brings it: linkId → what was typed, against which definition, draft and revision."""

    definition_id: str
    raw: dict[str, list[str]]
    revision: int
    place: int
    token: str
    draft_id: str


@dataclass(frozen=True, slots=True)
class Finished:
    """A response as a phone finished it: what was typed, the signature under it, the draft it grew from, and when, by
    the phone's own clock.
    """

    definition_id: str
    raw: dict[str, list[str]]
    signature: Signature
    amends_id: str
    why: str
    draft_id: str
    revision: int
    token: str
    at: datetime | None


def read_draft(posted: Any) -> BroughtDraft:
    """Read a draft's JSON; raises `BadInput` that names what cannot be read."""
    held = _object(posted)
    return BroughtDraft(
        definition_id=_definition(held),
        raw=_raw(held.get("values")),
        revision=_count(held, "revision"),
        place=_count(held, "place"),
        token=read_token(_text(held, "token")),
        draft_id=read_token(_text(held, "draft")),
    )


def read_finished(posted: Any) -> Finished:
    """Read a finished response's JSON: certified, and signed by oneself or a proxy (Q8)."""
    held = _object(posted)
    if held.get("certify") is not True:
        raise BadInput("certify")
    why = _text(held, "why").strip()
    if len(why) > LONGEST_WHY:
        raise BadInput("why")
    return Finished(
        definition_id=_definition(held),
        raw=_raw(held.get("values")),
        signature=signing.read(held),
        amends_id=_text(held, "amends")[:_LONGEST_ID],
        why=why,
        draft_id=read_token(_text(held, "draft")),
        revision=_count(held, "revision"),
        token=read_token(_text(held, "token")),
        at=_moment(held, "filled_at"),
    )


def _moment(held: dict[str, Any], field: str) -> datetime | None:
    """Read an ISO 8601 moment with its zone."""
    said = _text(held, field)
    try:
        moment = datetime.fromisoformat(said) if said else None
        if moment is not None and moment.tzinfo is None:
            raise ValueError("no zone")
        return moment and moment.astimezone(UTC)
    except (ValueError, OverflowError):
        raise BadInput(field) from None


def _object(posted: Any) -> dict[str, Any]:
    if not isinstance(posted, dict):
        raise BadInput("JSON")
    return posted


def _text(held: dict[str, Any], field: str) -> str:
    value = held.get(field, "")
    if not isinstance(value, str) or not security.readable(value):
        raise BadInput(field)
    return value


def _definition(held: dict[str, Any]) -> str:
    return _text(held, "definition")[:_LONGEST_ID]


def _count(held: dict[str, Any], field: str) -> int:
    value = held.get(field, 0)
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < _MOST:
        raise BadInput(field)
    return value


def _raw(values: Any) -> dict[str, list[str]]:
    """Read linkId → texts; too many or too long ones are no person's answers."""
    if not isinstance(values, dict) or len(values) > _MOST_QUESTIONS:
        raise BadInput("values")
    for link_id, given in values.items():
        if not security.readable(link_id):
            raise BadInput("values")
        if not _is_given(given) or too_long(given):
            raise BadInput(link_id[:_LONGEST_ID])
    return values


def _is_given(given: Any) -> bool:
    if not isinstance(given, list) or len(given) > _MOST_ANSWERS:
        return False
    return all(isinstance(text, str) and security.readable(text) for text in given)
