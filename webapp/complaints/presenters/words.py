"""What states, steps and findings are called."""

from __future__ import annotations

from markupsafe import Markup

from webapp.complaints.models import Case, CaseEvent
from webapp.complaints.rules.appeals import LegalStep
from webapp.complaints.rules.categories import Category, DeclineReason, Kind
from webapp.complaints.rules.clocks import Clock
from webapp.complaints.rules.entering import Channel
from webapp.complaints.rules.outcomes import Measure, Outcome, Severity
from webapp.complaints.rules.states import Action, Actor, State
from webapp.kernel.i18n import lazy, typed

CATEGORIES = {
    Category.FOLLOW_UP: lazy("Follow-up and contact"),
    Category.BOOKING: lazy("Booking"),
    Category.EXAM: lazy("Exam and report"),
    Category.DOCTOR: lazy("Family doctor"),
    Category.DIET: lazy("Diet plan"),
    Category.MANNER: lazy("How I was treated"),
    Category.PRIVACY: lazy("My privacy"),
    Category.FEES: lazy("Fees"),
    Category.OTHER: lazy("Something else"),
}
SUGGESTION = lazy("Suggestion")
STATES = {
    State.SUBMITTED: lazy("Sent to us"),
    State.ACCEPTED: lazy("Taken up"),
    State.INVESTIGATING: lazy("Being looked into"),
    State.WAITING_CLIENT: lazy("Waiting for the client"),
    State.REVIEW: lazy("Being checked"),
    State.DECIDED: lazy("Answered"),
    State.CLOSED: lazy("Closed"),
    State.DECLINED: lazy("Not taken up"),
    State.WITHDRAWN: lazy("Withdrawn"),
    State.APPEALED: lazy("Appeal being looked at"),
    State.APPEAL_DECIDED: lazy("Appeal answered"),
}
CLOCKS = {
    Clock.ACK: lazy("Taking it up"),
    Clock.RESULT: lazy("Result"),
    Clock.REPLY: lazy("Employee’s reply"),
    Clock.STANDBY_REVIEW: lazy("Standby review"),
    Clock.APPEAL: lazy("Appeal"),
}
OUTCOMES = {
    Outcome.SUBSTANTIATED: lazy("Proven"),
    Outcome.PARTLY: lazy("Partly proven"),
    Outcome.UNSUBSTANTIATED: lazy("Not proven"),
    Outcome.UNDETERMINED: lazy("Cannot be determined"),
}
SEVERITIES = {Severity.MINOR: lazy("Minor"), Severity.SERIOUS: lazy("Serious")}
MEASURES = {
    Measure.NONE: lazy("No measure"),
    Measure.APOLOGY: lazy("Apology"),
    Measure.TRAINING: lazy("Training"),
    Measure.WARNING: lazy("Written warning"),
}
MARKS = {
    5: lazy("Very well"),
    4: lazy("Well"),
    3: lazy("Neither well nor badly"),
    2: lazy("Badly"),
    1: lazy("Very badly"),
}
"""How the client says it was handled (T12)."""
DECLINE_REASONS = {
    DeclineReason.NOT_OURS: lazy("Not about our service"),
    DeclineReason.ALREADY_DECIDED: lazy("Decided before, nothing new"),
    DeclineReason.NO_FACTS: lazy("No facts to look into"),
}
LEGAL_STEPS = {
    LegalStep.RULES_PUBLISHED: lazy("The rules broken were published, and the employee knew them"),
    LegalStep.GROUND_PROVEN: lazy("The ground is one that the law knows, and it is proven"),
    LegalStep.UNION_TOLD: lazy("The union was told beforehand, and its answer considered"),
    LegalStep.NOT_PROTECTED: lazy("No protection stands in the way (pregnancy, illness, work injury)"),
}
CHANNELS = {
    Channel.PHONE: lazy("By telephone"),
    Channel.VISIT: lazy("On a visit"),
}
TOLD = {
    "SUBMIT": lazy("Sent by the client"),
    Action.TAKE: lazy("Taken over"),
    Action.REASSIGN: lazy("Given to another handler"),
    Action.ACCEPT: lazy("Taken up; the people named are on standby"),
    Action.DECLINE: lazy("Not taken up"),
    Action.PROPOSE_DECLINE: lazy("Declining proposed, waits for a second signature"),
    Action.SIGN_DECLINE: lazy("Declining signed by a second person"),
    Action.INVESTIGATE: lazy("Investigation begun"),
    Action.CONCLUDE: lazy("Conclusion handed to a second person"),
    Action.SETTLE: lazy("Settled with the client"),
    Action.DECIDE: lazy("Result signed and sent"),
    Action.SEND_BACK: lazy("Sent back by the reviewer"),
    Action.SERVE: lazy("Summary served on the employee"),
    Action.PUT_OFF: lazy("Serving put off, with a reason"),
    Action.EXTEND: lazy("More time taken; the client knows why"),
    Action.ASK_CLIENT: lazy("Question to the client"),
    Action.ADD_EVIDENCE: lazy("Evidence added"),
    Action.NAME_RESPONDENT: lazy("Another employee named"),
    Action.RENEW_STANDBY: lazy("Standby reviewed and kept"),
    Action.RECUSE: lazy("The handler stepped back"),
    Action.ANSWER: lazy("The client answered"),
    Action.CORRECT: lazy("The client says what is wrong with it"),
    Action.RESUME: lazy("No answer in ten working days: going on"),
    Action.REPLY: lazy("The employee replied"),
    Action.CLOSE: lazy("Closed"),
    Action.WITHDRAW: lazy("Withdrawn by the client"),
    Action.APPEAL: lazy("The client appealed"),
    Action.DECIDE_APPEAL: lazy("Appeal decided; this is final"),
    Action.REMAND: lazy("Sent back on appeal: looked into anew"),
    Action.REOPEN: lazy("Opened again"),
    Action.CONTINUE: lazy("Headquarters goes on by itself"),
    Action.OBJECT: lazy("The employee appealed against the separation"),
    Action.UPHOLD_OBJECTION: lazy("The employee’s appeal was right: back at work"),
    Action.DISMISS_OBJECTION: lazy("The employee’s appeal was turned down"),
    Action.SEPARATE: lazy("Separation signed by a second person"),
    Action.LAPSE_STANDBY: lazy("Standby lapsed: not renewed by headquarters"),
    Action.BREACH: lazy("A promised date passed"),
}


_SAID = {
    Action.ASK_CLIENT,
    Action.EXTEND,
    Action.ANSWER,
    Action.CORRECT,
    Action.DECLINE,
    Action.SIGN_DECLINE,
    Action.DECIDE_APPEAL,
    Action.REMAND,
    Action.CONTINUE,
}


def carries_words(event: CaseEvent) -> bool:
    """Tell whether a message was written with an event: the next one of the case belongs to it."""
    by_client = event.action == Action.REOPEN and event.actor_kind == Actor.COMPLAINANT
    return event.action in _SAID or by_client


def subject(case: Case) -> str:
    """Say what a case is about: a suggestion is called so."""
    return str(SUGGESTION if case.kind == Kind.SUGGESTION else CATEGORIES[Category(case.category)])


def first_words(story: str, language: str, size: int = 36) -> Markup:
    """Draw the beginning of a story for a list."""
    line = " ".join(story.split())
    return typed(line if len(line) <= size else line[: size - 1] + "…", language)
