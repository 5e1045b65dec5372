"""The checks of one answer: its data type, then the limits that its type knows, then its choices."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from webapp.questionnaires.rules import extensions, patterns, periods
from webapp.questionnaires.rules.addresses import is_address
from webapp.questionnaires.rules.answers import Json
from webapp.questionnaires.rules.definition import CHOICES, VALUE_KEYS, Definition, Item
from webapp.questionnaires.rules.enablement import equal, order
from webapp.questionnaires.rules.numbers import as_decimal, decimal_places
from webapp.questionnaires.rules.validation.attachments import check_attachment
from webapp.questionnaires.rules.validation.issues import Issue, issue
from webapp.questionnaires.rules.validation.quantities import check_quantity
from webapp.questionnaires.rules.valuesets import code_pair

_LARGEST_INTEGER = 2**31 - 1


def _is_integer(value: Any) -> bool:
    whole = isinstance(value, int) and not isinstance(value, bool)
    return whole and -_LARGEST_INTEGER - 1 <= value <= _LARGEST_INTEGER


_WELL_FORMED: dict[str, Callable[[Any], bool]] = {
    "valueBoolean": lambda value: isinstance(value, bool),
    "valueInteger": _is_integer,
    "valueDecimal": lambda value: as_decimal(value) is not None,
    "valueDate": periods.is_date,
    "valueDateTime": periods.is_datetime,
    "valueTime": periods.is_time,
    "valueString": lambda value: isinstance(value, str),
    "valueUri": lambda value: isinstance(value, str),
    "valueCoding": lambda value: isinstance(value, Mapping),
    "valueQuantity": lambda value: isinstance(value, Mapping),
    "valueAttachment": lambda value: isinstance(value, Mapping),
}


def check_value(definition: Definition, item: Item, answer: Json, *, alone: bool) -> Iterator[Issue]:
    """Check one answer of a question; `alone` tells that it is the only one."""
    if item.type not in VALUE_KEYS:
        return
    held = [(key, value) for key, value in answer.items() if key.startswith("value")]
    if len(held) != 1 or not _fits(item, *held[0]):
        yield issue("invalidAnswerType", item.link_id, limit=item.type)
        return
    key, value = held[0]
    yield from _limits(definition, item, key, value)
    yield from _choices(definition, item, key, value, alone=alone)


def _fits(item: Item, key: str, value: Any) -> bool:
    offered = {option.kind for option in item.options} if item.type in CHOICES else set()
    return (key in VALUE_KEYS[item.type] or key in offered) and _WELL_FORMED.get(key, _never)(value)


def _never(_: Any) -> bool:
    return False


def _limits(definition: Definition, item: Item, key: str, value: Any) -> Iterator[Issue]:
    if key == "valueString":
        yield from _string(item, value)
    elif key == "valueUri":
        if not is_address(value):
            yield issue("invalidUrlValue", item.link_id)
        yield from _letters(item, value)
    elif key == "valueAttachment":
        yield from check_attachment(item, value)
    elif key == "valueQuantity":
        yield from check_quantity(definition, item, value)
    elif key not in ("valueCoding", "valueBoolean"):
        yield from _range(item, value)
        yield from _precision(item, value)


def _range(item: Item, value: Any) -> Iterator[Issue]:
    for url, code, wrong in ((extensions.MIN_VALUE, "minValue", -1), (extensions.MAX_VALUE, "maxValue", 1)):
        limit = extensions.value(item.source, url)
        if limit is not None and order(value, limit) == wrong:
            yield issue(code, item.link_id, limit=limit)


def _precision(item: Item, value: Any) -> Iterator[Issue]:
    most = extensions.whole(item.source, extensions.MAX_DECIMAL_PLACES)
    number = as_decimal(value)
    if most is not None and isinstance(number, Decimal) and decimal_places(number) > most:
        yield issue("maxDecimalPlaces", item.link_id, limit=most)


def _string(item: Item, value: str) -> Iterator[Issue]:
    if item.type != "text" and ("\n" in value or "\r" in value):
        yield issue("invalidNewLine", item.link_id)
    yield from _letters(item, value)


def _letters(item: Item, value: str) -> Iterator[Issue]:
    """Check how many letters a text has, and their form."""
    least = extensions.whole(item.source, extensions.MIN_LENGTH)
    if least is not None and len(value) < least:
        yield issue("minLength", item.link_id, limit=least)
    if item.max_length is not None and len(value) > item.max_length:
        yield issue("maxLength", item.link_id, limit=item.max_length)
    pattern = extensions.value(item.source, extensions.REGEX)
    if isinstance(pattern, str) and pattern:
        yield from _pattern(item, pattern, value)


def _pattern(item: Item, pattern: str, value: str) -> Iterator[Issue]:
    matched = patterns.matches(pattern, value)
    if matched is None:
        yield Issue("regex", "warning", item.link_id)
    elif not matched:
        yield issue("regex", item.link_id)


def _choices(definition: Definition, item: Item, key: str, value: Any, *, alone: bool) -> Iterator[Issue]:
    free_text = item.type == "open-choice" and key == "valueString"
    if item.options:
        chosen = [option for option in item.options if option.kind == key and equal(option.value, value)]
        if not chosen and not free_text:
            yield issue("invalidAnswerOption", item.link_id)
        if not alone and any(option.exclusive for option in chosen):
            yield issue("exclusiveAnswerOption", item.link_id)
    if item.value_set and key == "valueCoding":
        allowed = definition.value_sets.get(item.value_set)
        if allowed is not None and not allowed.holds(code_pair(value)):
            yield issue("invalidCoding", item.link_id)
