"""From what a person types or taps to FHIR values, and back (Q4).

An entry that cannot be read, or breaks a limit of its question, is kept as it was typed together with its issue:
nothing typed is lost, and nothing wrong becomes an answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from webapp.questionnaires.rules import attachments, extensions, fields, measures, periods, typed
from webapp.questionnaires.rules.definition import CHOICES, VALUE_KEYS, Definition, Item, Option, plain_word
from webapp.questionnaires.rules.enablement import equal
from webapp.questionnaires.rules.hashing import plain
from webapp.questionnaires.rules.texts import bilingual
from webapp.questionnaires.rules.validation.counts import miscounts
from webapp.questionnaires.rules.validation.issues import Issue, issue
from webapp.questionnaires.rules.validation.values import check_value
from webapp.questionnaires.rules.valuesets import code_pair

LONGEST = 4_000
"""Letters of one entry, whatever the definition says."""
WHOLE_DAY = "YYYY-MM-DD"
"""The `entryFormat` of a date that must have all three parts."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What was typed, the FHIR values it stands for, and what is wrong with it (then there are no values)."""

    raw: tuple[str, ...]
    values: tuple[Any, ...] = ()
    issue: Issue | None = None


def enter(definition: Definition, item: Item, raw: Sequence[str]) -> Entry:
    """Read what was entered for one question; blanks are no answer."""
    if item.type == "date" and len(raw) > 1 and not item.repeats:
        raw = [typed.joined(raw)]
    given = tuple(text for text in raw if text.strip())
    values = [_READERS.get(item.type, _no_value)(definition, item, text[:LONGEST]) for text in given]
    for at, (text, value) in enumerate(zip(given, values, strict=True), start=1):
        wrong = _unread(item, text, value)
        if wrong:
            return Entry(given, issue=replace(wrong, at=at if fields.has_rows(item) else 0))
    found = first_issue(definition, item, values)
    return Entry(given, issue=found) if found else Entry(given, tuple(values))


def _unread(item: Item, text: str, value: Any) -> Issue | None:
    """Tell what keeps a text from being a value at all."""
    if len(text) > LONGEST:
        return issue("maxLength", item.link_id, limit=LONGEST)
    return issue("invalidAnswerType", item.link_id, limit=item.type) if value is None else None


def read(
    definition: Definition, raw: Mapping[str, Sequence[str]]
) -> tuple[dict[str, list[Any]], dict[str, list[str]]]:
    """Read what was typed: (linkId → FHIR values, linkId → what could not be read). Unknown linkIds are left out."""
    values: dict[str, list[Any]] = {}
    typed: dict[str, list[str]] = {}
    for link_id, given in raw.items():
        item = definition.index.get(link_id)
        if item is None or not item.is_question or item.read_only:
            continue
        entry = enter(definition, item, given)
        values[link_id] = list(entry.values)
        if entry.issue:
            typed[link_id] = list(entry.raw)
    return values, typed


def first_issue(definition: Definition, item: Item, values: Sequence[Any]) -> Issue | None:
    """Give the first thing that is wrong with values of a question: how many, then each; warnings are passed over.

    None at all are not wrong: whether there must be any is told by `filling.open_questions`.
    """
    for code, limit in miscounts(item, len(values)) if values else ():
        return issue(code, item.link_id, limit=limit)
    for at, value in enumerate(values, start=1):
        for found in _wrong_with(definition, item, value, alone=len(values) == 1):
            if found.severity != "warning":
                return replace(found, at=at) if fields.has_rows(item) else found
    return None


def _wrong_with(definition: Definition, item: Item, value: Any, *, alone: bool) -> Iterator[Issue]:
    """Check a value as validation does; a unit whose figure is still to come is no answer yet."""
    if item.type == "quantity" and isinstance(value, Mapping) and "value" not in value:
        yield issue("required", item.link_id)
    yield from check_value(definition, item, {key_of(item, value): value}, alone=alone)


def shown(values: Sequence[Any], item: Item | None = None) -> tuple[str, ...]:
    """Give the form words of stored values: codes of choices, figures, texts, lines that name files; units where
    `item` lets one choose.
    """
    return tuple(_shown(value, item) for value in values)


def key_of(item: Item, value: Any) -> str:
    """Give the `value[x]` under which a value of this question stands in a response."""
    if item.type in CHOICES:
        offered_as = (option.kind for option in item.options if equal(option.value, value))
        return next(offered_as, "valueCoding" if isinstance(value, Mapping) else "valueString")
    return VALUE_KEYS.get(item.type, ("value",))[0]


def copied(offered: Any) -> Any:
    """Take a choice into an answer: code, word and points; its translations stay with the definition."""
    if not isinstance(offered, Mapping):
        return storable(offered)
    kept = ("extension", "system", "code", "display")
    return {key: storable(held) for key, held in offered.items() if key in kept}


def storable(value: Any) -> Any:
    """Give an exact number of the definition as one that a draft's JSON can hold, however deep it stands."""
    if isinstance(value, Mapping):
        return {key: storable(held) for key, held in value.items()}
    if isinstance(value, list):
        return [storable(held) for held in value]
    return plain(value) if isinstance(value, Decimal) else value


def offered(definition: Definition, item: Item) -> tuple[Option, ...]:
    """Give the choices of a question: its own, else those of its contained value set."""
    if item.options or not item.value_set:
        return item.options
    listed = definition.value_sets.get(item.value_set)
    return tuple(_listed_option(definition, coding) for coding in listed.codings) if listed else ()


def _listed_option(definition: Definition, coding: Mapping[str, Any]) -> Option:
    return Option("valueCoding", coding, bilingual(coding, "display", definition.language), exclusive=False)


def _shown(value: Any, item: Item | None) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if item is not None and item.type == "quantity" and isinstance(value, Mapping):
        return measures.shown(item, value)
    if isinstance(value, Mapping) and "contentType" in value:
        return attachments.line(value)
    if isinstance(value, Mapping):
        return plain_word(value["value"]) if "value" in value else code_pair(value)[1] or ""
    return plain_word(value)


Reader = Callable[[Definition, Item, str], Any]


def _no_value(_definition: Definition, _item: Item, _text: str) -> Any:
    return None


def _boolean(_definition: Definition, _item: Item, text: str) -> bool | None:
    return {"true": True, "false": False}.get(text)


def _integer(_definition: Definition, _item: Item, text: str) -> int | None:
    number = typed.figure(text)
    return int(number) if number is not None and number == number.to_integral_value() else None


def _decimal(_definition: Definition, _item: Item, text: str) -> int | float | None:
    number = typed.figure(text)
    if number is None:
        return None
    return int(number) if number == number.to_integral_value() else float(number)


def _text(_definition: Definition, item: Item, text: str) -> str:
    clean = text.replace("\r\n", "\n").replace("\x00", "")
    return clean if item.type == "text" else clean.strip()


def _choice(definition: Definition, item: Item, text: str) -> Any:
    for option in offered(definition, item):
        if option.key == text:
            return copied(option.value)
    return text.strip() if item.type == "open-choice" else None


def _quantity(definition: Definition, item: Item, text: str) -> dict[str, Any] | None:
    figure, unit = measures.parted(definition, item, text)
    number = _decimal(definition, item, figure)
    if (number is None and figure.strip()) or not measures.units(definition, item):
        return None
    return measures.quantity(number, unit)


def _date(_definition: Definition, item: Item, text: str) -> str | None:
    """Read a day; a year or a month alone is none where the question wants the whole (`entryFormat`)."""
    read = typed.day(text)
    partial = periods.is_date(read) and len(read) < len(WHOLE_DAY)
    return None if partial and extensions.value(item.source, extensions.ENTRY_FORMAT) == WHOLE_DAY else read


_READERS: dict[str, Reader] = {
    "boolean": _boolean,
    "integer": _integer,
    "decimal": _decimal,
    "date": _date,
    "dateTime": lambda _definition, _item, text: typed.moment(text),
    "time": lambda _definition, _item, text: typed.clock(text),
    "string": _text,
    "text": _text,
    "url": _text,
    "choice": _choice,
    "open-choice": _choice,
    "quantity": _quantity,
    "attachment": lambda _definition, _item, text: attachments.read_line(text),
}
