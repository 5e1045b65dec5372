"""A company with a contract year and members whose assessments are released, for tests of the groups room.

The reports rest on one response and are kept without their whole way through the desk: what is counted is their
result, and a dozen real ways would take most of a test run.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import count
from typing import Any

from tests.factories import company
from webapp.accounts.rules import Role
from webapp.assessments.models import Assessment, AssessmentCase
from webapp.assessments.rules.intake import check
from webapp.assessments.rules.report import assess
from webapp.clients.models import Client
from webapp.groups import services
from webapp.groups.models import ClientGroup, GroupContact, GroupContract, GroupReport
from webapp.groups.rules.contract import Terms
from webapp.kernel import clock
from webapp.kernel.db import db
from webapp.organisation.models import Branch, Institution, Staff
from webapp.plans import queries as plan_queries
from webapp.plans import services as plans
from webapp.questionnaires.queries import parsed, responses_of
from webapp.questionnaires.services import publish_shipped
from webapp.seed.questionnaires import fill_screening
from webapp.toolbox.packaged import data

START, END = date(2026, 1, 1), date(2026, 12, 31)
EXAMINED = date(2026, 6, 1)
NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)  # Tuesday, 10:00 in Shanghai
LEVELS = ("ECONOMY", "STANDARD", "COMPREHENSIVE")
SECRETS = {"password": "a long enough secret", "totp_secret": "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"}
_numbers = count(1)


@dataclass(slots=True)
class Firm:
    """A company, its branch, who works there, and the members so far."""

    branch: Branch
    institution: Institution
    group: ClientGroup
    manager: Staff
    response_id: str
    members: list[Client] = field(default_factory=list)
    lines: dict[str, str] = field(default_factory=dict)


def a_firm() -> Firm:
    """Open a group of a branch with an institution; nobody is on the roster."""
    branch = company.a_branch()
    if not plan_queries.matrix_version():
        plans.publish_matrix(data=data("plans", "matrix"), actor_id="")
    return Firm(
        branch,
        company.an_institution(branch),
        services.open_group(branch_id=branch.id, name_zh="南湖纺织", name_en="South Lake Mill", actor_id=""),
        company.somebody(branch, Role.BRANCH_MANAGER),
        _a_response(branch),
    )


def _a_response(branch: Branch) -> str:
    parsed.cache_clear()
    publish_shipped(codes=["screening"])
    somebody = company.a_client(branch)
    who = {"client_id": somebody.id, "branch_id": branch.id, "account_id": somebody.account_id or ""}
    fill_screening(number=9, name="Shen Zhihe", **who)
    (response,) = responses_of(somebody.id)
    return response.id


def packages() -> None:
    """Put an exam package of each level that a group may get on sale."""
    for level in LEVELS:
        items = ["height_weight_bmi", "bp_pulse", *(["lipid"] if level != "ECONOMY" else [])]
        plans.add_package(level=level, name_zh="套餐", name_en=level.title(), items=items, actor_id="")


def a_contract(firm: Firm, *, year: int = START.year, lectures: int = 2) -> GroupContract:
    """Sign a contract for a calendar year."""
    return services.sign_contract(
        group=firm.group,
        starts_on=START.replace(year=year),
        ends_on=END.replace(year=year),
        institution_id=firm.institution.id,
        terms=Terms(headcount=30, lectures=lectures),
        actor_id="",
    )


def a_contact(firm: Firm) -> GroupContact:
    """Appoint a contact."""
    return services.appoint_contact(
        group=firm.group,
        name_zh="方敏",
        name_en="Fang Min",
        username=f"contact{next(_numbers)}",
        actor_id="",
        **SECRETS,
    )


def members(firm: Firm, number: int, **facts: Any) -> list[Client]:
    """Put clients on the roster from the first day, each with a released assessment of this year."""
    people = [company.a_client(firm.branch) for _ in range(number)]
    for person in people:
        firm.lines[person.id] = services.add_member(
            group=firm.group, client_id=person.id, department="Weaving", joined_on=START, actor_id=""
        )
        be_assessed(firm, person, **facts)
    firm.members += people
    db.session.flush()
    return people


def enrolled(firm: Firm, contract: GroupContract, number: int, department: str = "Weaving") -> list[Client]:
    """Put clients on the roster, each enrolled under the contract year."""
    people = [company.a_client(firm.branch) for _ in range(number)]
    for person in people:
        where = {"department": department, "joined_on": START}
        services.add_member(group=firm.group, client_id=person.id, actor_id="", **where)  # type: ignore[arg-type]
        services.enrol_member(contract=contract, client=person, actor_id="")
    return people


WELL: dict[str, Any] = {
    "sex": "male",
    "age": 45,
    "height_cm": 172,
    "weight_kg": 66,
    "waist_cm": 80,
    "sbp_mmHg": 116,
    "dbp_mmHg": 74,
    "fpg_mmol": 5.1,
    "tc_mmol": 4.5,
    "hdl_mmol": 1.3,
    "smoker": False,
}


def be_assessed(firm: Firm, person: Client, *, day: date = EXAMINED, **facts: Any) -> None:
    """Keep a released assessment of somebody well, but for these facts."""
    case = AssessmentCase(
        branch_id=firm.branch.id, client_id=person.id, response_id=firm.response_id, closed_at=clock.now()
    )
    db.session.add(case)
    db.session.flush()
    values, result = _worked_out(tuple(sorted((WELL | facts).items())))
    done = {"reviewed_by": firm.manager.id, "reviewed_at": clock.now()}
    db.session.add(
        Assessment(
            branch_id=firm.branch.id,
            client_id=person.id,
            case_id=case.id,
            status="RELEASED",
            examined_on=day,
            answered_on=day,
            inputs={"values": values, "origins": {}},
            result=result,
            versions="{}",
            released_by=firm.manager.id,
            released_at=clock.now() + timedelta(seconds=next(_numbers)),
            **done,
        )
    )


@cache
def _worked_out(facts: Sequence[tuple[str, Any]]) -> tuple[dict[str, Any], dict[str, Any]]:
    values = dict(check(dict(facts)))
    return values, assess(values).as_json()


def prepared(firm: Firm, contract: GroupContract) -> GroupReport:
    """Prepare a draft."""
    return services.prepare(contract=contract, staff_id=firm.manager.id, actor_id=firm.manager.account_id)


def released(firm: Firm, contract: GroupContract) -> GroupReport:
    """Prepare, review and release a report."""
    report = prepared(firm, contract)
    who: dict[str, Any] = {"staff_id": firm.manager.id, "actor_id": firm.manager.account_id}
    services.review(report=report, comment="", language="en", **who)
    db.session.refresh(report)
    services.release(report=report, **who)
    db.session.refresh(report)
    return report
