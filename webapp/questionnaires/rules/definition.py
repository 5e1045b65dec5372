"""A questionnaire as the engine sees it: read once from FHIR R4 JSON, never changed afterwards.

The JSON stays the truth and is what is stored, hashed and exported; this model is only a reading of it. Reading
never fails: what cannot be understood is left out here and reported by `importing` and `publishing`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from webapp.questionnaires.rules import extensions, texts
from webapp.questionnaires.rules.answers import Json, maps, value_of
from webapp.questionnaires.rules.valuesets import ValueSet, contained_value_sets
from webapp.toolbox.words import Bilingual

TYPES = frozenset(
    {
        *(
            "group",
            "display",
            "boolean",
            "integer",
            "decimal",
            "date",
            "dateTime",
            "time",
            "string",
            "text",
            "url",
        ),
        *("choice", "open-choice", "quantity", "attachment"),
    }
)
OPERATORS = frozenset({"exists", "=", "!=", ">", "<", ">=", "<="})
MAX_DEPTH = 40
"""Items nested deeper than this are not read: no form needs it, and a hostile file could."""


@dataclass(frozen=True, slots=True)
class Condition:
    """One `enableWhen`: the question asked, the operator, and the value as (`answerX`, value)."""

    question: str
    operator: str
    kind: str
    value: Any


@dataclass(frozen=True, slots=True)
class Option:
    """One `answerOption`: the value as (`valueX`, value), its words, and whether it stands alone."""

    kind: str
    value: Any
    words: Bilingual
    exclusive: bool

    @property
    def key(self) -> str:
        """The word that stands for the option in a form: a Coding's code, else the value itself."""
        return str(self.value.get("code", "")) if isinstance(self.value, Mapping) else str(self.value)


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a questionnaire with everything the profile knows about it."""

    link_id: str
    type: str
    order: int
    text: Bilingual
    prefix: str
    required: bool
    repeats: bool
    read_only: bool
    hidden: bool
    conditions: tuple[Condition, ...]
    any_condition: bool
    options: tuple[Option, ...]
    value_set: str | None
    max_length: int | None
    source: Json = field(repr=False, compare=False)
    items: tuple[Item, ...] = ()

    @property
    def is_question(self) -> bool:
        """Whether the item can hold an answer."""
        return self.type not in ("group", "display")

    @property
    def is_help(self) -> bool:
        """Whether the item is the small print of the question it belongs to."""
        control = extensions.value(self.source, extensions.ITEM_CONTROL)
        codings = maps(control.get("coding")) if isinstance(control, Mapping) else []
        return self.type == "display" and any(coding.get("code") == "help" for coding in codings)


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Definition:
    """A whole questionnaire; `index` finds an item by its linkId (the first one where ids are repeated).

    `always` names the items that nothing can hide, `gated` holds the topmost conditional ones in document order.
    """

    url: str
    id: str
    version: str
    status: str
    language: str
    title: Bilingual
    items: tuple[Item, ...]
    index: Mapping[str, Item] = field(repr=False)
    always: frozenset[str] = field(repr=False)
    gated: tuple[Item, ...] = field(repr=False)
    value_sets: Mapping[str, ValueSet] = field(repr=False)
    source: Json = field(repr=False, compare=False)

    def walk(self) -> Iterator[Item]:
        """Give every item in document order."""
        return walk(self.items)


def walk(items: tuple[Item, ...]) -> Iterator[Item]:
    """Give items and their descendants in document order."""
    for item in items:
        yield item
        yield from walk(item.items)


def _ungated(items: tuple[Item, ...]) -> Iterator[Item]:
    """Give items down to the first condition on each way."""
    for item in items:
        yield item
        if not item.conditions:
            yield from _ungated(item.items)


def read(resource: Json) -> Definition:
    """Read a Questionnaire resource."""
    language = texts.base_language(resource)
    items = _Reader(language).items(resource.get("item"), depth=1)
    index: dict[str, Item] = {}
    for item in walk(items):
        index.setdefault(item.link_id, item)
    return Definition(
        url=_word(resource, "url"),
        id=_word(resource, "id"),
        version=_word(resource, "version"),
        status=_word(resource, "status"),
        language=language,
        title=texts.bilingual(resource, "title", language),
        items=items,
        index=index,
        always=frozenset(item.link_id for item in _ungated(items) if not item.conditions),
        gated=tuple(item for item in _ungated(items) if item.conditions),
        value_sets=contained_value_sets(resource),
        source=resource,
    )


class _Reader:
    """Reads items in document order and numbers them."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.count = 0

    def items(self, found: object, depth: int) -> tuple[Item, ...]:
        """Read a list of items; below the greatest depth nothing more is read."""
        return tuple(self._item(source, depth) for source in maps(found)) if depth <= MAX_DEPTH else ()

    def _item(self, source: Json, depth: int) -> Item:
        self.count += 1
        return Item(
            link_id=_word(source, "linkId"),
            type=_word(source, "type"),
            order=self.count,
            text=texts.bilingual(source, "text", self.language),
            prefix=_word(source, "prefix"),
            required=source.get("required") is True,
            repeats=source.get("repeats") is True,
            read_only=source.get("readOnly") is True,
            hidden=extensions.flag(source, extensions.HIDDEN),
            conditions=tuple(map(_condition, maps(source.get("enableWhen")))),
            any_condition=source.get("enableBehavior") == "any",
            options=self._options(source),
            value_set=_word(source, "answerValueSet") or None,
            max_length=extensions.as_count(source.get("maxLength")),
            source=source,
            items=self.items(source.get("item"), depth + 1),
        )

    def _options(self, source: Json) -> tuple[Option, ...]:
        read = (self._option(option) for option in maps(source.get("answerOption")))
        return tuple(option for option in read if option is not None)

    def _option(self, option: Json) -> Option | None:
        held = value_of(option)
        if held is None:
            return None
        kind, value = held
        words = (
            texts.bilingual(value, "display", self.language)
            if isinstance(value, Mapping)
            else _same(texts.bilingual(option, kind, self.language), str(value))
        )
        return Option(kind, value, words, extensions.flag(option, extensions.OPTION_EXCLUSIVE))


def _same(words: Bilingual, plain: str) -> Bilingual:
    """A number or a date reads the same in both languages."""
    return Bilingual(zh=words.zh or plain, en=words.en or plain)


def _condition(source: Json) -> Condition:
    held = next(((key, value) for key, value in source.items() if key.startswith("answer")), ("", None))
    return Condition(_word(source, "question"), _word(source, "operator"), *held)


def _word(source: Json, key: str) -> str:
    value = source.get(key)
    return value if isinstance(value, str) else ""
