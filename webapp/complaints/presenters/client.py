"""A case as its client sees it: the promise, and a timeline like a parcel's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from webapp.complaints.models import Appeal, Case, CaseEvent, Message
from webapp.complaints.presenters.words import CHANNELS, MARKS, STATES, carries_words, subject
from webapp.complaints.rules import clocks, states
from webapp.complaints.rules.categories import Kind
from webapp.complaints.rules.entering import Channel
from webapp.complaints.rules.states import Action, Actor, State
from webapp.kernel import clock
from webapp.kernel.i18n import _, day, lazy, moment, ngettext, say, typed
from webapp.kernel.pages import link
from webapp.organisation.queries import Position
from webapp.toolbox.calendar import WorkingDays
from webapp.toolbox.words import Bilingual

_TITLES = {
    "SUBMIT": lazy("Sent to us"),
    Action.ACCEPT: lazy("Taken up"),
    Action.INVESTIGATE: lazy("Being looked into"),
    Action.REPLY: lazy("A statement has arrived"),
    Action.ASK_CLIENT: lazy("A question for you"),
    Action.EXTEND: lazy("We need longer"),
    Action.ADD_EVIDENCE: lazy("You added photos or papers"),
    Action.ANSWER: lazy("Your answer"),
    Action.CORRECT: lazy("You said what is wrong with it"),
    Action.RESUME: lazy("We go on without an answer"),
    Action.CONCLUDE: lazy("A second person checks the result"),
    Action.SEND_BACK: lazy("Looked into once more"),
    Action.DECIDE: lazy("Your result"),
    Action.SETTLE: lazy("Your result"),
    Action.DECLINE: lazy("Not taken up"),
    Action.SIGN_DECLINE: lazy("Not taken up"),
    Action.CLOSE: lazy("Closed"),
    Action.WITHDRAW: lazy("Withdrawn by you"),
    Action.APPEAL: lazy("You appealed"),
    Action.DECIDE_APPEAL: lazy("The answer to your appeal"),
    Action.REMAND: lazy("Your appeal was right: looked into anew"),
    Action.REOPEN: lazy("Opened again"),
    Action.CONTINUE: lazy("Headquarters goes on by itself"),
    Action.BREACH: lazy("We missed a date we promised"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One entry of the timeline (components/timeline.html)."""

    title: str
    when: str
    iso: str = ""
    state: str = ""
    words: str | Markup = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Promise:
    """What we promised: the date is the headline. In the end: thanks."""

    eyebrow: str
    headline: str
    note: str = ""
    drawing: str = "clock"


@dataclass(frozen=True, slots=True)
class Helpers:
    """Who deals with the case, and who stands in for somebody on standby."""

    handler: Position | None
    substitute: Position | None
    on_standby: bool


def promise(case: Case, helpers: Helpers, *, today: date, calendar: WorkingDays) -> Promise | None:
    """Say by when the client hears from us, thank her in the end; None where nothing more is promised."""
    state = State(case.state)
    if state is State.CLOSED and case.closed_at:
        return _thanks(case, clock.local(case.closed_at).date())
    if state is State.WAITING_CLIENT and case.waits_until:
        return Promise(
            _("We need your answer"),
            _("Until %(day)s", day=day(case.waits_until, "short")),
            _("Our clock is paused until then."),
        )
    if state is State.DECIDED and case.window_until:
        return Promise(
            _("Your result is here"),
            _("Do you agree?"),
            _("If you do not, you can appeal until %(day)s.", day=day(case.window_until, "short")),
        )
    if state in states.ENDED or state in states.ANSWERED:
        return None
    if state is State.APPEALED:
        return Promise(
            _("Somebody new looks at your appeal"),
            _("Answer by %(day)s", day=day(case.due_on, "short")),
            _("At headquarters, and neither who handled it nor who checked it."),
        )
    left = clocks.days_left(calendar, due=case.due_on, today=today)
    return Promise(
        _("We promised you"),
        _("Your result by %(day)s", day=day(case.due_on, "short")),
        " · ".join(part for part in (_left(left), _handled_by(helpers.handler)) if part),
    )


def _thanks(case: Case, closed: date) -> Promise:
    """Repeat the mark she gave, and say until when it can be looked into again (T12, T15)."""
    mark = MARKS.get(case.satisfaction or 0)
    said = _("How it was handled, as you marked it: “%(mark)s”.", mark=str(mark)) if mark else ""
    again = _(
        "If it was not put right, have it looked into again until %(day)s.",
        day=day(clocks.reopen_until(closed), "short"),
    )
    return Promise(_("Closed"), _("Thank you for telling us"), f"{said} {again}".strip(), "check")


def _left(left: int) -> str:
    if left < 0:
        return _("This date has passed. Headquarters has been told.")
    if left == 0:
        return _("Today is the day")
    return ngettext("%(n)s working day left", "%(n)s working days left", left)


def _handled_by(handler: Position | None) -> str:
    if handler is None:
        return _("Headquarters is choosing who handles it")
    name = say(handler.staff.name)
    if handler.at_headquarters:
        return _("handled by %(name)s of headquarters", name=name)
    return _("handled by %(name)s of your branch", name=name)


def timeline(
    case: Case,
    story: list[CaseEvent],
    messages: list[Message],
    helpers: Helpers,
    appeal: Appeal | None = None,
) -> list[Line]:
    """Give what happened, newest first, under what is still to come."""
    said = iter(messages)
    past = _without_repeats([line for event in story if (line := _line(case, event, said, helpers, appeal))])
    if past and State(case.state) not in states.ENDED:
        past[-1] = _now(past[-1])
    return [*_to_come(case), *reversed(past)]


def _without_repeats(lines: list[Line]) -> list[Line]:
    """Say several files that came together once."""
    added = str(_TITLES[Action.ADD_EVIDENCE])
    return [
        line
        for line, after in zip(lines, [*lines[1:], None], strict=True)
        if not (after and line.title == added == after.title)
    ]


def question(messages: list[Message]) -> Markup:
    """Give the latest words of ours: what is to be answered."""
    ours = [one for one in messages if not one.from_client]
    return typed(ours[-1].words, ours[-1].language) if ours else Markup()


def _line(
    case: Case, event: CaseEvent, said: Iterator[Message], helpers: Helpers, appeal: Appeal | None = None
) -> Line | None:
    title = _TITLES.get(event.action)
    if title is None or not _is_for_client(event):
        return None
    words: str | Markup = ""
    if carries_words(event):
        message = next(said, None)
        words = typed(message.words, message.language) if message else ""
    elif event.action == Action.APPEAL and appeal:
        words = typed(appeal.words, appeal.language)
    return Line(
        title=_("Written down for you") if event.action == "SUBMIT" and event.staff_id else str(title),
        when=moment(event.at, style="short"),
        iso=event.at.isoformat(),
        words=words or _words(case, event, helpers),
    )


def _is_for_client(event: CaseEvent) -> bool:
    """Tell whether an event is the client's to read: of breaches the result's, of evidence her own."""
    if event.action == Action.BREACH:
        return event.subject == "RESULT"
    return event.action != Action.ADD_EVIDENCE or event.actor_kind == Actor.COMPLAINANT


def _words(case: Case, event: CaseEvent, helpers: Helpers) -> str | Markup:
    if event.action == Action.ACCEPT and helpers.on_standby:
        return _standby_words(helpers.substitute)
    if event.action in (Action.DECIDE, Action.SETTLE):
        return typed(case.result, case.language)
    if event.action == Action.CLOSE:
        return _closing_words(event)
    if event.action == Action.REPLY:
        return _("The employee has explained in writing; we are checking it.")
    if event.action == Action.BREACH:
        return _("We are sorry. Headquarters has been told and is following it up.")
    return ""


def _closing_words(event: CaseEvent) -> str:
    if event.actor_kind == Actor.COMPLAINANT:
        return _("You agreed with the result.")
    return _("There was no appeal in time.") if event.state_before == State.DECIDED else ""


def _standby_words(substitute: Position | None) -> str:
    if substitute is None:
        return _(
            "The employee has stepped aside, as our service promise says. That is not a finding; "
            "nothing is decided before it is looked into."
        )
    return _(
        "The employee has stepped aside, as our service promise says. That is not a finding; "
        "nothing is decided before it is looked into. %(name)s looks after you meanwhile.",
        name=say(substitute.staff.name),
    )


def _now(line: Line) -> Line:
    return Line(line.title, line.when, line.iso, "now", line.words, line.note)


def _to_come(case: Case) -> list[Line]:
    state = State(case.state)
    if state in states.ENDED or state in states.ANSWERED or state is State.APPEALED:
        return []
    when = _("by %(day)s at the latest", day=day(case.due_on, "short"))
    if state is State.WAITING_CLIENT:
        when = _("after your answer")
    note = "" if case.kind == Kind.SUGGESTION else _("A second person checks it first.")
    return [Line(_("Your result"), when, case.due_on.isoformat(), "todo", note=note)]


def rows(cases: list[Case]) -> list[dict[str, str]]:
    """Give the list of a client's cases (components/rows.html)."""
    return [
        {
            "icon": "chat",
            "title": subject(case),
            "note": " · ".join(_facts(case)),
            "href": link("complaints.case", case_id=case.id),
        }
        for case in cases
    ]


def _facts(case: Case) -> list[str]:
    """Give the number (first, where no line ends within it), the state, the day, and that staff wrote it down."""
    facts = [case.number, _state(case), day(clock.local(case.submitted_at).date(), "short")]
    return [*facts, _("written down by us")] if case.entered_by else facts


def entered(case: Case, writer: Bilingual | None) -> list[tuple[str, str]]:
    """Say how what staff wrote down reached us, and who wrote it; nothing where she wrote herself."""
    if not case.entered_by or writer is None:
        return []
    spoke = [(_("Who spoke"), case.caller)] if case.caller else []
    how = [(_("How it reached us"), str(CHANNELS[Channel(case.channel)]))]
    read = (
        [(_("You said it is right"), moment(case.confirmed_at, style="short"))] if case.confirmed_at else []
    )
    return [*how, *spoke, (_("Written down by"), say(writer)), *read]


def correction(case: Case, story: list[CaseEvent], messages: list[Message]) -> Line | None:
    """Give what the client said is wrong with what staff wrote down, in her own words; None where she did not."""
    said, nobody = iter(messages), Helpers(None, None, on_standby=False)
    lines = [(event.action, _line(case, event, said, nobody)) for event in story]
    return next((line for action, line in lines if action == Action.CORRECT), None)


def _state(case: Case) -> str:
    """Say where a case stands, to its client."""
    waits = case.state == State.WAITING_CLIENT
    return _("We need your answer") if waits else str(STATES[State(case.state)])
