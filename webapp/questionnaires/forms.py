"""What was posted from a section: read question by question against the definition, not by WTForms.

A definition is data, so its fields are too; the same rules read them here and check them at submission.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, StringField

from webapp.kernel.errors import BadInput
from webapp.kernel.forms import Form, at_most, needed, stripped
from webapp.kernel.i18n import lazy
from webapp.questionnaires.presenters.drawing import field_name
from webapp.questionnaires.queries import Filling
from webapp.questionnaires.rules.entry import enter
from webapp.questionnaires.rules.filling import Section

_TOKEN = re.compile(r"[0-9a-z]{0,24}")


@dataclass(frozen=True, slots=True)
class SectionEntry:
    """The answers of one section as posted: values, what could not be read, and what the save is based on."""

    values: dict[str, list[Any]]
    typed: dict[str, list[str]]
    revision: int
    token: str


class CertifyForm(Form):
    """The last step: “this is true”, with a name under it (Q8)."""

    certify = BooleanField(
        lazy("My answers are true as far as I know."),
        validators=[needed(lazy("Please tick this before you send."))],
    )
    name = StringField(lazy("Your name"), filters=[stripped], validators=[needed(), at_most(60)])


def read_section(filling: Filling, section: Section, posted: MultiDict[str, str]) -> SectionEntry:
    """Read a section's form. A question whose field is not there was not shown and stays as it is."""
    values: dict[str, list[Any]] = {}
    typed: dict[str, list[str]] = {}
    for item in section.questions:
        name = field_name(item)
        if name not in posted or item.read_only:
            continue
        entry = enter(filling.definition, item, posted.getlist(name))
        values[item.link_id] = list(entry.values)
        if entry.issue:
            typed[item.link_id] = list(entry.raw)
    return SectionEntry(values, typed, _revision(posted.get("revision", "")), _token(posted.get("token", "")))


def _revision(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise BadInput("revision")
    return int(text)


def _token(text: str) -> str:
    if not _TOKEN.fullmatch(text):
        raise BadInput("token")
    return text
