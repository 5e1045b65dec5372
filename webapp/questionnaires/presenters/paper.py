"""A whole questionnaire on one page, for hands that type a paper form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from webapp.kernel import i18n, ids
from webapp.questionnaires.presenters.asking import field_name
from webapp.questionnaires.presenters.attached import folder_of
from webapp.questionnaires.presenters.drawing import boxed
from webapp.questionnaires.presenters.words import wrong
from webapp.questionnaires.queries import Filling
from webapp.questionnaires.rules.definition import Item
from webapp.questionnaires.rules.enablement import asked
from webapp.questionnaires.rules.entry import shown
from webapp.questionnaires.rules.filling import open_questions, sections


@dataclass(frozen=True, slots=True)
class PaperPart:
    """A section of the page."""

    title: str
    anchor: str
    questions: Markup


@dataclass(frozen=True, slots=True)
class Paper:
    """The page: its sections, what cannot be read, and what is still open, as (field, sentence)."""

    filling: Filling
    parts: list[PaperPart]
    errors: list[tuple[str, str]]
    open: list[tuple[str, str]]
    token: str


def paper(
    filling: Filling, *, token: str = "", more: str = "", refused: Mapping[str, str] | None = None
) -> Paper:
    """Give the page with what is in it so far; `more` names a field that gets room for one more answer.

    `refused`: linkId → why a file of its was not taken just now.
    """
    form = filling.definition
    raw = _raw(filling)
    errors = _errors(filling, refused or {})
    parts = [
        PaperPart(
            i18n.say(section.group.text),
            f"part-{section.number}",
            boxed(
                filling.definition_id,
                section.number,
                raw=raw,
                errors=errors,
                more=more,
                folder=folder_of(filling.client_id),
            ),
        )
        for section in sections(form)
    ]
    return Paper(
        filling=filling,
        parts=parts,
        errors=[_line(form.index[link_id], message) for link_id, message in errors.items()],
        open=[_line(item) for item in open_questions(form, filling.answers)],
        token=token or ids.new_id(),
    )


def _raw(filling: Filling) -> Mapping[str, Sequence[str]]:
    index = filling.definition.index
    stored = {link_id: shown(values, index.get(link_id)) for link_id, values in filling.answers.items()}
    return stored | {link_id: tuple(held) for link_id, held in filling.typed.items()}


def _errors(filling: Filling, refused: Mapping[str, str]) -> dict[str, str]:
    """Say what is wrong with each entry that could not be taken, in the order of the page.

    What is not asked any more is wrong no more (Q3): the script hides it, and it is not sent.
    """
    form = filling.definition
    visible = asked(form, filling.answers) if filling.typed else set()
    found: dict[str, str] = {}
    for item in form.walk():
        held = filling.typed.get(item.link_id) if item.link_id in visible else None
        message = refused.get(item.link_id) or (wrong(form, item, held)[0] if held else "")
        if message:
            found[item.link_id] = message
    return found


def _line(item: Item, message: str = "") -> tuple[str, str]:
    return field_name(item), f"{i18n.say(item.told)} {message}".strip()
