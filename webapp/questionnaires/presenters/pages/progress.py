"""How far one is, what still needs an answer, all answers in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from webapp.kernel import i18n
from webapp.kernel.pages import link
from webapp.questionnaires.presenters.asking import field_name
from webapp.questionnaires.presenters.attached import Attached, attached
from webapp.questionnaires.presenters.doubts import doubts_in_words
from webapp.questionnaires.presenters.words import in_words
from webapp.questionnaires.queries import Filling
from webapp.questionnaires.rules.definition import Definition
from webapp.questionnaires.rules.enablement import asked
from webapp.questionnaires.rules.filling import (
    minutes,
    open_questions,
    sections,
    unanswered,
)
from webapp.toolbox.words import Bilingual


@dataclass(frozen=True, slots=True)
class Line:
    """One question with its answer in words; `href` leads to where it is changed, `doubt` asks if it is meant.

    Files of the answer stand in `files` where they can be opened.
    """

    question: str
    answer: str
    href: str = ""
    doubt: str = ""
    files: Sequence[Attached] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A section in words."""

    title: str
    lines: list[Line]
    href: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """A section in the overview: how many questions are open in it."""

    title: Bilingual
    minutes: int
    open: int
    href: str


@dataclass(frozen=True, slots=True)
class Gap:
    """A section that is not complete: how many questions are open, the first of them, and the way to it."""

    title: Bilingual
    open: int
    question: str
    href: str
    number: int = 0


@dataclass(frozen=True, slots=True)
class Overview:
    """A questionnaire before and between its sections; `minutes`: about how long what is not answered takes."""

    title: Bilingual
    steps: list[Step]
    minutes: int

    @property
    def open(self) -> int:
        """How many questions still need an answer."""
        return sum(step.open for step in self.steps)


def overview(form: Definition, filling: Filling | None) -> Overview:
    """Give the sections of a questionnaire, with what is still open in each once it is begun."""
    answers = filling.answers if filling else {}
    wanted = {item.link_id for item in open_questions(form, answers)}
    steps = [
        Step(
            title=section.group.text,
            minutes=section.minutes,
            open=sum(item.link_id in wanted for item in section.questions),
            href=section_link(filling.code, section.number) if filling else "",
        )
        for section in sections(form)
    ]
    left = minutes(unanswered(form, answers)) if filling else sum(step.minutes for step in steps)
    return Overview(form.title, steps, left)


def is_open(filling: Filling, number: int) -> bool:
    """Tell whether something still needs an answer in a section."""
    return any(gap.number == number for gap in missing(filling))


def missing(filling: Filling, *, checking: bool = False) -> list[Gap]:
    """Give each section in which something still needs an answer, and the first such question.

    `checking`: the way to it comes back to the check of all answers.
    """
    form = filling.definition
    visible = asked(form, filling.answers)
    wanted = {item.link_id for item in open_questions(form, filling.answers)} | (set(filling.typed) & visible)
    found = []
    for section in sections(form):
        lacking = [item for item in section.questions if item.link_id in wanted]
        if lacking:
            href = f"{section_link(filling.code, section.number, checking=checking)}#{field_name(lacking[0])}"
            found.append(
                Gap(section.group.text, len(lacking), i18n.say(lacking[0].told), href, section.number)
            )
    return found


def parts(
    definition: Definition, answers: Mapping[str, Sequence[Any]], code: str = "", folder: str = ""
) -> list[Part]:
    """Give all asked questions with their answers in words; with `code`, links to change them.

    `folder` is where whoever reads this opens its files; without it they are only named.
    """
    visible = asked(definition, answers)
    doubtful = doubts_in_words(definition, answers) if code else {}
    return [
        Part(
            title=i18n.say(section.group.text),
            href=section_link(code, section.number, checking=True) if code else "",
            lines=[
                Line(
                    question=i18n.say(item.told),
                    answer=in_words(definition, item, answers.get(item.link_id, ())),
                    href=f"{section_link(code, section.number)}#{field_name(item)}" if code else "",
                    doubt=doubtful.get(item.link_id, ""),
                    files=attached(answers.get(item.link_id, ()), folder) if folder else (),
                )
                for item in section.questions
                if item.link_id in visible and not item.hidden
            ],
        )
        for section in sections(definition)
    ]


@lru_cache(maxsize=1024)
def section_link(code: str, number: int, *, checking: bool = False) -> str:
    """Give where a section is; `checking`: from there one comes back to the check of all answers."""
    back = {"check": "1"} if checking else {}
    return link("questionnaires.section", code=code, number=number, **back)
