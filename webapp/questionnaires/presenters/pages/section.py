"""One section to fill."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from webapp.kernel import i18n, ids
from webapp.kernel.pages import link
from webapp.questionnaires.presenters.asking import field_name, row_name
from webapp.questionnaires.presenters.doubts import doubts_in_words
from webapp.questionnaires.presenters.drawing import draw
from webapp.questionnaires.presenters.packing import about_section
from webapp.questionnaires.presenters.pages.progress import Gap, missing, section_link
from webapp.questionnaires.presenters.words import in_words, wrong
from webapp.questionnaires.queries import Filling
from webapp.questionnaires.rules import repeating
from webapp.questionnaires.rules.definition import Definition, Item
from webapp.questionnaires.rules.enablement import asked
from webapp.questionnaires.rules.entry import shown
from webapp.questionnaires.rules.fields import Press
from webapp.questionnaires.rules.filling import (
    Answers,
    Section,
    sections,
)
from webapp.toolbox.words import Bilingual


@dataclass(frozen=True, slots=True)
class SectionPage:
    """One section to fill."""

    filling: Filling
    section: Section
    total: int
    following: Bilingual | None
    questions: Markup
    errors: list[tuple[str, str]]
    choices: list[tuple[str, str, str]]
    token: str
    takes_files: bool = False
    left: Gap | None = None
    checking: bool = False

    @property
    def number(self) -> int:
        """The section's number, from 1."""
        return self.section.number

    @property
    def href(self) -> str:
        """Where the section is, and where its form goes."""
        return section_link(self.filling.code, self.number)

    @property
    def about(self) -> dict[str, str | None]:
        """What the page's script must know."""
        return about_section(self.filling, self.section, self.total, checking=self.checking)

    @property
    def back(self) -> str:
        """The section before it; from the first one, the overview."""
        if self.number == 1:
            return link("questionnaires.start", code=self.filling.code)
        return section_link(self.filling.code, self.number - 1)


def section_page(
    filling: Filling,
    number: int,
    *,
    token: str = "",
    left: int = 0,
    checking: bool = False,
    refused: Mapping[str, str] | None = None,
    more: str = "",
) -> SectionPage | None:
    """Give the page of a section, or None where the questionnaire has no such section.

    `left` is the section one comes from: what is still open there is told, softly. `checking`: one comes from the
    check of all answers and goes back to it. `more` names a field that gets room for one more answer; `refused`:
    linkId → why a file of its was not taken just now.
    """
    form = filling.definition
    cut = sections(form)
    if not 1 <= number <= len(cut):
        return None
    visible = asked(form, filling.answers)
    wrong = _wrong(filling, cut[number - 1], visible, refused or {})
    raw = _raw(filling, cut[number - 1])
    return SectionPage(
        filling=filling,
        section=cut[number - 1],
        total=len(cut),
        following=cut[number].group.text if number < len(cut) else None,
        questions=draw(
            filling.definition_id,
            number,
            visible=visible,
            raw=raw,
            errors={item.link_id: message for item, message, _ in wrong},
            doubts=doubts_in_words(form, {i: filling.answers[i] for i in raw if i in filling.answers}),
            more=more,
        ),
        errors=[(row_name(item, at), f"{i18n.say(item.told)} {message}") for item, message, at in wrong],
        choices=differences(filling),
        token=token or ids.new_id(),
        takes_files=any(item.type == "attachment" for item in cut[number - 1].questions),
        left=next((gap for gap in missing(filling) if gap.number == left), None) if left else None,
        checking=checking,
    )


def _raw(filling: Filling, section: Section) -> dict[str, Sequence[str]]:
    """Give what stands in each field of a section: what was typed, else the stored answer."""
    answers, typed = filling.answers, filling.typed
    asked_here = ((item.link_id, item) for item in section.questions)
    return {
        i: typed.get(i) or shown(answers[i], item) for i, item in asked_here if i in answers or i in typed
    }


def _wrong(
    filling: Filling, section: Section, visible: set[str], refused: Mapping[str, str]
) -> list[tuple[Item, str, int]]:
    """Give each question whose entry cannot be taken: what is wrong, and with which of several answers."""
    found: list[tuple[Item, str, int]] = []
    if not filling.typed and not refused:
        return found
    for item in section.questions:
        typed = filling.typed.get(item.link_id) if item.link_id in visible else None
        message, at = wrong(filling.definition, item, typed) if typed else ("", 0)
        message = refused.get(item.link_id, message)
        if message:
            found.append((item, message, at))
    return found


def differences(filling: Filling) -> list[tuple[str, str, str]]:
    """Give question, answer kept here, answer from the other device, for each that differs (Q1).

    What could not be read stands there as it was typed.
    """
    form = filling.definition
    known = (form.index[link_id] for link_id in filling.parked if link_id in form.index)
    asked_twice = sorted(known, key=lambda item: item.order)
    return [
        (
            i18n.say(item.told),
            _held(form, item, filling.answers, filling.typed),
            _held(form, item, filling.parked, filling.parked_typed),
        )
        for item in asked_twice
    ]


def _held(form: Definition, item: Item, answers: Answers, typed: Mapping[str, Sequence[str]]) -> str:
    return " ".join(typed.get(item.link_id, ())) or in_words(form, item, answers.get(item.link_id, ()))


def row_of(filling: Filling, press: Press) -> str:
    """Give the id of the field to go on with: the new one, else the one before what was taken away."""
    form = filling.definition
    counter = form.index.get(press.field)
    if counter is not None and counter.counts:
        last = repeating.count(form, counter.counts, filling.answers)
        turn = form.index.get(repeating.copy_id(counter.counts, press.at - 1 if press.at else last))
        return field_name(turn) if turn else ""
    item = next((one for one in form.index.values() if field_name(one) == press.field), None)
    if item is None:
        return ""
    held = filling.typed.get(item.link_id) or filling.answers.get(item.link_id) or ()
    return row_name(item, press.at - 1 if press.at else len(held) + 1)
