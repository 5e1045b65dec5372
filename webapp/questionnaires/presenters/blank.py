"""A questionnaire as a paper form: every question with its choices or a line, and when it is to be answered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from webapp.kernel import i18n
from webapp.questionnaires.presenters.asking import question
from webapp.questionnaires.presenters.words import in_words
from webapp.questionnaires.rules.definition import Condition, Definition, Item
from webapp.questionnaires.rules.filling import sections

_SIGNS = {">": ">", "<": "<", ">=": "≥", "<=": "≤"}


@dataclass(frozen=True, slots=True)
class Row:
    """One thing on the paper: `kind` is heading, words, choices, text or line; `only` says when it is answered."""

    kind: str
    text: str
    only: str = ""
    hint: str = ""
    choices: tuple[str, ...] = ()
    unit: str = ""
    many: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """A section of the paper."""

    title: str
    rows: list[Row]


def parts(form: Definition) -> list[Part]:
    """Give the sections of a paper form in the language of the page."""
    return [
        Part(i18n.say(section.group.text), list(_rows(form, section.inside))) for section in sections(form)
    ]


def _rows(form: Definition, items: tuple[Item, ...]) -> Iterator[Row]:
    for item in items:
        if item.hidden or item.is_help:
            continue
        yield (
            _question(form, item)
            if item.is_question
            else Row(
                "heading" if item.type == "group" else "words",
                i18n.say(item.text),
                _only(form, item),
                many=item.repeats,
            )
        )
        yield from _rows(form, item.items)


def _question(form: Definition, item: Item) -> Row:
    asked = question(form, item, i18n.language())
    kind = {"picks": "choices", "files": "choices", "textarea": "text"}.get(asked.kind, "line")
    words = tuple(words for key, words in asked.choices if key)
    if asked.own:
        words += (f"{asked.own}: ____________",)
    if asked.takes:
        words = (i18n._("added to this form: a copy or a photo, with your name on it"),)
    many = asked.many and not asked.takes
    return Row(kind, asked.label, _only(form, item), asked.hint, words, asked.unit, many)


def _only(form: Definition, item: Item) -> str:
    """Say when an item is to be answered, empty for always."""
    asked = [_when(form, one) for one in item.conditions]
    if item.under in form.index:
        asked.append(i18n._("“%(question)s” is answered", question=i18n.say(form.index[item.under].text)))
    if not asked:
        return ""
    joint = i18n._("%(one)s or %(other)s") if item.any_condition else i18n._("%(one)s and %(other)s")
    said = asked[0]
    for more in asked[1:]:
        said = joint % {"one": said, "other": more}
    return i18n._("Only if %(condition)s", condition=said)


def _when(form: Definition, condition: Condition) -> str:
    asked = form.index.get(condition.question)
    text = i18n.say(asked.text) if asked else condition.question
    if condition.operator == "exists":
        if condition.value is True:
            return i18n._("“%(question)s” is answered", question=text)
        return i18n._("“%(question)s” is not answered", question=text)
    answer = in_words(form, asked, [condition.value]) if asked else ""
    if condition.operator == "!=":
        return i18n._("“%(question)s” is not %(answer)s", question=text, answer=answer)
    sign = _SIGNS.get(condition.operator, "")
    if isinstance(condition.value, Mapping):
        sign = ""
    return i18n._("“%(question)s” is %(answer)s", question=text, answer=f"{sign} {answer}".strip())
