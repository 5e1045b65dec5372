"""A whole questionnaire on one page, as staff write it at the desk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from webapp.kernel import i18n
from webapp.questionnaires import queries
from webapp.questionnaires.presenters.asking import field_name
from webapp.questionnaires.presenters.drawing import draw
from webapp.questionnaires.presenters.words import wrong as said_wrong
from webapp.questionnaires.rules.definition import Definition, Item
from webapp.questionnaires.rules.enablement import asked
from webapp.questionnaires.rules.entry import read
from webapp.questionnaires.rules.filling import sections
from webapp.toolbox.words import Bilingual


@dataclass(frozen=True, slots=True)
class Part:
    """A section with its drawn questions."""

    title: Bilingual
    questions: Markup


@dataclass(frozen=True, slots=True)
class Page:
    """All sections, and what is wrong: (field, sentence)."""

    title: Bilingual
    parts: list[Part]
    errors: list[tuple[str, str]]


def page(
    definition_id: str,
    raw: Mapping[str, Sequence[str]],
    open_ids: Sequence[str] = (),
    more: str = "",
    *,
    folder: str,
    refused: Mapping[str, str] | None = None,
) -> Page:
    """Draw all asked questions with what was typed; `open_ids` are the questions that stand against sending.

    `more` names a field that gets room for one more answer; `folder` is where the files are opened; `refused`: linkId → why a file of its was not taken just now.
    """
    form = queries.parsed(definition_id)
    values, _typed = read(form, raw)
    wrong = {link_id: _wrong(form, form.index[link_id], raw.get(link_id, ())) for link_id in open_ids}
    wrong |= refused or {}
    visible = asked(form, values)
    parts = [
        Part(
            section.group.text,
            draw(
                definition_id,
                section.number,
                visible=visible,
                raw=raw,
                errors=wrong,
                doubts={},
                more=more,
                folder=folder,
                whole=True,
            ),
        )
        for section in sections(form)
    ]
    errors = [(field_name(form.index[i]), f"{i18n.say(form.index[i].told)} {wrong[i]}") for i in wrong]
    return Page(form.title, parts, errors)


def _wrong(form: Definition, item: Item, raw: Sequence[str]) -> str:
    return (said_wrong(form, item, raw)[0] if raw else "") or i18n._("Please answer this question.")
