"""Quantities as people enter them: a figure, and behind it the unit's code where there are several to choose from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from webapp.questionnaires.rules import extensions
from webapp.questionnaires.rules.answers import Json, maps
from webapp.questionnaires.rules.definition import Definition, Item, plain_word
from webapp.questionnaires.rules.valuesets import code_pair


def units(definition: Definition, item: Item) -> tuple[Json, ...]:
    """Give the units that a quantity may be in: those to choose from, else its own, else those of a contained set."""
    listed = definition.value_sets.get(_named_set(item))
    found = (
        maps(extensions.values(item.source, extensions.UNIT_OPTION)),
        maps(extensions.values(item.source, extensions.UNIT))[:1],
        list(listed.codings) if listed else [],
    )
    return tuple(next((some for some in found if some), ()))


def has_choice(item: Item) -> bool:
    """Tell whether the person says which unit she means."""
    options = maps(extensions.values(item.source, extensions.UNIT_OPTION))
    own = maps(extensions.values(item.source, extensions.UNIT))
    return item.type == "quantity" and (len(options) > 1 or not (options or own))


def key_of(unit: Json) -> str:
    """Give the word that stands for a unit in a form: its code, else what it is called."""
    return code_pair(unit)[1] or plain_word(unit.get("display")) or plain_word(unit.get("unit"))


def parted(definition: Definition, item: Item, text: str) -> tuple[str, Json | None]:
    """Cut "5 mg" into the figure and the unit; without a unit, the only one there is. A unit without a word is none."""
    known = {key_of(unit): unit for unit in reversed(units(definition, item)) if key_of(unit)}
    figure, key = cut(tuple(known), text)
    return figure, known.get(key) or (next(iter(known.values())) if len(known) == 1 else None)


def cut(keys: Sequence[str], text: str) -> tuple[str, str]:
    """Cut "5 mg" into the figure and the longest of these words that stands behind it, "" where none does."""
    key = max((one for one in keys if f" {text}".endswith(f" {one}")), key=len, default="")
    return (text[: len(text) - len(key)].strip() if key else text), key


def quantity(value: Any, unit: Json | None) -> dict[str, Any]:
    """Make a Quantity of a figure, of a unit, or of both."""
    figure = {} if value is None else {"value": value}
    if unit is None:
        return figure
    system, code = code_pair(unit)
    return figure | {"unit": plain_word(unit.get("display")) or code, "system": system, "code": code}


def shown(item: Item, value: Mapping[str, Any]) -> str:
    """Write a Quantity as it stands in a form, with its unit where that is chosen."""
    figure = plain_word(value.get("value"))
    return f"{figure} {key_of(value)}" if has_choice(item) else figure


def _named_set(item: Item) -> str:
    named = extensions.value(item.source, extensions.UNIT_VALUE_SET)
    return named if isinstance(named, str) else ""
