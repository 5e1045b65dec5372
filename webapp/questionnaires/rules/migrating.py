"""A draft's answers carried from one version of a questionnaire to another (Q6).

An answer stays where its question is still there with a type that can hold it, in the same unit, and still accepts
it; of several choices those stay that are still offered. Everything else is given back to be shown, never dropped
unseen. What a version answers itself is not the person's: it is passed over.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from webapp.questionnaires.rules import extensions
from webapp.questionnaires.rules.definition import CHOICES, Definition, Item
from webapp.questionnaires.rules.enablement import equal
from webapp.questionnaires.rules.entry import copied, first_issue, offered
from webapp.questionnaires.rules.filling import fixed_answers
from webapp.questionnaires.rules.valuesets import code_pair

Answers = Mapping[str, Sequence[Any]]

_WIDER = {
    "integer": {"decimal"},
    "string": {"text"},
    "text": {"string"},
    "choice": {"open-choice"},
    "open-choice": {"choice"},
}
"""Types that hold an answer of the key's type as it stands."""


@dataclass(frozen=True, slots=True)
class Carried:
    """What stays (linkId → values of the new version) and what no longer fits (linkId → values as they were)."""

    stays: dict[str, list[Any]]
    left: dict[str, list[Any]]


def carry(old: Definition, new: Definition, answers: Answers) -> Carried:
    """Carry answers from one version to another, in the order in which they were held."""
    fixed = fixed_answers(old)
    stays: dict[str, list[Any]] = {}
    left: dict[str, list[Any]] = {}
    for link_id, values in answers.items():
        if link_id in fixed:
            continue
        kept, lost = _carry_one(old.index.get(link_id), new.index.get(link_id), new, values)
        if kept:
            stays[link_id] = kept
        if lost:
            left[link_id] = lost
    return Carried(stays, left)


def _carry_one(
    old: Item | None, new: Item | None, definition: Definition, values: Sequence[Any]
) -> tuple[list[Any], list[Any]]:
    if old is None or new is None or not _compatible(old, new):
        return [], list(values)
    kept: list[Any] = []
    lost: list[Any] = []
    for value in values:
        found = _value_in(definition, new, value)
        (lost if found is None else kept).append(value if found is None else found)
    if kept and first_issue(definition, new, kept):
        return [], list(values)
    return kept, lost


def _compatible(old: Item, new: Item) -> bool:
    """Tell whether a question can hold the other's answers: same or wider type, same unit, written by a person."""
    same_type = new.type == old.type or new.type in _WIDER.get(old.type, ())
    return same_type and new.is_question and not new.read_only and _unit(old) == _unit(new)


def _unit(item: Item) -> Any:
    unit = extensions.value(item.source, extensions.UNIT)
    return code_pair(unit) if isinstance(unit, Mapping) else None


def _value_in(definition: Definition, item: Item, value: Any) -> Any:
    """Give a value as the new version writes it, None where it is not offered any more."""
    if item.type not in CHOICES:
        return value
    for option in offered(definition, item):
        if equal(option.value, value):
            return copied(option.value)
    return value if item.type == "open-choice" and isinstance(value, str) else None
