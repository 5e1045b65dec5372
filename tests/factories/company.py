"""A small company for tests: headquarters, two branches, people, clients. Made by the services."""

from __future__ import annotations

from datetime import date
from itertools import count

from tests.factories.accounts import PASSWORD, TOTP
from webapp.accounts.rules import Role
from webapp.clients import services as clients
from webapp.clients.models import Client
from webapp.clients.rules import Capacity
from webapp.organisation import queries, services
from webapp.organisation.models import Branch, Institution, Staff
from webapp.organisation.rules import Grade

_numbers = count(1)


def headquarters() -> Branch:
    """Give headquarters, opened once."""
    known = [one for one in queries.branches() if one.is_headquarters]
    return known[0] if known else a_branch(is_headquarters=True)


def a_branch(*, is_headquarters: bool = False) -> Branch:
    """Open a branch."""
    return services.open_branch(
        code=f"T{next(_numbers)}",
        name_zh="南湖店",
        name_en="South Lake",
        actor_id="",
        is_headquarters=is_headquarters,
    )


def somebody(
    branch: Branch, role: Role = Role.HEALTH_MANAGER, institution: Institution | None = None
) -> Staff:
    """Hire a staff member."""
    return services.hire(
        branch_id=branch.id,
        role=role,
        username=f"person{next(_numbers)}",
        password=PASSWORD,
        name_zh="陆晓",
        name_en="Lu Xiao",
        actor_id="",
        institution_id=institution.id if institution else None,
        totp_secret=TOTP,
    )


def an_institution(branch: Branch, *, grade: Grade = Grade.REGULAR, agreed: bool = True) -> Institution:
    """Add an institution, with an agreement for 2026 and 2027 unless told otherwise."""
    institution = services.add_institution(
        branch_id=branch.id, grade=grade, name_zh="溪山体检中心", name_en="Xishan Health Centre", actor_id=""
    )
    if agreed:
        services.sign_agreement(
            institution_id=institution.id,
            branch_id=branch.id,
            valid_from=date(2026, 1, 1),
            valid_to=date(2027, 12, 31),
            change_hours=48,
            report_days=7,
            actor_id="",
        )
    return institution


def a_client(
    branch: Branch,
    *,
    name_zh: str = "沈致和",
    name_en: str = "Shen Zhihe",
    phone: str = "",
    sex: str = "MALE",
) -> Client:
    """Register a client."""
    return clients.register(
        branch_id=branch.id,
        name_zh=name_zh,
        name_en=name_en,
        sex=sex,
        birth_date=date(1968, 3, 5),
        phone=phone or f"+86137{next(_numbers):08d}",
        language="en",
        actor_id="",
    )


def in_charge(client: Client, staff: Staff, capacity: Capacity = Capacity.HEALTH_MANAGER) -> None:
    """Put a staff member in charge of a client."""
    clients.assign_care(client_id=client.id, capacity=capacity, staff_id=staff.id, actor_id="")
