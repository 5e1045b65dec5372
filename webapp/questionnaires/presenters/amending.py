"""A sent response among its corrections: what came before, what came after, and what differs, in words (Q8)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from webapp.kernel import i18n
from webapp.questionnaires import queries
from webapp.questionnaires.models import Response
from webapp.questionnaires.presenters.words import in_words
from webapp.questionnaires.queries import Sent
from webapp.questionnaires.rules.definition import Definition
from webapp.questionnaires.rules.repeating import answers_in


@dataclass(frozen=True, slots=True)
class Change:
    """One question with its answer before and after, in words; empty where there was none."""

    question: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class History:
    """The response that this one corrects, the one that corrects it, and what this one changed."""

    earlier: Response | None
    later: Response | None
    changes: list[Change]


def history(found: Sent) -> History:
    """Give a response's place in its chain of corrections."""
    row, earlier = found.response, found.earlier
    form = queries.parsed(row.definition_id)
    made = changes(form, earlier.response, row.response) if earlier else []
    return History(earlier, found.later, made)


def changes(form: Definition, before: dict[str, Any], after: dict[str, Any]) -> list[Change]:
    """Give the questions whose answers differ between two responses, in document order."""
    old, new = answers_in(form, before), answers_in(form, after)
    return [
        Change(
            i18n.say(item.told),
            in_words(form, item, old.get(item.link_id, ())),
            in_words(form, item, new.get(item.link_id, ())),
        )
        for item in form.walk()
        if item.is_question and old.get(item.link_id) != new.get(item.link_id)
    ]
