"""A section's questions as HTML, drawn by the templates once per definition and language, then only filled in.

A page of thirty questions drawn from macros each time costs ten times what the rest of the page costs. So each
question is drawn once with marks where its values go, cut at the marks and kept; filling joins the pieces. A
question with an error is rare and drawn afresh.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from flask import current_app
from markupsafe import Markup, escape

from webapp.kernel import i18n
from webapp.questionnaires import queries
from webapp.questionnaires.presenters import days, rows
from webapp.questionnaires.rules import extensions
from webapp.questionnaires.rules.definition import CHOICES, Definition, Item, plain_word
from webapp.questionnaires.rules.entry import offered
from webapp.questionnaires.rules.filling import sections
from webapp.questionnaires.rules.numbers import as_decimal
from webapp.toolbox.words import Bilingual, Language

_VALUE = "\ue000"  # private-use letters that no text holds
_CHOICE = re.compile('value="\ue001([0-9]+)\ue001"')
_BOX = Markup('<div data-ask="%s" data-field="%s">%s</div>')
_OPTIONAL = Markup('%s <span class="u">%s</span>')
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


@dataclass(frozen=True, slots=True)
class Piece:
    """One drawn thing of a section: `cuts` are its HTML between the places for values, `keys` the choices.

    A question in `rows` has as many fields as answers: it is drawn afresh.
    """

    item: Item
    cuts: tuple[str, ...]
    keys: tuple[str, ...] = ()
    rows: Question | None = None

    def filled(self, raw: Sequence[str]) -> str:
        """Give the HTML with the values in it: choices ticked, or the text in its field."""
        if self.rows:
            return _from_macro(self.rows, _standing(self.rows, self.item, raw), "")
        if self.keys:
            own = next((one for one in raw if one not in self.keys), "")
            marks = (" checked" if key in raw or (own and not key) else "" for key in self.keys)
            html = "".join(part for pair in zip(self.cuts, marks, strict=False) for part in pair)
            return (html + self.cuts[-1]).replace(_VALUE, str(escape(own)))
        if self.item.type == "date":
            fields = (*map(escape, days.standing(self.item, raw)), "")
            return "".join(part for pair in zip(self.cuts, fields, strict=False) for part in pair)
        return str(escape(raw[0]) if raw else "").join(self.cuts)


def field_name(item: Item) -> str:
    """Give the name and id of a question's field: `q-LINKID`, or its place where the id is unusual."""
    return f"q-{item.link_id if _PLAIN_ID.fullmatch(item.link_id) else f'at-{item.order}'}"


def row_name(item: Item, at: int) -> str:
    """Give the id of the field of one of several answers, from 1."""
    return f"{field_name(item)}-{at}" if at > 1 else field_name(item)


def draw(
    definition_id: str,
    number: int,
    *,
    visible: set[str],
    raw: Mapping[str, Sequence[str]],
    errors: Mapping[str, str],
    doubts: Mapping[str, str],
    more: str = "",
) -> Markup:
    """Draw the asked questions of a section with what is in them; `more` names a field that gets one more row."""
    language = i18n.language()
    drawn = []
    for piece in _pieces(definition_id, number, language):
        link_id = piece.item.link_id
        if link_id not in visible:
            continue
        held = raw.get(link_id, ())
        if link_id in errors or link_id in doubts or (piece.rows and piece.rows.field == more):
            asked = question(queries.parsed(definition_id), piece.item, language)
            held = _standing(asked, piece.item, held, more=asked.field == more)
            drawn.append(_from_macro(asked, held, errors.get(link_id, ""), doubt=doubts.get(link_id, "")))
        else:
            drawn.append(piece.filled(held))
    return Markup("".join(drawn))  # noqa: S704 - our own templates, values escaped


def boxed(
    definition_id: str,
    number: int,
    *,
    raw: Mapping[str, Sequence[str]],
    errors: Mapping[str, str],
    more: str = "",
) -> Markup:
    """Draw all questions of a section, asked now or not, each in a box that says which one it is."""
    language = i18n.language()
    drawn = []
    for piece in _pieces(definition_id, number, language):
        link_id = piece.item.link_id
        html = piece.filled(raw.get(link_id, ()))
        if link_id in errors or (piece.rows and piece.rows.field == more):
            asked = question(queries.parsed(definition_id), piece.item, language)
            held = _standing(asked, piece.item, raw.get(link_id, ()), more=asked.field == more)
            html = _from_macro(asked, held, errors.get(link_id, ""))
        drawn.append(_BOX % (link_id, field_name(piece.item), Markup(html)))  # noqa: S704 - our own templates
    return Markup("").join(drawn)


def _standing(asked: Question, item: Item, raw: Sequence[str], *, more: bool = False) -> Sequence[Any]:
    """Give what stands in each field of a question."""
    if asked.kind == "rows":
        return rows.standing(item, [key for key, _ in asked.units], raw, more=more)
    return days.standing(item, raw) if asked.kind == "day" else raw


def blank(definition_id: str, number: int, language: Language) -> list[dict[str, str]]:
    """Give all pieces of a section without answers: linkId, field name, HTML."""
    return [
        {"linkId": piece.item.link_id, "field": field_name(piece.item), "html": piece.filled(())}
        for piece in _pieces(definition_id, number, language)
    ]


def preview(definition: Definition, number: int, language: Language) -> Markup:
    """Draw a section blank, all its questions; nothing is kept, because a draft of the catalogue may still change."""
    inside = sections(definition)[number - 1].inside
    drawn = (piece.filled(()) for piece in _prepare(definition, inside, language))
    return Markup("".join(drawn))  # noqa: S704 - our own templates, values escaped


def question(definition: Definition, item: Item, language: Language) -> Question:
    """Give a question's words and limits in one language."""
    label = item.text.in_language(language)
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
    from webapp.questionnaires.rules.texts import bilingual

    return bilingual(unit, "display", language) if isinstance(unit, Mapping) else Bilingual("", "")


@lru_cache(maxsize=512)
def _pieces(definition_id: str, number: int, language: Language) -> tuple[Piece, ...]:
    form = queries.parsed(definition_id)
    return tuple(_prepare(form, sections(form)[number - 1].inside, language))


def _prepare(form: Definition, items: tuple[Item, ...], language: Language) -> list[Piece]:
    found: list[Piece] = []
    for item in items:
        if item.hidden or item.is_help:
            continue
        if item.is_question:
            found.append(_cut(item, question(form, item, language)))
        else:
            words = item.text.in_language(language)
            drawn = _macro("heading" if item.type == "group" else "words")(words, field_name(item))
            found.append(Piece(item, (str(drawn),)))
        found += _prepare(form, item.items, language)
    return found


def _cut(item: Item, asked: Question) -> Piece:
    """Draw a question with marks and cut it at them."""
    if asked.kind == "rows":
        return Piece(item, (), rows=asked)
    if asked.kind == "day":
        marks = (_VALUE,) * (len(asked.parts) + asked.noted)
        return Piece(item, tuple(_from_macro(asked, marks, "").split(_VALUE)))
    if asked.kind != "picks":
        return Piece(item, tuple(_from_macro(asked, (_VALUE,), "").split(_VALUE)))
    keys = tuple(key for key, _ in asked.choices)
    marked = tuple((f"\ue001{place}\ue001", words) for place, (_, words) in enumerate(asked.choices))
    parts = _CHOICE.split(_from_macro(asked, (), "", choices=marked, own=_VALUE))
    cuts = [parts[0]]
    for place, after in zip(parts[1::2], parts[2::2], strict=True):
        cuts[-1] += f'value="{escape(keys[int(place)])}"'
        cuts.append(after)
    return Piece(item, tuple(cuts), keys)


def _from_macro(asked: Question, raw: Sequence[str], error: str, **more: Any) -> str:
    return str(_macro("question")(asked, list(raw), error, **more))


def _macro(name: str) -> Any:
    return getattr(current_app.jinja_env.get_template("questionnaires/_question.html").module, name)
