"""A question as its macro wants it: words and limits in one language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from webapp.kernel import i18n
from webapp.questionnaires.presenters import days, rows
from webapp.questionnaires.presenters.attached import Taking, taking
from webapp.questionnaires.rules import extensions
from webapp.questionnaires.rules.definition import CHOICES, Definition, Item, plain_word
from webapp.questionnaires.rules.entry import offered
from webapp.questionnaires.rules.numbers import as_decimal
from webapp.questionnaires.rules.texts import bilingual
from webapp.toolbox.words import Bilingual, Language

_OPTIONAL = Markup('%s <span class="u">%s</span>')
_IN_TURN = Markup('<span class="vh">%s </span>%s')
_PLAIN_ID = re.compile(r"[A-Za-z0-9_-]{1,48}")


@dataclass(frozen=True, slots=True)
class Question:
    """A question as its macro wants it; `own` asks for an answer beside the choices, in one's own words.

    Drawn in rows, each answer stands in a `control`, with `units` to choose from; `limits` says how many there may be.
    """

    field: str
    kind: str
    label: str
    hint: str
    choices: tuple[tuple[str, str], ...]
    many: bool
    unit: str
    least: str | None
    most: str | None
    step: int
    mode: str
    limit: int | None
    parts: tuple[tuple[str, str], ...] = ()
    noted: bool = False
    own: str = ""
    control: str = ""
    units: tuple[tuple[str, str], ...] = ()
    limits: str = ""
    most_answers: int = 1
    takes: Taking | None = None


def field_name(item: Item) -> str:
    """Give the name and id of a question's field: `q-LINKID`, or its place where the id is unusual."""
    return f"q-{item.link_id if _PLAIN_ID.fullmatch(item.link_id) else f'at-{item.order}'}"


def row_name(item: Item, at: int) -> str:
    """Give the id of the field of one of several answers, from 1."""
    return f"{field_name(item)}-{at}" if at > 1 else field_name(item)


def question(definition: Definition, item: Item, language: Language) -> Question:
    """Give a question's words and limits in one language."""
    label = item.text.in_language(language)
    if item.turn:
        label = _IN_TURN % (item.turn.words.in_language(language), label)
    unit = extensions.value(item.source, extensions.UNIT) or extensions.value(
        item.source, extensions.UNIT_OPTION
    )
    return Question(
        field=field_name(item),
        kind=_kind(item),
        label=label if item.fewest else _OPTIONAL % (label, i18n._("optional")),
        hint=" ".join(child.text.in_language(language) for child in item.items if child.is_help),
        choices=_choices(definition, item, language),
        many=item.repeats,
        unit=_unit_words(unit, definition.language).in_language(language),
        least=plain_word(extensions.value(item.source, extensions.MIN_VALUE)) or None,
        most=plain_word(extensions.value(item.source, extensions.MAX_VALUE)) or None,
        step=extensions.whole(item.source, extensions.STEP) or 1,
        mode=_keys(item),
        limit=item.max_length,
        parts=days.fields(item) if item.type == "date" else (),
        noted=days.is_birthday(item),
        own=i18n._("In your own words") if item.type == "open-choice" else "",
        control=_control(item),
        units=rows.units(definition, item, language),
        limits=rows.limits(item),
        most_answers=rows.most(item),
        takes=taking(item) if item.type == "attachment" else None,
    )


def _keys(item: Item) -> str:
    """Name the keys that a phone shows for a figure; only the whole keyboard has a minus on every phone."""
    least = as_decimal(extensions.value(item.source, extensions.MIN_VALUE))
    if least is not None and least < 0:
        return "text"
    return "numeric" if item.type == "integer" else "decimal"


def _kind(item: Item) -> str:
    if item.options or item.type in ("boolean", *CHOICES):
        return "picks"
    if item.type == "attachment":
        return "files"
    return "rows" if rows.stands_in_rows(item) else _control(item)


def _control(item: Item) -> str:
    """Name what an answer stands in."""
    if item.type in ("integer", "decimal", "quantity"):
        return "stepper"
    return {"text": "textarea", "date": "day", "time": "time"}.get(item.type, "text")


def _choices(definition: Definition, item: Item, language: Language) -> tuple[tuple[str, str], ...]:
    if item.type == "boolean":
        return ("true", i18n._("Yes")), ("false", i18n._("No"))
    listed = tuple((option.key, option.words.in_language(language)) for option in offered(definition, item))
    takes_one_own = item.type == "open-choice" and not item.repeats
    return (*listed, ("", i18n._("Another answer"))) if takes_one_own else listed


def _unit_words(unit: Any, language: str) -> Bilingual:
    return bilingual(unit, "display", language) if isinstance(unit, Mapping) else Bilingual("", "")
