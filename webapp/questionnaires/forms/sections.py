"""What was posted from a section: read question by question against the definition, not by WTForms.

A definition is data, so its fields are too; the same rules read them here and check them at submission.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from werkzeug.datastructures import MultiDict

from webapp.kernel.errors import BadInput
from webapp.kernel.uploads import Upload
from webapp.questionnaires.forms.files import Brought, HandedIn
from webapp.questionnaires.forms.limits import read_token, too_long
from webapp.questionnaires.presenters.asking import field_name
from webapp.questionnaires.queries import Filling
from webapp.questionnaires.rules.definition import Definition, Item
from webapp.questionnaires.rules.entry import enter, read
from webapp.questionnaires.rules.fields import Press, gathered, pressed
from webapp.questionnaires.rules.filling import Section, sections
from webapp.questionnaires.rules.merging import laid_over, typed_over
from webapp.questionnaires.rules.repeating import turned


@dataclass(frozen=True, slots=True)
class SectionEntry:
    """The answers of one section as posted: values, what could not be read, what the save is based on, and the
    button that was pressed, where that adds an answer or takes one away.

    `files` came with it, by the id that its answer names; `refused` says of a question why one of its files was not
    taken.
    """

    values: dict[str, list[Any]]
    typed: dict[str, list[str]]
    revision: int
    token: str
    files: Mapping[str, Upload] = field(default_factory=dict)
    refused: Mapping[str, str] = field(default_factory=dict)
    press: Press | None = None


@dataclass(frozen=True, slots=True)
class WholeEntry:
    """The answers of a whole questionnaire as posted: what was typed, and as in `SectionEntry`."""

    raw: dict[str, list[str]]
    values: dict[str, list[Any]]
    typed: dict[str, list[str]]
    files: Mapping[str, Upload]
    refused: Mapping[str, str]


def read_section(
    filling: Filling, section: Section, posted: MultiDict[str, str], brought: Brought
) -> SectionEntry:
    """Read a section's form. A question whose field is not there was not shown and stays as it is."""
    values: dict[str, list[Any]] = {}
    typed: dict[str, list[str]] = {}
    handed = HandedIn(brought)
    for item in section.questions:
        if field_name(item) not in posted or item.read_only:
            continue
        entry = enter(filling.definition, item, handed.lines(item, _given(posted, item)))
        values[item.link_id] = list(entry.values)
        if entry.issue:
            typed[item.link_id] = list(entry.raw)
    revision, token = _revision(posted.get("revision", "")), read_token(posted.get("token", ""))
    press = pressed(posted.get("go", ""))
    changes, unread = _turned(filling, values, typed, press) if press else ({}, {})
    stays = {i: raw for i, raw in typed.items() if i not in changes}
    return SectionEntry(
        values | changes, stays | unread, revision, token, handed.files, handed.refused, press
    )


def after_press(definition: Definition, press: Press, raw: dict[str, list[str]]) -> dict[str, list[str]]:
    """Give what changes of what was typed where a repetition of a group is added or taken away."""
    counter = definition.index.get(press.field)
    if counter is None or not counter.counts:
        return {}
    changes, _ = turned(definition, counter.counts, press.at, raw, {})
    return {link_id: [str(one) for one in held] for link_id, held in changes.items()}


def _turned(
    filling: Filling, values: dict[str, list[Any]], typed: dict[str, list[str]], press: Press
) -> tuple[dict[str, list[Any]], dict[str, list[str]]]:
    """Give what changes where a repetition of a group is added or taken away."""
    counter = filling.definition.index.get(press.field)
    if counter is None or not counter.counts:
        return {}, {}
    answers = laid_over(filling.answers, values)
    unread = typed_over(filling.typed, values, typed)
    return turned(filling.definition, counter.counts, press.at, answers, unread)


def read_all(filling: Filling, posted: MultiDict[str, str], brought: Brought) -> SectionEntry:
    """Read a form that shows all sections on one page."""
    cut = sections(filling.definition)
    asked = tuple(item for section in cut for item in section.questions)
    return read_section(filling, Section(0, cut[0].group, asked), posted, brought)


def read_whole(definition: Definition, posted: MultiDict[str, str], brought: Brought) -> WholeEntry:
    """Read the fields of a whole questionnaire that no draft holds."""
    shown = [item for item in definition.walk() if item.is_question and field_name(item) in posted]
    handed = HandedIn(brought)
    raw = {item.link_id: list(handed.lines(item, _given(posted, item))) for item in shown}
    return WholeEntry(raw, *read(definition, raw), handed.files, handed.refused)


def _given(posted: MultiDict[str, str], item: Item) -> list[str]:
    """Give the answers to a question, without the one that a button takes away."""
    name, press = field_name(item), pressed(posted.get("go", ""))
    given = gathered(item, posted.getlist(name))
    if too_long(given):
        raise BadInput(item.link_id)
    if press and press.field == name and press.at:
        del given[press.at - 1 : press.at]
    return given


def _revision(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise BadInput("revision")
    return int(text)
