"""What was posted from a section: read question by question against the definition, not by WTForms.

A definition is data, so its fields are too; the same rules read them here and check them at submission.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, TextAreaField

from webapp.kernel import security, signing
from webapp.kernel.errors import BadInput
from webapp.kernel.forms import Form, at_most, needed, stripped
from webapp.kernel.i18n import lazy
from webapp.kernel.signing import SigningForm
from webapp.questionnaires.presenters.drawing import field_name
from webapp.questionnaires.queries import Filling
from webapp.questionnaires.rules.definition import Definition, Item
from webapp.questionnaires.rules.entry import enter, read
from webapp.questionnaires.rules.fields import Press, gathered, pressed
from webapp.questionnaires.rules.filling import Section, sections
from webapp.toolbox.signature import Signature

_TOKEN = re.compile(r"[0-9a-z]{0,24}")
_LONGEST_ID = 64
LONGEST_WHY = 500
_MOST = 10**9
_MOST_QUESTIONS = 2_000
_MOST_ANSWERS = 200
_LONGEST_ANSWER = 20_000


@dataclass(frozen=True, slots=True)
class SectionEntry:
    """The answers of one section as posted: values, what could not be read, what the save is based on, and the
    button that was pressed, where that adds an answer or takes one away."""

    values: dict[str, list[Any]]
    typed: dict[str, list[str]]
    revision: int
    token: str
    press: Press | None = None


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


class CertifyForm(SigningForm):
    """The last step: “this is true”, with a signature under it (Q8)."""

    certify = BooleanField(
        lazy("My answers are true as far as I know."),
        validators=[needed(lazy("Please tick this before you send."))],
    )


class WhyForm(Form):
    """Why something that was sent is corrected (Q8)."""

    why = TextAreaField(
        lazy("Why is it corrected?"), filters=[stripped], validators=[needed(), at_most(LONGEST_WHY)]
    )


class TalkForm(Form):
    """A sentence in the talk about one answer."""

    words = TextAreaField(lazy("Your words"), filters=[stripped], validators=[needed(), at_most(1_000)])


class AmendForm(CertifyForm, WhyForm):
    """The last step of a correction: why, and the signature under it."""


def read_section(filling: Filling, section: Section, posted: MultiDict[str, str]) -> SectionEntry:
    """Read a section's form. A question whose field is not there was not shown and stays as it is."""
    values: dict[str, list[Any]] = {}
    typed: dict[str, list[str]] = {}
    for item in section.questions:
        name = field_name(item)
        if name not in posted or item.read_only:
            continue
        entry = enter(filling.definition, item, _given(posted, item))
        values[item.link_id] = list(entry.values)
        if entry.issue:
            typed[item.link_id] = list(entry.raw)
    return SectionEntry(
        values,
        typed,
        _revision(posted.get("revision", "")),
        _token(posted.get("token", "")),
        pressed(posted.get("go", "")),
    )


def read_whole(
    definition: Definition, posted: MultiDict[str, str]
) -> tuple[dict[str, list[str]], dict[str, list[Any]], dict[str, list[str]]]:
    """Read the fields of a whole questionnaire: (what was typed, values, what could not be read), by linkId."""
    shown = [item for item in definition.walk() if item.is_question and field_name(item) in posted]
    raw = {item.link_id: _given(posted, item) for item in shown}
    return raw, *read(definition, raw)


def _given(posted: MultiDict[str, str], item: Item) -> list[str]:
    """Give the answers to a question, without the one that a button takes away."""
    name, press = field_name(item), pressed(posted.get("go", ""))
    given = gathered(item, posted.getlist(name))
    if _too_long(given):
        raise BadInput(item.link_id)
    if press and press.field == name and press.at:
        del given[press.at - 1 : press.at]
    return given


def read_all(filling: Filling, posted: MultiDict[str, str]) -> SectionEntry:
    """Read a form that shows all sections on one page."""
    cut = sections(filling.definition)
    asked = tuple(item for section in cut for item in section.questions)
    return read_section(filling, Section(0, cut[0].group, asked), posted)


def read_draft(posted: Any) -> BroughtDraft:
    """Read a draft's JSON; raises `BadInput` that names what cannot be read."""
    held = _object(posted)
    return BroughtDraft(
        definition_id=_definition(held),
        raw=_raw(held.get("values")),
        revision=_count(held, "revision"),
        place=_count(held, "place"),
        token=_token(_text(held, "token")),
        draft_id=_token(_text(held, "draft")),
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
        draft_id=_token(_text(held, "draft")),
        revision=_count(held, "revision"),
        token=_token(_text(held, "token")),
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
        if not _is_given(given) or _too_long(given):
            raise BadInput(link_id[:_LONGEST_ID])
    return values


def _is_given(given: Any) -> bool:
    if not isinstance(given, list) or len(given) > _MOST_ANSWERS:
        return False
    return all(isinstance(text, str) and security.readable(text) for text in given)


def _too_long(given: list[str]) -> bool:
    """Tell whether this is more than a person writes: a draft is read and sealed anew with every change."""
    return sum(map(len, given)) > _LONGEST_ANSWER


def _revision(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise BadInput("revision")
    return int(text)


def _token(text: str) -> str:
    if not _TOKEN.fullmatch(text):
        raise BadInput("token")
    return text
