"""Two people of the demo without a plan: one has applied and waits for the branch, one may try it (P5)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from webapp.clients import services as clients
from webapp.clients.rules import Purpose
from webapp.plans import queries, services
from webapp.plans.rules import Plan, Way
from webapp.seed.organisation import WORDS, House
from webapp.seed.sign_ins import PASSWORD, SignIn
from webapp.seed.story import Day

_APPLICANTS: list[dict[str, Any]] = WORDS["applicants"]
_BRANCH, _INSTITUTION, _PACKAGE = "NH", "NANHU", "STANDARD"


def come(house: House, day: Day) -> None:
    """Register them; the first one applies for the maintenance plan."""
    with day.ago(2, hour=20):
        first, *_others = [_register(house, day.today, row) for row in _APPLICANTS]
        _apply(house, *first)


def sign_ins() -> list[SignIn]:
    """Give their entries in the list of ready-made sign-ins."""
    return [
        SignIn("CLIENT", row["name_zh"], row["name_en"], row["phone"], row["note_zh"], row["note_en"])
        for row in _APPLICANTS
    ]


def _register(house: House, today: date, row: dict[str, Any]) -> tuple[str, str]:
    client = clients.register(
        branch_id=house.branches[_BRANCH],
        name_zh=row["name_zh"],
        name_en=row["name_en"],
        sex=row["sex"],
        birth_date=date(today.year - row["age"] - 1, 12, 31) + timedelta(days=row["day_of_year"]),
        phone=f"+86{row['phone']}",
        password=PASSWORD,
        actor_id=house.accounts["lu"],
    )
    return client.id, client.account_id or ""


def _apply(house: House, client_id: str, account_id: str) -> None:
    services.choose_plan(
        client_id=client_id, branch_id=house.branches[_BRANCH], plan=Plan.MAINTENANCE, way=Way.NEW
    )
    services.choose_package(client_id=client_id, package_id=house.packages[_PACKAGE])
    services.choose_institution(client_id=client_id, institution_id=house.institutions[_INSTITUTION])
    services.answer_consents(client_id=client_id, agreed={Purpose.QUESTIONNAIRE, Purpose.EXAM_REPORTS})
    schedule = queries.fee_schedule()
    services.submit(client_id=client_id, fee_version=schedule.version if schedule else 0, actor_id=account_id)
