"""Doubts about answers and questions to clients, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from webapp.clients.queries import Client
from webapp.kernel import clock, i18n
from webapp.kernel.i18n import lazy
from webapp.kernel.pages import link
from webapp.questionnaires import queries
from webapp.questionnaires.models import FieldQuery, QualityRemark, Response
from webapp.questionnaires.presenters.asking import field_name
from webapp.questionnaires.presenters.words import in_words
from webapp.questionnaires.queries import Filling
from webapp.questionnaires.rules import quality
from webapp.questionnaires.rules.enablement import asked
from webapp.questionnaires.rules.quality import Remark
from webapp.questionnaires.rules.repeating import answers_in
from webapp.toolbox.words import Bilingual

_STATES = {
    "OPEN": ("watch", lazy("waits for the client")),
    "ANSWERED": ("act", lazy("answered, please look")),
    "CLOSED": ("good", lazy("closed")),
}


@dataclass(frozen=True, slots=True)
class Doubted:
    """One remark: whose, on which question, why, since how many days."""

    id: str
    client: str
    title: str
    question: str
    sentence: str
    days: int
    href: str
    link_id: str


@dataclass(frozen=True, slots=True)
class Asked:
    """One question to a client."""

    id: str
    question: str
    tone: str
    state: str


def doubted(
    found: Iterable[tuple[QualityRemark, str]], names: Mapping[str, Bilingual], today: date
) -> list[Doubted]:
    """Give a line for each (remark, definition id)."""
    return [_doubted(row, definition_id, names, today) for row, definition_id in found]


def _doubted(row: QualityRemark, definition_id: str, names: Mapping[str, Bilingual], today: date) -> Doubted:
    form = queries.parsed(definition_id)
    href = link("questionnaires_desk.client_answers", client_id=row.client_id, response_id=row.response_id)
    return Doubted(
        id=row.id,
        client=i18n.say(names[row.client_id]) if row.client_id in names else "",
        title=i18n.say(form.title),
        question=question(definition_id, row.link_id),
        sentence=i18n.say(Remark(row.rule, row.link_id, row.figures).sentence),
        days=(today - row.found_at.date()).days,
        href=href,
        link_id=row.link_id,
    )


def before_sending(filling: Filling, client: Client) -> list[tuple[str, str, str]]:
    """Give (field, question, doubt) for what the rules would remark on a paper form; what is open is told apart."""
    form = filling.definition
    found = quality.remarks(form, filling.answers, queries.known_of(client, form))
    return [
        (field_name(form.index[one.link_id]), i18n.say(form.index[one.link_id].told), i18n.say(one.sentence))
        for one in found
        if one.rule != "blank" and one.link_id in form.index
    ]


def question(definition_id: str, link_id: str) -> str:
    """Say a question; one that the definition does not have is named by its linkId, the whole score by its word."""
    item = queries.parsed(definition_id).index.get(link_id)
    return i18n.say(item.told) if item is not None else link_id or i18n._("Score")


def answer(row: Response, link_id: str) -> str:
    """Say what was answered."""
    form = queries.parsed(row.definition_id)
    item = form.index.get(link_id)
    values = answers_in(form, row.response).get(link_id, [])
    return in_words(form, item, values) if item is not None else ""


def questions(row: Response) -> list[tuple[str, str]]:
    """List (linkId, words) of the questions that were asked, for choosing one."""
    form = queries.parsed(row.definition_id)
    visible = asked(form, answers_in(form, row.response))
    items = (item for item in form.walk() if item.is_question and not item.hidden)
    return [(item.link_id, i18n.say(item.told)) for item in items if item.link_id in visible]


def asked_of(found: Iterable[FieldQuery], definition_id: str) -> list[Asked]:
    """Give a line for each question to a client."""
    return [Asked(one.id, question(definition_id, one.link_id), *state(one.status)) for one in found]


def state(status: str) -> tuple[str, str]:
    """Give tone and words of a query's state."""
    tone, words = _STATES[status]
    return tone, str(words)


def follow_up(row: Response) -> dict[str, Any]:
    """Give what the page of a sent response says about doubts and questions."""
    pairs = [(one, row.definition_id) for one in queries.remarks_on(row.id)]
    return {
        "doubts": doubted(pairs, {}, clock.today()),
        "field_queries": asked_of(queries.field_queries_on(row.id), row.definition_id),
    }
