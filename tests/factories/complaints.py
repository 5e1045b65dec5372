"""A company whose people can complain and be complained of; cases at every state, made by services."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import count

from sqlalchemy import select

from webapp.accounts.models import Account
from webapp.accounts.rules import Role
from webapp.clients import services as clients
from webapp.clients.models import Client
from webapp.clients.rules import Capacity
from webapp.complaints import queries, services
from webapp.complaints.models import Case, CaseClock
from webapp.complaints.rules.categories import Category, DeclineReason
from webapp.complaints.rules.outcomes import Measure, Outcome, Severity
from webapp.complaints.rules.states import State
from webapp.complaints.services import Complaint, Files, Finding
from webapp.kernel import clock
from webapp.kernel.db import db
from webapp.kernel.uploads import Checked, FileType, Upload
from webapp.organisation import services as organisation
from webapp.organisation.models import Branch, Staff

NOW = datetime(2026, 11, 19, 12, 14, tzinfo=UTC)  # Thursday 19 November, 20:14 in Shanghai
STORY = "The follow-up call we agreed on did not come, twice."
PASSWORD, TOTP = "a long enough secret", "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
_numbers = count(1)


def later(days: int) -> AbstractContextManager[None]:
    """Let so many days pass since the cases began."""
    return clock.at(NOW + timedelta(days=days))


def day(days: int) -> date:
    """Give the day so many days after the cases began."""
    return (NOW + timedelta(days=days)).date()


def clocks_of(case: Case) -> dict[str, CaseClock]:
    """Give the clocks of a case as the database has them, by kind: the last turn of each."""
    db.session.expire_all()
    return {row.kind: row for row in queries.clocks(case.id)}


@dataclass(slots=True)
class Company:
    """A branch and headquarters with the people a case needs."""

    branch: Branch
    headquarters: Branch
    client: Client
    served: Staff
    colleague: Staff
    handler: Staff
    second: Staff
    manager: Staff
    admin: Staff
    independent: Staff


def a_company() -> Company:
    """Open headquarters and a branch; `served` looks after the client, `colleague` can stand in."""
    headquarters = a_branch("HQ", is_headquarters=True)
    branch = a_branch("NH")
    client = a_client(branch)
    company = Company(
        branch=branch,
        headquarters=headquarters,
        client=client,
        served=hired(branch, Role.HEALTH_MANAGER, "Lu Xiao"),
        colleague=hired(branch, Role.HEALTH_MANAGER, "Chen Nuo"),
        handler=hired(branch, Role.COMPLAINT_HANDLER, "Song Jia"),
        second=hired(headquarters, Role.COMPLAINT_HANDLER, "Liang Yu"),
        manager=hired(branch, Role.BRANCH_MANAGER, "Zhou Min"),
        admin=hired(headquarters, Role.HQ_ADMIN, "Fang Yuan"),
        independent=hired(headquarters, Role.INDEPENDENT_REVIEWER, "Qin Li"),
    )
    clients.assign_care(
        client_id=client.id,
        capacity=Capacity.HEALTH_MANAGER,
        staff_id=company.served.id,
        actor_id="",
    )
    return company


def a_client(branch: Branch) -> Client:
    """Register a client of a branch."""
    return clients.register(
        branch_id=branch.id,
        name_zh="沈致和",
        name_en="Shen Zhihe",
        sex="MALE",
        birth_date=date(1968, 3, 5),
        phone=f"+86137{next(_numbers):08d}",
        language="en",
        actor_id="",
    )


def a_branch(code: str, *, is_headquarters: bool = False) -> Branch:
    """Open a branch."""
    return organisation.open_branch(
        code=f"{code}{next(_numbers)}",
        name_zh="总公司" if is_headquarters else "南湖店",
        name_en="Headquarters" if is_headquarters else "South Lake",
        is_headquarters=is_headquarters,
        actor_id="",
    )


def hired(branch: Branch, role: Role, name_en: str, *, manager: Staff | None = None) -> Staff:
    """Hire somebody."""
    return organisation.hire(
        branch_id=branch.id,
        role=role,
        username=f"person{next(_numbers)}",
        password=PASSWORD,
        name_zh="林若溪",
        name_en=name_en,
        actor_id="",
        manager_id=manager.id if manager else None,
        totp_secret=TOTP,
    )


def a_complaint(
    company: Company, *, about: Staff | None = None, category: Category = Category.MANNER
) -> Case:
    """Let the client complain, about somebody or about nobody in particular."""
    said = Complaint(category, STORY, "en", date(2026, 11, 17), about.id if about else None)
    return services.submit(client_id=company.client.id, complaint=said)


def brought(*words: str) -> Files:
    """Give files that somebody brings, each called and full of its words."""
    account_id = db.session.scalars(select(Account.id).order_by(Account.id)).first() or ""
    uploads = [Upload(one, Checked(FileType.PNG, one.encode())) for one in words]
    return Files(uploads, account_id)


def the_respondent(case: Case) -> str:
    """Give the id of the only respondent."""
    return queries.respondents(case.id)[0].id


def a_case(company: Company, state: State, *, named: bool = True) -> Case:
    """Bring a case to a state through the services; nobody is named in a submitted or declined one."""
    about = company.served if named and state not in (State.SUBMITTED, State.DECLINED) else None
    case = a_complaint(company, about=about)
    if about is None and state not in (State.SUBMITTED, State.DECLINED, State.WITHDRAWN):
        services.accept(**by_handler(company, case))
    for step in _WAY[state]:
        step(company, case)
    return case


def by_handler(company: Company, case: Case) -> dict[str, object]:
    """Give the words every handler's service takes."""
    return {"case_id": case.id, "staff_id": company.handler.id, "version": case.version}


def _serve(company: Company, case: Case) -> None:
    for one in queries.respondents(case.id):
        services.serve(
            **by_handler(company, case), respondent_id=one.id, summary="Two agreed calls did not come."
        )
    services.investigate(**by_handler(company, case))


def _answer_back(company: Company, case: Case) -> None:
    for one in queries.respondents(case.id):
        services.reply(respondent_id=one.id, staff_id=one.staff_id, words="I was at a training.")


def _conclude(company: Company, case: Case) -> None:
    services.add_evidence(
        **by_handler(company, case), title="Call log", words="No call on 12 and 17 November"
    )
    conclude(company, case)


def conclude(
    company: Company, case: Case, outcome: Outcome = Outcome.PARTLY, severity: Severity = Severity.MINOR
) -> None:
    """Write the conclusion with the given finding for everybody named."""
    cited = queries.evidence(case.id)[0].id
    proven = outcome in (Outcome.PARTLY, Outcome.SUBSTANTIATED)
    measure = Measure.TRAINING if proven and severity is Severity.MINOR else Measure.NONE
    found = Finding(outcome, severity, "The log shows one missed call.", cited, measure)
    services.conclude(
        **by_handler(company, case),
        findings={one.id: found for one in queries.respondents(case.id)},
        remedy="A new appointment within the week.",
        result="One agreed call was missed. We are sorry.",
    )


def _ask(company: Company, case: Case) -> None:
    services.ask_client(**by_handler(company, case), question="At what time did you expect the call?")


def _decide(company: Company, case: Case) -> None:
    services.decide(case_id=case.id, staff_id=company.second.id, version=case.version)


def _decline(company: Company, case: Case) -> None:
    services.decline(**by_handler(company, case), reason=DeclineReason.NOT_OURS, words="This is not ours.")


def _withdraw(company: Company, case: Case) -> None:
    services.withdraw(case_id=case.id, client_id=company.client.id)


def _close(company: Company, case: Case) -> None:
    services.close(case_id=case.id, client_id=company.client.id, satisfaction=4)


def _appeal(company: Company, case: Case) -> None:
    services.appeal(
        case_id=case.id, client_id=company.client.id, words="There were two calls.", language="en"
    )


def _decide_appeal(company: Company, case: Case) -> None:
    by = {"case_id": case.id, "staff_id": company.admin.id, "version": case.version}
    services.decide_appeal(**by, changed=False, grounds="The log was read again.")


Step = Callable[[Company, Case], None]
_REVIEW: list[Step] = [_serve, _answer_back, _conclude]
_WAY: dict[State, list[Step]] = {
    State.SUBMITTED: [],
    State.ACCEPTED: [],
    State.INVESTIGATING: [_serve],
    State.WAITING_CLIENT: [_serve, _ask],
    State.REVIEW: _REVIEW,
    State.DECIDED: [*_REVIEW, _decide],
    State.CLOSED: [*_REVIEW, _decide, _close],
    State.APPEALED: [*_REVIEW, _decide, _appeal],
    State.APPEAL_DECIDED: [*_REVIEW, _decide, _appeal, _decide_appeal],
    State.DECLINED: [_decline],
    State.WITHDRAWN: [_withdraw],
}


def standing_of(staff: Staff) -> str:
    """Give where somebody stands now."""
    from webapp.organisation import queries as people

    return people.standing(staff.id).value


def fresh(case: Case) -> Case:
    """Read a case again."""
    return db.session.get_one(Case, case.id, populate_existing=True)
