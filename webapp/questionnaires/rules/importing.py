"""Taking in a Questionnaire from outside: tolerant, with a report of everything that is odd about it.

The text is kept as it came, so that an export gives back every byte, unknown extensions included. Nothing in it
is ever executed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from webapp.questionnaires.rules import extensions
from webapp.questionnaires.rules.answers import Json, maps
from webapp.questionnaires.rules.definition import MAX_DEPTH, TYPES, Definition, read
from webapp.questionnaires.rules.findings import Finding
from webapp.questionnaires.rules.hashing import content_hash
from webapp.questionnaires.rules.reading import load_resource

_PLAIN_ID = re.compile(r"[A-Za-z0-9./_-]{1,64}")


@dataclass(frozen=True, slots=True)
class Imported:
    """A definition as it came, its reading, its content hash and the remarks about it."""

    text: str
    resource: dict[str, Any]
    definition: Definition
    content_hash: str
    warnings: tuple[Finding, ...]


def take_in(text: str) -> Imported:
    """Read the text of a Questionnaire; raises `reading.Unusable` when it is none."""
    resource = load_resource(text, "Questionnaire")
    definition = read(resource)
    return Imported(text, resource, definition, content_hash(resource), tuple(_warnings(definition)))


def _warnings(definition: Definition) -> Iterator[Finding]:
    if not definition.status:
        yield Finding("missingStatus")
    if not definition.url:
        yield Finding("missingUrl")
    if _depth(definition.source) > MAX_DEPTH:
        yield Finding("tooDeep", detail=str(MAX_DEPTH))
    for item in definition.walk():
        if item.type not in TYPES:
            yield Finding("unknownType", item.link_id, item.type)
        if not item.link_id:
            yield Finding("missingLinkId")
        elif not _PLAIN_ID.fullmatch(item.link_id):
            yield Finding("oddLinkId", item.link_id, item.link_id)
    for url in extensions.unknown(definition.source):
        yield Finding("unknownExtension", detail=url)


def _depth(source: Json) -> int:
    level, depth = maps(source.get("item")), 0
    while level:
        depth += 1
        level = [child for item in level for child in maps(item.get("item"))]
    return depth
