"""The checks of a Quantity: unit, then range in comparable units."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from webapp.questionnaires.rules import extensions, quantities
from webapp.questionnaires.rules.answers import Json
from webapp.questionnaires.rules.definition import Definition, Item, plain_word
from webapp.questionnaires.rules.numbers import as_decimal, decimal_places
from webapp.questionnaires.rules.validation.issues import Issue, issue
from webapp.questionnaires.rules.valuesets import Code, code_pair

_LIMITS = (
    ("minValue", extensions.MIN_QUANTITY, extensions.MIN_VALUE, -1),
    ("maxValue", extensions.MAX_QUANTITY, extensions.MAX_VALUE, 1),
)


def check_quantity(definition: Definition, item: Item, quantity: Json) -> Iterator[Issue]:
    """Check one quantity against the units and the range of its item."""
    number = as_decimal(quantity.get("value"))
    if quantity.get("value") is not None and number is None:
        yield issue("invalidAnswerType", item.link_id, limit=item.type)
        return
    yield from _unit(definition, item, quantity)
    most = extensions.whole(item.source, extensions.MAX_DECIMAL_PLACES)
    if most is not None and number is not None and decimal_places(number) > most:
        yield issue("maxDecimalPlaces", item.link_id, limit=most)
    for code, url, plain_url, wrong in _LIMITS:
        limit = extensions.value(item.source, url)
        limit = limit if isinstance(limit, Mapping) else _plain(item, plain_url)
        if isinstance(limit, Mapping) and number is not None:
            yield from _range(item, quantity, limit, code, wrong)


def _range(item: Item, quantity: Json, limit: Json, code: str, wrong: int) -> Iterator[Issue]:
    words = _words(limit)
    if not quantities.comparable(quantity, limit):
        yield issue(f"{code}IncompatUnits", item.link_id, limit=words)
    elif quantities.compare(quantity, limit) == wrong:
        yield issue(code, item.link_id, limit=words)


def _words(limit: Json) -> str:
    """Write a limit as people say it: its figure and its unit."""
    unit = plain_word(limit.get("unit")) or plain_word(limit.get("code"))
    return f"{plain_word(limit.get('value'))} {unit}".strip()


def _plain(item: Item, url: str) -> Any:
    """A limit given by the general extension may be a quantity too."""
    held = extensions.typed(item.source, url)
    return held[1] if held is not None and held[0] == "valueQuantity" else None


def _unit(definition: Definition, item: Item, quantity: Json) -> Iterator[Issue]:
    unit = code_pair(quantity)
    offered = [code_pair(coding) for coding in extensions.values(item.source, extensions.UNIT_OPTION)]
    if offered and not any(_is_offered(option, unit) for option in offered):
        yield issue("invalidUnit", item.link_id)
    listed = extensions.value(item.source, extensions.UNIT_VALUE_SET)
    if isinstance(listed, str) and not _is_listed(definition, listed, unit):
        yield issue("invalidUnitValueSet", item.link_id)


def _is_offered(option: Code, unit: Code) -> bool:
    """An offered unit says as much as it says: one without a system allows any."""
    return all(wanted is None or wanted == given for wanted, given in zip(option, unit, strict=True))


def _is_listed(definition: Definition, reference: str, unit: Code) -> bool:
    """A unit without system and code can be in no list; a list that lives elsewhere cannot be looked up."""
    if not all(unit):
        return False
    allowed = definition.value_sets.get(reference)
    return allowed is None or allowed.holds(unit)
