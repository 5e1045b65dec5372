"""A client whose questionnaire came back and whose results were verified, for tests of assessments."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from tests.factories import exams as factory
from webapp.accounts.rules import Role
from webapp.assessments import queries
from webapp.assessments.models import Assessment
from webapp.clients.models import Client
from webapp.exams import services as exams
from webapp.kernel import clock
from webapp.kernel.db import db
from webapp.organisation.models import Staff
from webapp.questionnaires.queries import parsed
from webapp.questionnaires.services import publish_shipped
from webapp.seed.questionnaires import fill_hra

SMOKER: dict[str, Any] = {
    "smoking": "current",
    "smoking-amount": 15,
    "smoking-years": 30,
    "smoking-plan": "later",
    "bp-medicine": True,
    "family-cvd": "no",
    "living-north": "north",
}
"""Answers with which every model of the report gives a figure."""
AFTER_EXAM = datetime.combine(factory.EXAM_DAY, time(16), clock.zone("Asia/Shanghai"))


@dataclass(slots=True)
class Round:
    """One client, the health managers of the branch, and the ids of what came in."""

    world: factory.World
    client: Client
    manager: Staff
    second: Staff
    desk: Staff
    response_id: str = ""
    report_id: str = ""


def a_round(*, world: factory.World | None = None, **client: Any) -> Round:
    """Register a client with a plan, and hire who is needed. Nothing has come in yet."""
    parsed.cache_clear()
    publish_shipped(codes=["hra"])
    world = world or factory.a_world()
    person = factory.a_client(world, **client)
    manager, second = (factory.a_staff_member(world, Role.HEALTH_MANAGER) for _ in range(2))
    desk = factory.a_staff_member(world, Role.INSTITUTION_DESK, world.institution)
    return Round(world, person, manager, second, desk)


def answers_come_back(found: Round, **facts: Any) -> str:
    """Let the client fill and submit `hra`."""
    found.response_id = fill_hra(
        client_id=found.client.id,
        branch_id=found.world.branch.id,
        account_id=found.client.account_id or "",
        name="Shen Zhihe",
        facts={**SMOKER, **{name.replace("_", "-"): fact for name, fact in facts.items()}},
    )
    return found.response_id


def results_come_in(found: Round, **figures: str) -> str:
    """Enter the sheet by one person and verify it by another; gives the report's id."""
    booking_id = factory.a_checked_in(found.world, found.client, found.desk)
    with clock.at(AFTER_EXAM):
        report = exams.enter_results(
            booking_id=booking_id,
            branch_id=found.world.branch.id,
            staff_id=found.manager.id,
            actor_id=found.manager.account_id,
            filled=factory.a_filled_sheet(**figures),
            hand_in=True,
        )
        db.session.refresh(report)
        exams.verify_results(
            report_id=report.id,
            branch_id=found.world.branch.id,
            revision=report.revision,
            staff_id=found.second.id,
            actor_id=found.second.account_id,
        )
        db.session.expire_all()
    found.report_id = report.id
    return report.id


def drafted(found: Round) -> Assessment | None:
    """Give the open assessment of the client, or None."""
    case = queries.running_case(client_id=found.client.id)
    return queries.open_assessment(case_id=case.id) if case else None
