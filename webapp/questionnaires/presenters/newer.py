"""A draft and the version that is published now: how much stays, and what no longer fits, in its old words (Q6)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from webapp.kernel import i18n
from webapp.questionnaires import queries
from webapp.questionnaires.presenters.pages import Line
from webapp.questionnaires.presenters.words import in_words
from webapp.questionnaires.queries import Filling
from webapp.questionnaires.rules.definition import Definition
from webapp.questionnaires.services.migrating import carried


@dataclass(frozen=True, slots=True)
class Newer:
    """What going on in the newer version means."""

    title: Any
    stays: int
    left: list[Line]


def newer(filling: Filling, current_id: str) -> Newer:
    """Show what a draft would hold in the version that is published now."""
    form: Definition = queries.parsed(current_id)
    found = carried(filling, form)
    return Newer(form.title, len(found.answers) + len(found.typed), left_lines(found.left))


def left_lines(left: Iterable[Mapping[str, Any]]) -> list[Line]:
    """Give question and answer of what no longer fits, in the words of its own version."""
    return [_line(queries.parsed(one["definition"]), one["linkId"], one["values"]) for one in left]


def _line(form: Definition, link_id: str, values: list[Any]) -> Line:
    item = form.index[link_id]
    return Line(i18n.say(item.text), in_words(form, item, values))
