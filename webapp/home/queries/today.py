"""What Today needs to know, gathered from the rooms in a dozen statements at most."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from webapp.accounts.rules import Role
from webapp.assessments import queries as assessments
from webapp.assessments.queries import Released
from webapp.complaints import queries as complaints
from webapp.complaints.queries import OpenCase, Queue
from webapp.complaints.rules.eligibility import REVIEWING_ROLES
from webapp.complaints.rules.states import State
from webapp.diet_plans import queries as diet_plans
from webapp.diet_plans.queries import Counts, DueMeal
from webapp.exams import queries as exams
from webapp.exams.queries import Pressing, Visit, Waiting
from webapp.exams.rules.booking import BookingStatus
from webapp.home.rules import Facts
from webapp.kernel import clock
from webapp.kernel.access import Visitor
from webapp.notices import queries as notices
from webapp.plans import queries as plans
from webapp.plans.queries import Asking
from webapp.questionnaires import queries as questionnaires
from webapp.questionnaires.queries import Progress, Screening
from webapp.questionnaires.rules.inviting import ASSESSMENT, Standing
from webapp.toolbox.words import Bilingual

NEWS = timedelta(days=14)  # how long a report is the first thing to read


@dataclass(frozen=True, slots=True)
class Gathered:
    """One client's day: the facts for the rules, and the rows that the page shows."""

    day: date
    facts: Facts
    plan: Bilingual | None
    progress: Progress | None
    screening: Screening | None
    visit: Visit | None
    report: Released | None
    meals: list[DueMeal]
    cases: list[OpenCase]
    unread: int


@dataclass(frozen=True, slots=True)
class DeskWork:
    """What waits for somebody who works here; None where it is not theirs to do."""

    results: Waiting | None = None
    pressing: Pressing | None = None
    drafts: int | None = None
    cases: Mapping[Queue, int] | None = None
    diet: Counts | None = None
    asking: Asking | None = None


def desk_work(visitor: Visitor) -> DeskWork:
    """Count what waits, for the start page of the desk; six statements at most."""
    role, branch_id, today = visitor.role, visitor.branch_id, clock.today()
    if role == Role.FAMILY_DOCTOR:
        return DeskWork(drafts=assessments.to_review(branch_id=branch_id, doctor_id=visitor.person_id))
    if role == Role.NUTRITIONIST:
        mine = diet_plans.counts(branch_id=branch_id, day=today, staff_id=visitor.person_id)
        return DeskWork(diet=mine)
    examines = role in (Role.HEALTH_MANAGER, Role.BRANCH_MANAGER)
    return DeskWork(
        results=exams.waiting(branch_id=branch_id, today=today) if examines else None,
        pressing=exams.pressing(branch_id=branch_id, today=today) if examines else None,
        drafts=assessments.to_review(branch_id=branch_id) if role == Role.HEALTH_MANAGER else None,
        asking=plans.asking(branch_id) if examines else None,
        cases=complaints.sizes(visitor.person_id) if role in REVIEWING_ROLES else None,
    )


def gather(*, client_id: str, account_id: str) -> Gathered:
    """Gather one client's Today."""
    day = clock.today()
    year = plans.year(client_id=client_id, day=day)
    unread = notices.unread(account_id)
    cases = complaints.open_of_client(client_id)
    if year is None:
        facts = replace(_about(cases), application=plans.application_status(client_id))
        return Gathered(day, facts, None, None, None, None, None, [], cases, unread)
    progress = questionnaires.progress(client_id=client_id, code=ASSESSMENT)
    screening = questionnaires.screening(client_id)
    visit = exams.visit(client_id=client_id, enrolment_id=year.enrolment_id)
    report = _report(client_id, year.starts)
    meals = diet_plans.meals_on(client_id=client_id, day=day)
    facts = replace(
        _facts(_about(cases), day, year.starts, progress, visit, report),
        screening=_standing(screening),
        screening_begun=screening.place is not None,
        diet_plan=bool(meals),
    )
    return Gathered(day, facts, year.plan_name, progress, screening, visit, report, meals, cases, unread)


def _about(cases: list[OpenCase]) -> Facts:
    """Tell whether a handler waits for the client's answer (T4), or the client has a result to read (T10)."""
    states = {case.state for case in cases}
    return Facts(complaint_asks=State.WAITING_CLIENT in states, complaint_answered=State.DECIDED in states)


def _standing(screening: Screening) -> Standing:
    """Without a screening in the catalogue everybody is asked to the assessment."""
    return screening.standing if screening.definition_id else Standing.INVITED


def _report(client_id: str, starts: date) -> Released | None:
    """Give the report of this service year."""
    found = assessments.released(client_id=client_id)
    return next((one for one in found if one.released_at.date() >= starts), None)


def _facts(
    so_far: Facts, day: date, starts: date, progress: Progress, visit: Visit | None, report: Released | None
) -> Facts:
    status = visit.status if visit else None
    return replace(
        so_far,
        enrolled=True,
        questionnaire_begun=progress.place is not None,
        questionnaire_submitted=_this_year(progress.submitted_at, starts),
        booking=status,
        exam_day=visit.day if visit else None,
        exam_attended=status in (BookingStatus.CHECKED_IN, BookingStatus.COMPLETED),
        results_verified=status is BookingStatus.COMPLETED,
        report_released=report is not None,
        report_is_news=report is not None and day - report.released_at.date() < NEWS,
    )


def _this_year(moment: datetime | None, starts: date) -> bool:
    return moment is not None and moment.date() >= starts
