"""From FHIR R4 JSON to the model: items in document order, numbered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from webapp.questionnaires.rules import extensions, texts
from webapp.questionnaires.rules.answers import Json, maps, value_of
from webapp.questionnaires.rules.definition.model import (
    MAX_DEPTH,
    VALUE_KEYS,
    Condition,
    Definition,
    Item,
    Option,
    indexed,
    plain_word,
)
from webapp.questionnaires.rules.numbers import as_count
from webapp.questionnaires.rules.valuesets import contained_value_sets
from webapp.toolbox.words import Bilingual

_SPOKEN = ("valueCoding", "valueString")


def read(resource: Json) -> Definition:
    """Read a Questionnaire resource."""
    language = texts.base_language(resource)
    return Definition(
        **indexed(_Reader(language).items(resource.get("item"), depth=1)),
        url=_word(resource, "url"),
        id=_word(resource, "id"),
        version=_word(resource, "version"),
        status=_word(resource, "status"),
        language=language,
        title=texts.bilingual(resource, "title", language),
        value_sets=contained_value_sets(resource),
        source=resource,
    )


class _Reader:
    """Reads items in document order and numbers them."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.count = 0

    def items(
        self, found: object, depth: int, question: str = "", *, hidden: bool = False
    ) -> tuple[Item, ...]:
        """Read a list of items, perhaps those of a question; below the greatest depth nothing more is read."""
        sources = maps(found) if depth <= MAX_DEPTH else []
        return tuple(self._item(source, depth, question, hidden=hidden) for source in sources)

    def _item(self, source: Json, depth: int, question: str, *, hidden: bool) -> Item:
        self.count += 1
        link_id, kind = _word(source, "linkId"), _word(source, "type")
        hidden = hidden or extensions.flag(source, extensions.HIDDEN)
        return Item(
            link_id=link_id,
            type=kind,
            order=self.count,
            text=texts.bilingual(source, "text", self.language),
            prefix=_word(source, "prefix"),
            required=source.get("required") is True,
            fewest=_fewest(source),
            repeats=source.get("repeats") is True,
            read_only=source.get("readOnly") is True,
            hidden=hidden,
            under=question if kind != "display" else "",
            conditions=tuple(map(_condition, maps(source.get("enableWhen")))),
            any_condition=source.get("enableBehavior") == "any",
            options=self._options(source),
            value_set=_word(source, "answerValueSet") or None,
            max_length=as_count(source.get("maxLength")),
            initial=tuple(_initial(source)),
            source=source,
            items=self.items(
                source.get("item"), depth + 1, link_id if kind in VALUE_KEYS else "", hidden=hidden
            ),
        )

    def _options(self, source: Json) -> tuple[Option, ...]:
        read = (self._option(option) for option in maps(source.get("answerOption")))
        return tuple(option for option in read if option is not None)

    def _option(self, option: Json) -> Option | None:
        held = value_of(option)
        if held is None:
            return None
        kind, value = held
        element, key = (value, "display") if isinstance(value, Mapping) else (option, kind)
        words = texts.bilingual(element, key, self.language)
        if kind not in _SPOKEN:
            words = _same(words, plain_word(value))
        return Option(kind, value, words, extensions.flag(option, extensions.OPTION_EXCLUSIVE))


def _fewest(source: Json) -> int:
    least = extensions.whole(source, extensions.MIN_OCCURS) or 0
    return max(least, int(source.get("required") is True))


def _initial(source: Json) -> Iterator[tuple[str, Any]]:
    """Give the values that stand in the form from the start: `initial`, and choices that are ticked."""
    ticked = (option for option in maps(source.get("answerOption")) if option.get("initialSelected") is True)
    for given in (*maps(source.get("initial")), *ticked):
        held = value_of(given)
        if held is not None:
            yield held


def _same(words: Bilingual, plain: str) -> Bilingual:
    """A number or a date reads the same in both languages."""
    return Bilingual(zh=words.zh or plain, en=words.en or plain)


def _condition(source: Json) -> Condition:
    held = next(((key, value) for key, value in source.items() if key.startswith("answer")), ("", None))
    return Condition(_word(source, "question"), _word(source, "operator"), *held)


def _word(source: Json, key: str) -> str:
    value = source.get(key)
    return value if isinstance(value, str) else ""
