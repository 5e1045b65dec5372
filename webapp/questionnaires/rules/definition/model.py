"""A questionnaire, its items, options and conditions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from webapp.questionnaires.rules import extensions
from webapp.questionnaires.rules.answers import Json, maps
from webapp.questionnaires.rules.numbers import as_decimal, written
from webapp.questionnaires.rules.valuesets import ValueSet, code_pair
from webapp.toolbox.words import Bilingual

VALUE_KEYS: Mapping[str, tuple[str, ...]] = {
    "boolean": ("valueBoolean",),
    "integer": ("valueInteger",),
    "decimal": ("valueDecimal",),
    "date": ("valueDate",),
    "dateTime": ("valueDateTime",),
    "time": ("valueTime",),
    "string": ("valueString",),
    "text": ("valueString",),
    "url": ("valueUri",),
    "choice": ("valueCoding",),
    "open-choice": ("valueCoding", "valueString"),
    "quantity": ("valueQuantity",),
    "attachment": ("valueAttachment",),
}
"""The types of questions, and under which `value[x]` their answers stand."""
TYPES = frozenset({"group", "display", *VALUE_KEYS})
CHOICES = ("choice", "open-choice")
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
        if isinstance(self.value, Mapping):
            return code_pair(self.value)[1] or ""
        return plain_word(self.value)


@dataclass(frozen=True, slots=True)
class Turn:
    """Of which item this is a copy, in which repetition (from 1) of which group, and what that is called."""

    link_id: str
    number: int
    words: Bilingual
    group: str


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a questionnaire with everything the profile knows about it.

    `under` is the linkId of the question whose answer the item hangs on, if it stands below a question; `hidden` says
    that no page shows it, by itself or because of what it stands in; `fewest` how many answers, or repetitions of a
    group, there must be. In a definition that is rolled out (`repeating`), `turn` says which repetition an item
    belongs to, and `counts` of which group an item says how many repetitions there are.
    """

    link_id: str
    type: str
    order: int
    text: Bilingual
    prefix: str
    required: bool
    fewest: int
    repeats: bool
    read_only: bool
    hidden: bool
    under: str
    conditions: tuple[Condition, ...]
    any_condition: bool
    options: tuple[Option, ...]
    value_set: str | None
    max_length: int | None
    initial: tuple[tuple[str, Any], ...]
    source: Json = field(repr=False, compare=False)
    items: tuple[Item, ...] = ()
    turn: Turn | None = None
    counts: str = ""

    @property
    def told(self) -> Bilingual:
        """What the item is called away from its place: with the repetition that it belongs to."""
        if self.turn is None or self.text == self.turn.words:
            return self.text
        pairs = zip((self.turn.words.zh, self.turn.words.en), (self.text.zh, self.text.en), strict=True)
        return Bilingual(*(" · ".join(filter(None, pair)) for pair in pairs))

    @property
    def is_question(self) -> bool:
        """Whether the item can hold an answer."""
        return self.type not in ("group", "display")

    @property
    def may_hide(self) -> bool:
        """Whether other answers decide if the item is asked; ancestors are not looked at."""
        return bool(self.conditions or self.under)

    @property
    def is_help(self) -> bool:
        """Whether the item is the small print of the question it belongs to."""
        control = extensions.value(self.source, extensions.ITEM_CONTROL)
        codings = maps(control.get("coding")) if isinstance(control, Mapping) else []
        return self.type == "display" and any(coding.get("code") == "help" for coding in codings)


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Definition:
    """A whole questionnaire; `index` finds an item by its linkId (the first one where ids are repeated).

    `always` names the items that nothing can hide, `gated` holds the topmost of the others in document order,
    `steering` names the questions that decide whether others are asked. Rolled out, `copies` names the copies of each
    item of a repeating group, and `written` is the definition as it is written.
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
    steering: frozenset[str] = field(repr=False)
    value_sets: Mapping[str, ValueSet] = field(repr=False)
    source: Json = field(repr=False, compare=False)
    copies: Mapping[str, tuple[str, ...]] = field(repr=False, default_factory=dict)
    written: Definition | None = field(repr=False, default=None)

    @property
    def as_written(self) -> Definition:
        """The definition itself, its repeating groups standing once."""
        return self.written or self

    def walk(self) -> Iterator[Item]:
        """Give every item in document order."""
        return walk(self.items)


def walk(items: tuple[Item, ...]) -> Iterator[Item]:
    """Give items and their descendants in document order."""
    for item in items:
        yield item
        yield from walk(item.items)


def _ungated(items: tuple[Item, ...]) -> Iterator[Item]:
    """Give items down to the first that can be hidden on each way."""
    for item in items:
        yield item
        if not item.may_hide:
            yield from _ungated(item.items)


def _steered_by(item: Item) -> Iterator[str]:
    """Name the questions that decide whether an item is asked."""
    yield from (condition.question for condition in item.conditions)
    if item.under:
        yield item.under


def with_items(definition: Definition, items: tuple[Item, ...]) -> Definition:
    """Give a definition with other items."""
    return replace(definition, **indexed(items))


def indexed(items: tuple[Item, ...]) -> dict[str, Any]:
    """Give items with what is looked up about them."""
    index: dict[str, Item] = {}
    for item in walk(items):
        index.setdefault(item.link_id, item)
    return {
        "items": items,
        "index": index,
        "always": frozenset(item.link_id for item in _ungated(items) if not item.may_hide),
        "gated": tuple(item for item in _ungated(items) if item.may_hide),
        "steering": frozenset(link_id for item in walk(items) for link_id in _steered_by(item)),
    }


def plain_word(value: object) -> str:
    """Give a text or a number as it is written in a form; anything else has no word."""
    if isinstance(value, str):
        return value
    number = as_decimal(value)
    return "" if number is None else written(number)
