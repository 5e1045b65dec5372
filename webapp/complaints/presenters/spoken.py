"""The story of a case in the words that were written: the same for the screen, for paper and for a table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from webapp.complaints.models import Case, CaseEvent, Message, Respondent
from webapp.complaints.presenters.words import carries_words
from webapp.complaints.rules.states import Action
from webapp.toolbox.words import Language


@dataclass(frozen=True, slots=True)
class Spoken:
    """One event and what was written in it, in a language if that is known."""

    event: CaseEvent
    words: str = ""
    language: Language | str = ""


def spoken(
    case: Case, respondents: list[Respondent], events: list[CaseEvent], messages: list[Message]
) -> Iterator[Spoken]:
    """Give the events, oldest first, each with the words that belong to it."""
    said = iter(messages)
    for event in events:
        if event.action == "SUBMIT":
            yield Spoken(event, case.story, case.language)
        elif carries_words(event):
            message = next(said, None)
            yield Spoken(event, message.words, message.language) if message else Spoken(event)
        else:
            yield Spoken(event, _about_respondent(respondents, event))


def _about_respondent(respondents: list[Respondent], event: CaseEvent) -> str:
    one = next((row for row in respondents if row.id == event.subject), None)
    if one is None:
        return ""
    words = {
        Action.SERVE.value: one.summary,
        Action.PUT_OFF.value: one.put_off_reason,
        Action.REPLY.value: one.reply,
    }
    return words.get(event.action) or ""
