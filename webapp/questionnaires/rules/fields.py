"""What stands in the fields of a question: one text for each answer, however many fields it has.

A date has a field for each part, a quantity whose unit is chosen has two. Where several answers are taken, buttons
of the form add a field and take one away; without a script they send the form (`Press`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from webapp.questionnaires.rules import extensions, measures, typed
from webapp.questionnaires.rules.definition import CHOICES, Item

DATE_PARTS = 3
MOST = 50
"""Answers to one question, where its definition names no limit."""


@dataclass(frozen=True, slots=True)
class Press:
    """A button that adds an answer (`at` 0) or takes the one at this place (from 1) away."""

    field: str
    at: int = 0


def pressed(said: str) -> Press | None:
    """Read what such a button sends: `add:FIELD` or `take:FIELD:2`."""
    verb, _, rest = said.partition(":")
    field, _, at = rest.rpartition(":")
    if verb == "add" and rest:
        return Press(rest)
    return Press(field, int(at)) if verb == "take" and at.isdecimal() and len(at) < 4 else None


def has_rows(item: Item) -> bool:
    """Tell whether a question takes several answers that are typed, each in fields of its own."""
    is_typed = not item.options and item.type not in ("boolean", "attachment", *CHOICES)
    return item.repeats and item.is_question and is_typed


def bounds(item: Item) -> tuple[int, int]:
    """Give the fewest and the most answers that a question or repetitions that a group takes."""
    most = extensions.whole(item.source, extensions.MAX_OCCURS)
    return item.fewest, MOST if most is None else min(most, MOST)


def gathered(item: Item, fields: Sequence[str]) -> list[str]:
    """Put the fields of each answer together; a date that is asked once is put together when it is read."""
    if measures.has_choice(item):
        return [" ".join(parts).rstrip() for parts in _cut(fields, 2)]
    if item.type == "date" and has_rows(item):
        wanted = extensions.value(item.source, extensions.ENTRY_FORMAT)
        size = min(len(wanted.split("-")), DATE_PARTS) if isinstance(wanted, str) else DATE_PARTS
        return [typed.joined(parts) for parts in _cut(fields, size)]
    return list(fields)


def _cut(fields: Sequence[str], size: int) -> list[Sequence[str]]:
    """Cut what was posted into answers; where that does not come out even, each text is one."""
    size = 1 if len(fields) % size else size
    return [fields[at : at + size] for at in range(0, len(fields), size)]
