"""Health levels that became known: the member's package, and what the company may be told in counts (P2)."""

from __future__ import annotations

from datetime import UTC, datetime, time

from webapp.assessments import queries as assessments
from webapp.clients import queries as clients
from webapp.clients.events import OccupationTold
from webapp.clients.queries import Client
from webapp.groups import queries
from webapp.groups.models import GroupContract, GroupEnrolment, GroupLevels
from webapp.groups.rules.progress import level_figures, may_tell_again
from webapp.groups.services.enrolling import NoPackage, change_for, package_of
from webapp.groups.services.notes import note
from webapp.kernel import clock, ids, jobs
from webapp.kernel.db import db
from webapp.plans import queries as plans
from webapp.plans import services as enrolling
from webapp.plans.queries import Enrolment, ExamPackage
from webapp.questionnaires.events import QuestionnaireSubmitted
from webapp.questionnaires.rules.inviting import HOLDS, SCREENING

LEVEL_JOB = "groups.level_came_in"


def screening_came_back(event: QuestionnaireSubmitted) -> None:
    """Plan what follows from a member's screening; the answers are kept first."""
    if event.code != SCREENING or not event.newest:
        return
    if queries.running_enrolment(event.client_id, clock.today()):
        jobs.enqueue(LEVEL_JOB, {"client_id": event.client_id}, unique=f"{LEVEL_JOB}:{event.response_id}")


@jobs.handler(LEVEL_JOB)
def level_came_in(task: jobs.Task) -> None:
    """Give a member the package of her health level, and bring the company's counts up to date."""
    found = queries.running_enrolment(task.payload["client_id"], clock.today())
    client = clients.client(task.payload["client_id"])
    if found is None or client is None:
        return
    contract, under = found
    _repackage(contract, under, client)
    _count(contract)


def occupation_was_told(event: OccupationTold) -> None:
    """Fit what a member is examined for to her occupation, with what the group changed for everybody (P2)."""
    found, client = queries.running_enrolment(event.client_id, clock.today()), clients.client(event.client_id)
    enrolment = plans.enrolment(found[1].enrolment_id) if found else None
    if found and client and enrolment and any(line.condition.occupations for line in enrolment.package.lines):
        _give(found[0], enrolment, client, enrolment.package)


def _repackage(contract: GroupContract, under: GroupEnrolment, client: Client) -> None:
    """Give the package of her level, if it is another one."""
    level = assessments.health_levels([client.id], since=clock.now() - HOLDS).get(client.id)
    enrolment = plans.enrolment(under.enrolment_id)
    try:
        package = package_of(contract, level)
    except NoPackage:
        _keeps(contract, under.enrolment_id)
        return
    if enrolment is not None and enrolment.package_id != package.id:
        _give(contract, enrolment, client, package)


def _give(contract: GroupContract, enrolment: Enrolment, client: Client, package: ExamPackage) -> None:
    """Once the exam is booked the package stays: what was booked is what is examined."""
    try:
        with db.session.begin_nested():
            enrolling.change_package(
                enrolment_id=enrolment.id,
                package_id=package.id,
                actor_id="",
                change=change_for(contract, client, package),
            )
    except enrolling.ExamIsBooked:
        _keeps(contract, enrolment.id)


def _keeps(contract: GroupContract, enrolment_id: str) -> None:
    note("member.keeps_package", ("enrolment", enrolment_id), contract.branch_id, "")


def _count(contract: GroupContract) -> None:
    """Freeze new counts when five more people have answered: no two of them can be held against each other.

    Answers of the whole contract year count, also of those who have left, so that nobody goes missing.
    """
    since = datetime.combine(contract.starts_on, time(), UTC) - HOLDS
    levels = assessments.health_levels(queries.enrolled_under(contract.id), since=since)
    last = queries.newest_levels(contract.id)
    if not may_tell_again(levels, last.people["ids"] if last else ()):
        return
    figures = level_figures(levels.values())
    if figures is None:
        return
    row = GroupLevels(
        id=ids.new_id(),
        branch_id=contract.branch_id,
        contract_id=contract.id,
        number=last.number + 1 if last else 1,
        figures=figures,
        people={"ids": sorted(levels)},
    )
    db.session.add(row)
    db.session.flush()
    note("levels.counted", ("group_levels", row.id), contract.branch_id, "")
