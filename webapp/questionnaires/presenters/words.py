"""Answers in words, and what is wrong with an entry in words that need no explaining."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from webapp.kernel import i18n
from webapp.questionnaires.presenters.attached import size, taking
from webapp.questionnaires.presenters.days import wrong_part
from webapp.questionnaires.rules import extensions, measures, periods, usual
from webapp.questionnaires.rules.definition import CHOICES, Definition, Item
from webapp.questionnaires.rules.enablement import equal
from webapp.questionnaires.rules.entry import enter, offered
from webapp.questionnaires.rules.numbers import as_count
from webapp.questionnaires.rules.texts import bilingual
from webapp.questionnaires.rules.validation.issues import Issue


def in_words(definition: Definition, item: Item, values: Iterable[Any]) -> str:
    """Say the answers of a question; an empty text where there is none."""
    joint = "、" if i18n.language() == "zh-Hans" else ", "
    return joint.join(_word(definition, item, value) for value in values)


def _word(definition: Definition, item: Item, value: Any) -> str:
    if isinstance(value, bool):
        return i18n._("Yes") if value else i18n._("No")
    if item.type in CHOICES:
        return _chosen(definition, item, value)
    if isinstance(value, Mapping) and item.type == "attachment":
        return f"{value.get('title', '')} ({size(as_count(value.get('size')) or 0)})".strip()
    if isinstance(value, Mapping):
        return f"{value.get('value', '')} {_unit_of(definition, item, value)}".strip()
    if isinstance(value, int | float):
        return f"{value} {_unit(definition, item)}".strip()
    if item.type == "date" and periods.is_date(value) and len(value) == 10:
        return i18n.day(date.fromisoformat(value))
    return str(value)


def _unit_of(definition: Definition, item: Item, value: Mapping[str, Any]) -> str:
    """Say the unit of a quantity as the definition says it; another one says itself."""
    known = {measures.key_of(unit): unit for unit in measures.units(definition, item)}
    unit = known.get(measures.key_of(value))
    said = i18n.say(bilingual(unit, "display", definition.language)) if unit else ""
    return said or str(value.get("unit") or "")


def _chosen(definition: Definition, item: Item, value: Any) -> str:
    """Say a choice in the words of its definition; what is not offered there says itself."""
    known = next((option for option in offered(definition, item) if equal(option.value, value)), None)
    if known is None and not isinstance(value, Mapping):
        return str(value)
    return i18n.say(known.words if known else bilingual(value, "display", definition.language))


def _unit(definition: Definition, item: Item) -> str:
    unit = extensions.value(item.source, extensions.UNIT)
    return i18n.say(bilingual(unit, "display", definition.language)) if isinstance(unit, Mapping) else ""


def wrong(form: Definition, item: Item, raw: Sequence[str]) -> tuple[str, int]:
    """Say what is wrong with what stands in a question, empty where nothing is, and with which of several answers.

    A line that names a file is not wrong in itself: then the file is not here.
    """
    issue = enter(form, item, raw).issue
    if issue is not None:
        return in_plain_words(item, issue, raw), issue.at
    lost = i18n._("This file did not arrive. Please choose it again.") if item.type == "attachment" else ""
    return lost, 0


def in_plain_words(item: Item, issue: Issue, raw: Sequence[str]) -> str:
    """Say what is wrong, with which of several answers; to whom a figure fails, what a figure looks like."""
    if issue.at and len(raw) > 1:
        said = _in_plain_words(item, issue, raw[issue.at - 1 : issue.at])
        return i18n._("Answer %(n)s: %(message)s", n=issue.at, message=said)
    return _in_plain_words(item, issue, raw)


def _in_plain_words(item: Item, issue: Issue, raw: Sequence[str]) -> str:
    if item.type == "quantity" and issue.code in ("invalidUnit", "invalidUnitValueSet"):
        return i18n._("Please choose the unit too.")
    if item.type == "quantity" and issue.code == "required":
        return i18n._("Please write the figure before the unit.")
    if issue.code == "maxAttachmentSize":
        return taking(item).too_large
    if issue.code == "invalidAttachmentType":
        return taking(item).other_kind
    if issue.code != "invalidAnswerType":
        return i18n.say(issue.message)
    if item.type == "integer":
        return i18n._(
            "Please write a whole number in digits, for example %(figure)s.", figure=usual.example(item)
        )
    if item.type in ("decimal", "quantity"):
        return i18n._("Please write a number in digits, for example %(figure)s.", figure=usual.example(item))
    if item.type == "date":
        return wrong_part(raw)
    return i18n._("Please choose or write an answer that fits the question.")
