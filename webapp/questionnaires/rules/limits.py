"""How large a questionnaire may be: what is larger was not made for people, and no page could draw it.

Counted in the JSON as it came, before anything is read into the engine.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from webapp.questionnaires.rules.answers import Json, maps
from webapp.questionnaires.rules.findings import Finding

LARGEST_FILE = 2 * 1024 * 1024
"""Bytes; the standard questionnaire in two languages is a tenth of it."""
MOST_ITEMS = 2_000
"""A form of this many items takes half a day to fill."""
MOST_OPTIONS = 500
"""Choices of one question; the longest list of an official form (occupations) has a tenth of it."""
MOST_CODES = 5_000
"""Codes of one contained value set, of which several questions may offer the same."""
DEEPEST = 12
"""Levels of items; four are usual."""
LONGEST_TEXT = 10_000
"""Letters of one text."""


def exceeded(resource: Json) -> list[Finding]:
    """Name everything about a Questionnaire that is beyond the limits."""
    items = list(_items(resource))
    found = [Finding("tooManyItems", detail=str(MOST_ITEMS))] if len(items) > MOST_ITEMS else []
    deepest = max((depth for depth, _item in items), default=0)
    found += [Finding("nestedTooDeep", detail=str(DEEPEST))] if deepest > DEEPEST else []
    for _depth, item in items:
        found += _about(item)
    found += [
        Finding("tooManyCodes", detail=f"#{held.get('id')} ({MOST_CODES})")
        for held in maps(resource.get("contained"))
        if _codes(held) > MOST_CODES
    ]
    return found


def _items(resource: Json) -> Iterator[tuple[int, Json]]:
    """Give every item with its depth, however deep: (1, item) at the top."""
    waiting = [(1, item) for item in maps(resource.get("item"))]
    while waiting:
        depth, item = waiting.pop()
        yield depth, item
        waiting += [(depth + 1, child) for child in maps(item.get("item"))]


def _about(item: Json) -> Iterator[Finding]:
    name = str(item.get("linkId", ""))[:80]
    if len(maps(item.get("answerOption"))) > MOST_OPTIONS:
        yield Finding("tooManyOptions", name, f"{name} ({MOST_OPTIONS})")
    if len(str(item.get("text", ""))) > LONGEST_TEXT:
        yield Finding("textTooLong", name, f"{name} ({LONGEST_TEXT})")


def _codes(value_set: Json) -> int:
    expansion, compose = value_set.get("expansion"), value_set.get("compose")
    expanded: list[Any] = maps(expansion.get("contains")) if isinstance(expansion, Mapping) else []
    included = maps(compose.get("include")) if isinstance(compose, Mapping) else []
    return len(expanded) + sum(len(maps(part.get("concept"))) for part in included)
