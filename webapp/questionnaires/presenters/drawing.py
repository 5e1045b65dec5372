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
from webapp.questionnaires.presenters import attached, days, rows
from webapp.questionnaires.presenters.asking import Question, field_name, question
from webapp.questionnaires.rules import repeating
from webapp.questionnaires.rules.attachments import FOLDER
from webapp.questionnaires.rules.definition import Definition, Item
from webapp.questionnaires.rules.filling import sections
from webapp.toolbox.words import Language

_VALUE = "\ue000"  # private-use letters that no text holds
_CHOICE = re.compile('value="\ue001([0-9]+)\ue001"')
_BOX = Markup('<div data-ask="%s" data-field="%s">%s</div>')


@dataclass(frozen=True, slots=True)
class Piece:
    """One drawn thing of a section: `cuts` are its HTML between the places for values, `keys` the choices.

    A question in `rows` has as many fields as answers: it is drawn afresh.
    """

    item: Item
    cuts: tuple[str, ...]
    keys: tuple[str, ...] = ()
    rows: Question | None = None

    def filled(self, raw: Sequence[str], folder: str = FOLDER) -> str:
        """Give the HTML with the values in it: choices ticked, files listed, or the text in its field."""
        if self.item.type == "attachment":
            return str(_files(self.item, raw, folder)).join(self.cuts)
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


def draw(
    definition_id: str,
    number: int,
    *,
    visible: set[str],
    raw: Mapping[str, Sequence[str]],
    errors: Mapping[str, str],
    doubts: Mapping[str, str],
    more: str = "",
    folder: str = FOLDER,
    whole: bool = False,
) -> Markup:
    """Draw the asked questions of a section with what is in them; `more` names a field that gets one more row.

    `folder` is where files are opened. `whole`: the form is all there is, so it also says how often its groups are
    repeated.
    """
    language = i18n.language()
    drawn = []
    for piece in _pieces(definition_id, number, language):
        link_id = piece.item.link_id
        if link_id not in visible or (piece.item.hidden and not whole):
            continue
        held = raw.get(link_id, ())
        if link_id in errors or link_id in doubts or (piece.rows and piece.rows.field == more):
            asked = question(queries.parsed(definition_id), piece.item, language)
            held = _standing(asked, piece.item, held, more=asked.field == more, folder=folder)
            drawn.append(_from_macro(asked, held, errors.get(link_id, ""), doubt=doubts.get(link_id, "")))
        else:
            drawn.append(piece.filled(held, folder))
    return Markup("".join(drawn))  # noqa: S704 - our own templates, values escaped


def boxed(
    definition_id: str,
    number: int,
    *,
    raw: Mapping[str, Sequence[str]],
    errors: Mapping[str, str],
    more: str = "",
    folder: str = FOLDER,
) -> Markup:
    """Draw all questions of a section, asked now or not, each in a box that says which one it is."""
    language = i18n.language()
    form = queries.parsed(definition_id)
    drawn = []
    for piece in _pieces(definition_id, number, language):
        link_id = piece.item.link_id
        if repeating.is_beyond(form, piece.item, raw):
            continue
        html = piece.filled(raw.get(link_id, ()), folder)
        if link_id in errors or (piece.rows and piece.rows.field == more):
            asked = question(queries.parsed(definition_id), piece.item, language)
            held = _standing(asked, piece.item, raw.get(link_id, ()), more=asked.field == more, folder=folder)
            html = _from_macro(asked, held, errors.get(link_id, ""))
        drawn.append(_BOX % (link_id, field_name(piece.item), Markup(html)))  # noqa: S704 - our own templates
    return Markup("").join(drawn)


def _standing(
    asked: Question, item: Item, raw: Sequence[str], *, more: bool = False, folder: str = FOLDER
) -> Sequence[Any]:
    """Give what stands in each field of a question."""
    if asked.kind == "files":
        return (_files(item, raw, folder),)
    if asked.kind == "rows":
        return rows.standing(item, [key for key, _ in asked.units], raw, more=more)
    return days.standing(item, raw) if asked.kind == "day" else raw


def _files(item: Item, raw: Sequence[str], folder: str) -> Markup:
    """Draw the files that a question holds."""
    filed = _macro("filed", "components/files.html")
    return Markup("\n").join(filed(field_name(item), row) for row in attached.standing(raw, folder))


def blank(definition_id: str, number: int, language: Language) -> list[dict[str, str]]:
    """Give all pieces of a section without answers: linkId, field name, HTML."""
    return [
        {"linkId": piece.item.link_id, "field": field_name(piece.item), "html": piece.filled(())}
        for piece in _pieces(definition_id, number, language)
        if not piece.item.hidden
    ]


def preview(definition: Definition, number: int, language: Language) -> Markup:
    """Draw a section blank, all its questions; nothing is kept, because a draft of the catalogue may still change."""
    inside = sections(definition)[number - 1].inside
    drawn = (piece.filled(()) for piece in _prepare(definition, inside, language))
    return Markup("".join(drawn))  # noqa: S704 - our own templates, values escaped


@lru_cache(maxsize=512)
def _pieces(definition_id: str, number: int, language: Language) -> tuple[Piece, ...]:
    form = queries.parsed(definition_id)
    return tuple(_prepare(form, sections(form)[number - 1].inside, language))


def _prepare(form: Definition, items: tuple[Item, ...], language: Language) -> list[Piece]:
    found: list[Piece] = []
    for item in items:
        if item.counts:
            found.append(_turning(item, language))
        if item.counts or item.hidden or item.is_help:
            continue
        if item.is_question:
            found.append(_cut(item, question(form, item, language)))
        else:
            found.append(Piece(item, (str(_between(item, language)),)))
        found += _prepare(form, item.items, language)
    return found


def _between(item: Item, language: Language) -> Any:
    """Draw what stands between questions: a heading, the head of a repetition, a text."""
    words, turn = item.text.in_language(language), item.turn
    if turn and turn.link_id == turn.group:
        return _turns("turn")(words, field_name(item), repeating.counter(turn.group), turn.number)
    return _macro("heading" if item.type == "group" else "words")(words, field_name(item))


def _turning(item: Item, language: Language) -> Piece:
    """Draw the counter of a group's repetitions, or the button that adds one."""
    if item.hidden:
        return Piece(item, tuple(str(_turns("counter")(field_name(item), _VALUE)).split(_VALUE)))
    words, counter = item.text.in_language(language), repeating.counter(item.counts)
    return Piece(item, (str(_turns("more")(words, field_name(item), counter)),))


def _turns(name: str) -> Any:
    return getattr(current_app.jinja_env.get_template("questionnaires/_turns.html").module, name)


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


def _macro(name: str, template: str = "questionnaires/_question.html") -> Any:
    return getattr(current_app.jinja_env.get_template(template).module, name)
