"""The client's year (product page §3): the five steps, and the one thing to do next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from webapp.exams.rules.booking import BookingStatus
from webapp.plans.rules import ApplicationStatus
from webapp.questionnaires.rules.inviting import Standing


class Step(StrEnum):
    """The five steps of the year, in order."""

    COLLECT = "COLLECT"
    ASSESS = "ASSESS"
    COUNSEL = "COUNSEL"
    FOLLOW_UP = "FOLLOW_UP"
    SPECIAL = "SPECIAL"


class State(StrEnum):
    """Where a step stands."""

    DONE = "DONE"
    NOW = "NOW"
    LATER = "LATER"


class Next(StrEnum):
    """The one thing a client can do, or waits for, now."""

    ENROL = "ENROL"
    FINISH_APPLICATION = "FINISH_APPLICATION"
    MEND_APPLICATION = "MEND_APPLICATION"
    AWAIT_PAYMENT = "AWAIT_PAYMENT"
    ANSWER_COMPLAINT = "ANSWER_COMPLAINT"
    READ_ANSWER = "READ_ANSWER"
    START_SCREENING = "START_SCREENING"
    FINISH_SCREENING = "FINISH_SCREENING"
    START_QUESTIONNAIRE = "START_QUESTIONNAIRE"
    FINISH_QUESTIONNAIRE = "FINISH_QUESTIONNAIRE"
    TAKE_PLACE = "TAKE_PLACE"
    CHOOSE_AGAIN = "CHOOSE_AGAIN"
    BOOK_EXAM = "BOOK_EXAM"
    AWAIT_PLACE = "AWAIT_PLACE"
    GO_TO_EXAM = "GO_TO_EXAM"
    AWAIT_RESULTS = "AWAIT_RESULTS"
    SEE_RESULTS = "SEE_RESULTS"
    AWAIT_REPORT = "AWAIT_REPORT"
    READ_REPORT = "READ_REPORT"
    FOLLOW_PLAN = "FOLLOW_PLAN"
    TALK = "TALK"


@dataclass(frozen=True, slots=True)
class Facts:
    """What the rooms know about this service year, as plain facts."""

    enrolled: bool = False
    application: ApplicationStatus | None = None
    screening: Standing = Standing.NOT_SCREENED
    screening_begun: bool = False
    questionnaire_begun: bool = False
    questionnaire_submitted: bool = False
    booking: BookingStatus | None = None
    exam_day: date | None = None
    exam_attended: bool = False
    results_verified: bool = False
    report_released: bool = False
    report_is_news: bool = False
    diet_plan: bool = False
    complaint_asks: bool = False
    complaint_answered: bool = False


def current_step(facts: Facts) -> Step:
    """Give the step the client is on.

    Collecting ends with what the screening asks for and verified results; assessing with the released report, or
    at once where no assessment is needed; counselling with a plan to follow. Special services never end by themselves.
    """
    if _to_answer(facts) or not facts.results_verified:
        return Step.COLLECT
    if not (facts.report_released or _spared(facts)):
        return Step.ASSESS
    return Step.FOLLOW_UP if facts.diet_plan else Step.COUNSEL


def path(facts: Facts) -> list[tuple[Step, State]]:
    """Give the five steps with their states: done before the current one, later after it."""
    steps = list(Step)
    here = steps.index(current_step(facts))
    return [(step, _state(index, here)) for index, step in enumerate(steps)]


def _state(index: int, here: int) -> State:
    if index == here:
        return State.NOW
    return State.DONE if index < here else State.LATER


def next_step(facts: Facts) -> Next:
    """Give the one primary action.

    An open question or an answer to a complaint comes first, then a place that waits for the client's word, then the
    order of the year.
    """
    if facts.complaint_asks:
        return Next.ANSWER_COMPLAINT
    if facts.complaint_answered:
        return Next.READ_ANSWER
    if not facts.enrolled:
        return _APPLYING.get(facts.application, Next.ENROL)
    if asked := _PLACE.get(facts.booking) or _to_answer(facts):
        return asked
    if facts.report_released:
        return _after_report(facts)
    if facts.results_verified:
        return Next.AWAIT_REPORT if facts.questionnaire_submitted else _without_report(facts)
    return _around_exam(facts)


_PLACE: dict[BookingStatus | None, Next] = {
    BookingStatus.OFFERED: Next.TAKE_PLACE,
    BookingStatus.MUST_REBOOK: Next.CHOOSE_AGAIN,
}
"""A place that is held for some hours only (B8), or was taken back (B9): what cannot wait for the order of the year."""

_APPLYING: dict[ApplicationStatus | None, Next] = {
    ApplicationStatus.DRAFT: Next.FINISH_APPLICATION,
    ApplicationStatus.SENT_BACK: Next.MEND_APPLICATION,
    ApplicationStatus.SUBMITTED: Next.AWAIT_PAYMENT,
}
"""Without a running year: what a begun application asks for (P5)."""


def _to_answer(facts: Facts) -> Next | None:
    """Give what is to be answered: the screening of the year decides who is asked to an assessment (§7).

    What was begun is finished; whom the screening does not invite, or not yet, goes on to the exam.
    """
    if facts.questionnaire_submitted:
        return None
    if facts.questionnaire_begun:
        return Next.FINISH_QUESTIONNAIRE
    if facts.screening is Standing.NOT_SCREENED:
        return Next.FINISH_SCREENING if facts.screening_begun else Next.START_SCREENING
    return Next.START_QUESTIONNAIRE if facts.screening is Standing.INVITED else None


def _spared(facts: Facts) -> bool:
    return facts.screening is Standing.NOT_NEEDED and not facts.questionnaire_submitted


def _without_report(facts: Facts) -> Next:
    return Next.FOLLOW_PLAN if facts.diet_plan else Next.SEE_RESULTS


def _around_exam(facts: Facts) -> Next:
    if facts.exam_attended:
        return Next.AWAIT_RESULTS
    if facts.booking is BookingStatus.REQUESTED:
        return Next.AWAIT_PLACE
    return Next.GO_TO_EXAM if facts.exam_day else Next.BOOK_EXAM


def _after_report(facts: Facts) -> Next:
    if facts.report_is_news:
        return Next.READ_REPORT
    return Next.FOLLOW_PLAN if facts.diet_plan else Next.TALK
