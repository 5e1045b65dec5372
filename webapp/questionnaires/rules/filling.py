"""A questionnaire being filled: its sections, what is still open, and the response it becomes.

Answers are held flat, linkId → FHIR values; those of questions that are not asked now stay in the draft, so that
switching back restores them (Q3), and never reach the response.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
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
    """One page of a questionnaire: a top-level group, numbered from 1, and its questions, asked or not."""

    number: int
    group: Item

    questions: tuple[Item, ...]

    @property
    def minutes(self) -> int:
        """About how long it takes, in whole minutes, at least one."""
        return minutes(self.questions)


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
    """Cut a questionnaire into pages: each top-level item is one."""
    pages = ((item, _questions(item)) for item in definition.items)
    asking = ((item, questions) for item, questions in pages if questions)
    return tuple(Section(number, *page) for number, page in enumerate(asking, 1))


def initial_answers(definition: Definition) -> dict[str, list[Any]]:
    """Give the answers that a new draft begins with: what the definition itself fills in and would accept."""
    begun: dict[str, list[Any]] = {}
    for item in definition.walk():
        values = [copied(value) if item.type in CHOICES else value for _, value in item.initial]
        if values and item.is_question and first_issue(definition, item, values) is None:
            begun[item.link_id] = [storable(value) for value in (values if item.repeats else values[:1])]
    return begun


def fixed_answers(definition: Definition) -> dict[str, list[Any]]:
    """Give what the definition itself answers: nobody is asked for it."""
    begun = initial_answers(definition)
    return {i: values for i, values in begun.items() if definition.index[i].read_only}


def open_questions(definition: Definition, answers: Answers) -> list[Item]:
    """Give the questions that are asked, required and not answered yet (Q9)."""
    visible = asked(definition, answers)
    return [
        item
        for item in definition.walk()
        if item.is_question and item.required and item.link_id in visible and not answers.get(item.link_id)
    ]


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
    made = (_response_item(item, answers, visible) for item in items if item.link_id in visible)
    return [item for item in made if item is not None]


def _response_item(item: Item, answers: Answers, visible: set[str]) -> dict[str, Any] | None:
    if item.type == "group":
        return {"linkId": item.link_id, "item": _respond(item.items, answers, visible)}
    values = answers.get(item.link_id, ())
    if item.type not in VALUE_KEYS or not values:
        return None
    given: list[dict[str, Any]] = [{key_of(item, value): value} for value in values]
    below = _respond(item.items, answers, visible)
    if below:
        given[0]["item"] = below
    return {"linkId": item.link_id, "answer": given}


def _questions(group: Item) -> tuple[Item, ...]:
    return tuple(item for item in walk((group,)) if item.is_question)
