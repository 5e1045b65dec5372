"""A questionnaire being filled: its sections, what is still open, and the response it becomes.

Answers are held flat, linkId → FHIR values; those of questions that are not asked now stay in the draft, so that
switching back restores them (Q3), and never reach the response.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from webapp.questionnaires.rules.definition import CHOICES, VALUE_KEYS, Definition, Item, walk
from webapp.questionnaires.rules.enablement import asked
from webapp.questionnaires.rules.entry import copied, first_issue, key_of, storable

Answers = Mapping[str, Sequence[Any]]

_SECONDS = {
    "boolean": 5,
    "choice": 7,
    "open-choice": 10,
    "integer": 12,
    "decimal": 12,
    "text": 20,
    "string": 15,
}


@dataclass(frozen=True, slots=True)
class Section:
    """One page of a questionnaire: a top-level group, numbered from 1, and its questions, asked or not.

    `shown` is all that stands on it: the group, and around it the top-level texts that ask nothing.
    """

    number: int
    group: Item

    questions: tuple[Item, ...]
    shown: tuple[Item, ...] = ()

    @property
    def inside(self) -> tuple[Item, ...]:
        """What stands under the title, which is the group's own."""
        is_titled = self.group.type == "group"
        parts = (one.items if is_titled and one is self.group else (one,) for one in self.shown)
        return tuple(item for part in parts for item in part)

    @property
    def minutes(self) -> int:
        """About how long it takes, in whole minutes, at least one."""
        return minutes(item for item in self.questions if item.turn is None or item.turn.number == 1)


def minutes(questions: Iterable[Item]) -> int:
    """Give about how long questions take to answer, in whole minutes, at least one."""
    return max(1, round(sum(_SECONDS.get(item.type, 10) for item in questions) / 60))


def unanswered(definition: Definition, answers: Answers) -> list[Item]:
    """Give the questions that are asked now and hold nothing yet, whether they must be answered or not."""
    visible = asked(definition, answers)
    waiting = (item for item in definition.walk() if item.is_question and not (item.hidden or item.read_only))
    return [item for item in waiting if item.link_id in visible and not answers.get(item.link_id)]


@lru_cache(maxsize=64)
def sections(definition: Definition) -> tuple[Section, ...]:
    """Cut a questionnaire into pages: each top-level item that asks something is one.

    What asks nothing stands before the next of them, or behind the last.
    """
    pages: list[Section] = []
    waiting: tuple[Item, ...] = ()
    for item in definition.items:
        waiting = (*waiting, item)
        if not all(question.hidden for question in _questions(item)):
            pages.append(Section(len(pages) + 1, item, _questions(item), waiting))
            waiting = ()
    if pages:
        pages[-1] = replace(pages[-1], shown=pages[-1].shown + waiting)
    return tuple(pages)


def initial_answers(definition: Definition) -> dict[str, list[Any]]:
    """Give the answers that a new draft begins with: what the definition itself fills in and would accept."""
    begun: dict[str, list[Any]] = {}
    for item in definition.walk():
        values = [copied(value) if item.type in CHOICES else value for _, value in item.initial]
        values = values if item.repeats else values[:1]
        if (
            values
            and item.is_question
            and not _is_brought(item)
            and first_issue(definition, item, values) is None
        ):
            begun[item.link_id] = [storable(value) for value in values]
    return begun


def _is_brought(item: Item) -> bool:
    """Tell whether a person brings the answer: a file that a definition shows beforehand is an example."""
    return item.type == "attachment" and not item.read_only


def fixed_answers(definition: Definition) -> dict[str, list[Any]]:
    """Give what the definition itself answers: nobody is asked for it."""
    begun = initial_answers(definition)
    return {i: values for i, values in begun.items() if definition.index[i].read_only}


def open_questions(definition: Definition, answers: Answers) -> list[Item]:
    """Give the questions that are asked and need more answers than they have (Q9).

    Where a group needs an answer and none is in it, that is its first question.
    """
    visible = asked(definition, answers)
    here = [item for item in definition.walk() if item.link_id in visible]
    lacking = {
        item.link_id for item in here if item.is_question and len(answers.get(item.link_id, ())) < item.fewest
    }
    for group in (item for item in here if item.type == "group" and item.required):
        lacking |= _first_of(group, visible, answers)
    return [item for item in here if item.is_question and item.link_id in lacking]


def _first_of(group: Item, visible: set[str], answers: Answers) -> set[str]:
    """Name the first question of a group that a person can answer, unless something in it is answered."""
    questions = [item for item in _questions(group) if item.link_id in visible]
    if any(answers.get(item.link_id) for item in questions if not item.counts):
        return set()
    shown = [item.link_id for item in questions if not (item.hidden or item.read_only)]
    return set(shown[:1])


def respond(definition: Definition, answers: Answers, *, status: str, authored: str) -> dict[str, Any]:
    """Put answers into a QuestionnaireResponse: asked items only, in document order.

    `status` is a FHIR code (`in-progress`, `completed`), `authored` an ISO 8601 moment. Groups that are asked are
    always there, so that validation looks for their required questions.
    """
    visible = asked(definition, answers)
    version = f"|{definition.version}" if definition.version else ""
    return {
        "resourceType": "QuestionnaireResponse",
        "questionnaire": definition.url + version,
        "status": status,
        "authored": authored,
        "item": _respond(definition.items, answers, visible),
    }


def _respond(items: tuple[Item, ...], answers: Answers, visible: set[str]) -> list[dict[str, Any]]:
    made: list[dict[str, Any]] = []
    for item in items:
        if item.link_id not in visible or item.counts:
            continue
        if item.items and item.items[0].counts:
            made += _respond(_turns_with_answers(item, answers, visible), answers, visible)
            continue
        found = _response_item(item, answers, visible)
        made += [found] if found else []
    return made


def _turns_with_answers(group: Item, answers: Answers, visible: set[str]) -> tuple[Item, ...]:
    """Give the repetitions that say something, or would have to."""
    return tuple(
        turn
        for turn in group.items
        if turn.type == "group"
        and any(
            answers.get(item.link_id) or item.required
            for item in walk((turn,))
            if item.link_id in visible and item.is_question
        )
    )


def _response_item(item: Item, answers: Answers, visible: set[str]) -> dict[str, Any] | None:
    if item.type == "group":
        link_id = item.turn.link_id if item.turn else item.link_id
        return {"linkId": link_id, "item": _respond(item.items, answers, visible)}
    values = answers.get(item.link_id, ())
    if item.type not in VALUE_KEYS or not values:
        return None
    given: list[dict[str, Any]] = [{key_of(item, value): value} for value in values]
    below = _respond(item.items, answers, visible)
    if below:
        given[0]["item"] = below
    return {"linkId": item.turn.link_id if item.turn else item.link_id, "answer": given}


def _questions(group: Item) -> tuple[Item, ...]:
    return tuple(item for item in walk((group,)) if item.is_question)
