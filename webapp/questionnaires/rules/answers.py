"""Read the answers of a FHIR R4 QuestionnaireResponse without knowing its questionnaire."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

Json = Mapping[str, Any]

ORDINAL_URL = "http://hl7.org/fhir/StructureDefinition/ordinalValue"
ITEM_WEIGHT_URL = "http://hl7.org/fhir/StructureDefinition/itemWeight"


def maps(value: object) -> list[Json]:
    """Give the objects of a JSON list; anything else in it, or no list at all, is passed over."""
    return [entry for entry in value if isinstance(entry, Mapping)] if isinstance(value, list) else []


def value_of(answer: Json) -> tuple[str, Any] | None:
    """Give the `value[x]` of an answer as (key, value), or None when it holds none."""
    return next(((key, value) for key, value in answer.items() if key.startswith("value")), None)


def given_in(item: Json) -> list[Json]:
    """Give the answers of an item of a response; an empty text is none (FHIR: strings are not empty)."""
    return [answer for answer in maps(item.get("answer")) if not _is_empty(answer)]


def _is_empty(answer: Json) -> bool:
    return answer.get("valueString") == "" and sum(key.startswith("value") for key in answer) == 1


def link_id_of(item: Json) -> str:
    """Give the linkId of an item of a response; one that is no text is none."""
    link_id = item.get("linkId")
    return link_id if isinstance(link_id, str) else ""


def each_answer(response: Json) -> Iterator[tuple[str, Any]]:
    """Walk all items in document order and give (linkId, value) for each answer.

    The walk keeps its own stack, so that deep nesting costs memory and never the call stack.
    """
    stack = [iter(maps(response.get("item")))]
    while stack:
        item = next(stack[-1], None)
        if item is None:
            stack.pop()
            continue
        given = maps(item.get("answer"))
        for answer in given_in(item):
            held = value_of(answer)
            if held is not None:
                yield link_id_of(item), held[1]
        children = maps(item.get("item")) + [child for answer in given for child in maps(answer.get("item"))]
        stack.append(iter(children))


def by_link_id(response: Json) -> dict[str, list[Any]]:
    """Collect the values of every answered item: linkId → values in document order."""
    found: dict[str, list[Any]] = {}
    for link_id, value in each_answer(response):
        found.setdefault(link_id, []).append(value)
    return found


def code_of(value: Any) -> str | None:
    """Give the code of a Coding, or None for any other value."""
    code = value.get("code") if isinstance(value, Mapping) else None
    return code if isinstance(code, str) else None


def codes_of(values: Sequence[Any]) -> list[str]:
    """Give the codes of several Codings in their order."""
    return [code for code in map(code_of, values) if code is not None]


def weight_of(coding: Any) -> int | float | None:
    """Give the ordinalValue (or itemWeight) that a Coding carries, or None."""
    if not isinstance(coding, Mapping):
        return None
    for extension in maps(coding.get("extension")):
        if extension.get("url") in (ORDINAL_URL, ITEM_WEIGHT_URL):
            return _plain_number(extension.get("valueDecimal"))
    return None


def points_of(value: Any) -> int | float | None:
    """Give the points of a scale's answer: the weight of its Coding, else a code of digits, else a number."""
    code = code_of(value)
    if code is None:
        return _plain_number(value)
    weight = weight_of(value)
    return int(code) if weight is None and code.isascii() and code.isdigit() and len(code) < 10 else weight


def _plain_number(number: object) -> int | float | None:
    if isinstance(number, bool) or not isinstance(number, int | float | Decimal):
        return None
    return int(number) if number == int(number) else float(number)
