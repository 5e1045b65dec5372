"""A case on the desk: its story, its people, its evidence, and what may be done now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from webapp.complaints.models import Case, Evidence, Respondent
from webapp.complaints.presenters.client import Line
from webapp.complaints.presenters.files import size_words
from webapp.complaints.presenters.spoken import Kept, Spoken, spoken
from webapp.complaints.presenters.timing import days_left_words
from webapp.complaints.presenters.words import (
    MEASURES,
    OUTCOMES,
    SEVERITIES,
    STATES,
    first_words,
)
from webapp.complaints.queries import MOST_COUNTED, Dossier, Listed, Queue
from webapp.complaints.rules import clocks
from webapp.complaints.rules.evidence import Visibility
from webapp.complaints.rules.outcomes import Measure, Outcome, Severity
from webapp.complaints.rules.states import ANSWERED, ENDED, State
from webapp.kernel import clock
from webapp.kernel.i18n import _, day, lazy, moment, say, typed
from webapp.kernel.pages import link
from webapp.toolbox.calendar import WorkingDays

_QUEUES = {
    Queue.MINE: lazy("Mine"),
    Queue.UNASSIGNED: lazy("To take"),
    Queue.REVIEW: lazy("To check"),
    Queue.BREACHED: lazy("Late"),
    Queue.APPEALS: lazy("Under appeal"),
    Queue.CLOSED: lazy("Closed"),
}


def filters(which: Queue, sizes: Mapping[Queue, int]) -> list[tuple[str, str, bool]]:
    """Give the views of the queue with their counts (components/filters.html)."""
    return [
        (
            f"{words} {_counted(sizes[one])}" if sizes.get(one) else str(words),
            link("complaints_desk.queue", view=one.value),
            one is which,
        )
        for one, words in _QUEUES.items()
    ]


def _counted(number: int) -> str:
    return str(number) if number < MOST_COUNTED else f"{MOST_COUNTED - 1}+"


@dataclass(frozen=True, slots=True)
class QueueItem:
    """One line of the work list (components/queue.html)."""

    title: Markup
    href: str
    tone: str
    left: str
    number: str
    state: str
    current: bool


def queue_items(
    cases: list[Listed], *, which: Queue, today: date, calendar: WorkingDays, current: str = ""
) -> list[QueueItem]:
    """Give the work list, least time left first, with the clock in words."""
    return [_queue_item(case, which, today, calendar, current) for case in cases]


def _queue_item(case: Listed, which: Queue, today: date, calendar: WorkingDays, current: str) -> QueueItem:
    state = State(case.state)
    tone, words = _time_left(case, state, today, calendar)
    return QueueItem(
        title=first_words(case.story, case.language),
        href=link("complaints_desk.dossier", case_id=case.id, view=which.value),
        tone=tone,
        left=words,
        number=case.number,
        state=str(STATES[state]),
        current=case.id == current,
    )


def _time_left(case: Listed, state: State, today: date, calendar: WorkingDays) -> tuple[str, str]:
    """Give tone and words of what runs; of a case that has ended, on which day, in no tone."""
    if state in ENDED:
        return "", day(clock.local(case.closed_at).date(), "short") if case.closed_at else ""
    if state in ANSWERED:
        return clocks.Tone.GOOD, _("With the client")
    if state is State.WAITING_CLIENT:
        return clocks.Tone.GOOD, _("Paused")
    left = clocks.days_left(calendar, due=case.due_on, today=today)
    return clocks.tone(left), days_left_words(left)


def story(found: Dossier, kept: Kept) -> list[Line]:
    """Give the story, newest first."""
    told = spoken(found.case, found.respondents, kept)
    lines = [_line(found, one) for one in told]
    if lines:
        last = lines[-1]
        lines[-1] = Line(last.title, last.when, last.iso, "now", last.words)
    return lines[::-1]


def _line(found: Dossier, one: Spoken) -> Line:
    event = one.event
    who = found.people.get(event.staff_id or "")
    by = say(who.staff.name) if who else _("the client") if event.actor_kind == "COMPLAINANT" else _("system")
    return Line(
        title=one.title,
        when=f"{moment(event.at, style='short')} · {by}",
        iso=event.at.isoformat(),
        words=typed(one.words, one.language or "en") if one.words else "",
    )


Words = str | Markup
Pair = tuple[Words, Words] | tuple[Words, Words, Words]


def _read(case: Case) -> str:
    """Say what the client said of what staff wrote down."""
    if case.confirmed_at:
        return _("confirmed by the client")
    return _("corrected by the client") if case.corrected_at else _("not confirmed yet")


def people(found: Dossier) -> list[Pair]:
    """Give who is in the case: names and standing (components/pairs.html)."""
    secret = _("confidential") if found.client and found.case.confidential else ""
    who = say(found.client.name) if found.client else _("Anonymous")
    pairs: list[Pair] = [(_("Client"), who, secret)]
    if found.case.entered_by:
        spoke = found.case.caller or _("the client")
        pairs.append((_("Who spoke"), spoke, _read(found.case)))
    for one in found.respondents:
        there = found.people[one.staff_id]
        standing = "" if there.serving else _("on standby")
        pairs.append((_("Employee"), say(there.staff.name), standing))
    for words, staff_id in (
        (_("Handler"), found.case.handler_id),
        (_("Reviewer"), found.case.reviewer_id),
    ):
        there_too = found.people.get(staff_id or "")
        pairs.append((words, say(there_too.staff.name) if there_too else _nobody(found.case, words)))
    return pairs


def _nobody(case: Case, place: str) -> str:
    """Say that a place is empty; a handed-in conclusion waits for whoever may review comes first."""
    waits = case.state == State.REVIEW and place == _("Reviewer")
    return _("any colleague who may review") if waits else _("nobody yet")


@dataclass(frozen=True, slots=True)
class Proof:
    """A piece of evidence: what it is called, who may see it, its size, who brought it when, its SHA-256."""

    title: Words
    href: str  # empty where there is no file
    seen_by: str
    facts: str
    digest: str


def evidence(found: Dossier, rows: list[Evidence]) -> list[Proof]:
    """Give the evidence, oldest first."""
    return [_proof(found, one) for one in rows]


_VISIBLE_TO = {
    Visibility.INTERNAL: lazy("internal"),
    Visibility.SHARED: lazy("client too"),
    Visibility.CLIENT: lazy("from the client"),
    Visibility.REPLY: lazy("employee’s reply"),
}


def visible_to(row: Evidence) -> str:
    """Say who may see a piece of evidence."""
    return str(_VISIBLE_TO[Visibility(row.visibility)])


def _proof(found: Dossier, row: Evidence) -> Proof:
    who = found.people.get(row.staff_id or "")
    by = say(who.staff.name) if who else _("the client")
    size = size_words(row.size) if row.size else ""
    where = {"case_id": row.case_id, "evidence_id": row.id}
    return Proof(
        title=evidence_title(row),
        href=link("complaints_desk.case_file", **where) if row.file_id else "",
        seen_by=visible_to(row),
        facts=" · ".join(part for part in (size, moment(row.at, style="short"), by) if part),
        digest=row.sha256,
    )


def evidence_title(row: Evidence) -> Words:
    """Give what a piece of evidence is called."""
    if row.title:
        return typed(row.title)
    return _("A file") if row.file_id else _("Written reply")


def findings(found: Dossier) -> list[tuple[str, str, Markup]]:
    """Give what was found about each person: name, verdict, grounds."""
    return [
        (say(found.people[one.staff_id].staff.name), verdict(one), typed(one.grounds))
        for one in found.respondents
        if one.outcome
    ]


def verdict(one: Respondent) -> str:
    """Say an outcome, its severity and the measure."""
    parts = [str(OUTCOMES[Outcome(str(one.outcome))]), str(SEVERITIES[Severity(str(one.severity))])]
    if one.measure and one.measure != Measure.NONE:
        parts.append(str(MEASURES[Measure(one.measure)]))
    return " · ".join(parts)


def client_sees(case: Case) -> str:
    """Say what the client sees now."""
    state = State(case.state)
    if state in (State.SUBMITTED, State.ACCEPTED, State.INVESTIGATING, State.REVIEW):
        return _("%(state)s; result by %(day)s.", state=STATES[state], day=day(case.due_on, "short"))
    if state is State.WAITING_CLIENT:
        return _("Your question, and by when to answer it.")
    return str(STATES[state])
