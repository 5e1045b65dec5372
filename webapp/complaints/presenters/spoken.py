"""The story of a case in the words that were written: the same for the screen, for paper and for a table."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from webapp.complaints.models import (
    Appeal,
    Case,
    CaseClock,
    CaseEvent,
    Evidence,
    Message,
    Note,
    Respondent,
    Separation,
)
from webapp.complaints.presenters.words import CHANNELS, TOLD, carries_words
from webapp.complaints.rules.entering import Channel
from webapp.complaints.rules.states import Action
from webapp.kernel.i18n import _
from webapp.toolbox.words import Language


@dataclass(frozen=True, slots=True)
class Spoken:
    """One event, what happened in it, and what was written, in a language if that is known."""

    event: CaseEvent
    title: str
    words: str = ""
    language: Language | str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of a case, loaded for its page."""

    events: list[CaseEvent]
    messages: list[Message]
    notes: list[Note]
    evidence: list[Evidence]
    clocks: list[CaseClock]
    appeal: Appeal | None = None
    separations: Mapping[str, Separation] = field(default_factory=dict)  # by respondent id


def spoken(case: Case, respondents: list[Respondent], kept: Kept) -> Iterator[Spoken]:
    """Give the events, oldest first, each with the words that belong to it."""
    events, said = kept.events, iter(kept.messages)
    kept_words = _kept_words(kept)
    stood_by = _stood_by(respondents, events)
    for event in events:
        title = _title(case, event, stood_by=stood_by)
        if event.action == "SUBMIT":
            yield Spoken(event, title, case.story, case.language)
        elif carries_words(event):
            message = next(said, None)
            written = (message.words, message.language) if message else ("", "")
            yield Spoken(event, title, *written)
        else:
            yield Spoken(event, title, *(kept_words(event) or (_about_respondent(respondents, event), "")))


def _stood_by(respondents: list[Respondent], events: list[CaseEvent]) -> bool:
    """Say whether somebody was named when the case was taken up; who is named later stands by from then on."""
    actions = [event.action for event in events]
    taken_up = actions.index(Action.ACCEPT) if Action.ACCEPT in actions else 0
    return len(respondents) > actions[taken_up:].count(Action.NAME_RESPONDENT)


def _title(case: Case, event: CaseEvent, *, stood_by: bool) -> str:
    """Say what happened: of the first words, how they reached us; of taking up, whether it put anybody on standby."""
    if event.action == "SUBMIT" and event.staff_id:
        return str(CHANNELS[Channel(case.channel)])
    if event.action == Action.ACCEPT and not stood_by:
        return _("Taken up")
    return str(TOLD[event.action])


def _kept_words(kept: Kept) -> Callable[[CaseEvent], tuple[str, str] | None]:
    """Give what tells the words of an event that is no message: evidence by its name, whoever appeals in her own."""
    called = {one.id: (one.title, "") for one in kept.evidence if one.title}

    def words(event: CaseEvent) -> tuple[str, str] | None:
        plea = kept.separations.get(event.subject or "")
        if event.action == Action.APPEAL and kept.appeal:
            return kept.appeal.words, kept.appeal.language
        if event.action == Action.OBJECT and plea:
            return plea.objection or "", ""
        if event.action in (Action.UPHOLD_OBJECTION, Action.DISMISS_OBJECTION) and plea:
            return plea.objection_grounds or "", ""
        return called.get(event.subject or "")

    return words


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
