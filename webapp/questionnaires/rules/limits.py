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
MOST_CONDITIONS = 100
"""Conditions of one item; the longest of the official forms have five."""
DEEPEST = 12
"""Levels of items; four are usual."""
DEEPEST_BRACKETS = 100
"""Levels of JSON in JSON: items of the greatest depth take half of them. Python's reader stops at some hundreds,
depending on who asks."""
LONGEST_LINK_ID = 255
"""Letters of a linkId, as what staff ask about an answer names it."""
LONGEST_TEXT = 10_000
"""Letters of one text."""


def exceeded(resource: Json) -> list[Finding]:
    """Name everything about a Questionnaire that is beyond the limits."""
    if _brackets(resource) > DEEPEST_BRACKETS:
        return [Finding("tooManyBrackets", detail=str(DEEPEST_BRACKETS))]
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


def _brackets(resource: Json) -> int:
    """Count the levels of objects and lists, with a stack of its own."""
    deepest = 0
    waiting: list[tuple[int, Any]] = [(1, resource)]
    while waiting:
        depth, node = waiting.pop()
        deepest = max(deepest, depth)
        inside = node.values() if isinstance(node, Mapping) else node
        waiting += [(depth + 1, one) for one in inside if isinstance(one, Mapping | list)]
    return deepest


def _about(item: Json) -> Iterator[Finding]:
    name = str(item.get("linkId", ""))[:80]
    if len(maps(item.get("answerOption"))) > MOST_OPTIONS:
        yield Finding("tooManyOptions", name, f"{name} ({MOST_OPTIONS})")
    if len(str(item.get("linkId", ""))) > LONGEST_LINK_ID:
        yield Finding("textTooLong", name, f"linkId {name} ({LONGEST_LINK_ID})")
    if len(maps(item.get("enableWhen"))) > MOST_CONDITIONS:
        yield Finding("tooManyConditions", name, f"{name} ({MOST_CONDITIONS})")
    if len(str(item.get("text", ""))) > LONGEST_TEXT:
        yield Finding("textTooLong", name, f"{name} ({LONGEST_TEXT})")


def _codes(value_set: Json) -> int:
    expansion, compose = value_set.get("expansion"), value_set.get("compose")
    expanded: list[Any] = maps(expansion.get("contains")) if isinstance(expansion, Mapping) else []
    included = maps(compose.get("include")) if isinstance(compose, Mapping) else []
    return len(expanded) + sum(len(maps(part.get("concept"))) for part in included)
