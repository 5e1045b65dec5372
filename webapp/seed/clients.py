"""Seventy clients of the demo, invented, each with a plan, a care team and consents."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from webapp import config
from webapp.clients import services
from webapp.clients.rules import ASKED, Allergen, Capacity
from webapp.kernel import clock
from webapp.plans import services as plans
from webapp.plans.rules import Kind, Plan
from webapp.seed.organisation import House
from webapp.seed.sign_ins import PASSWORD

_PEOPLE = json.loads((config.ROOT / "webapp" / "seed" / "data" / "people.json").read_text(encoding="utf-8"))
ROWS = [*_PEOPLE["clients"], *_PEOPLE["colleagues"]]
COLLEAGUES = range(len(_PEOPLE["clients"]), len(ROWS))
"""The clients who came with their company's contract."""


@dataclass(frozen=True)
class Person:
    """One client of the demo: ids, facts, and a die of their own for figures that hang together."""

    number: int
    client_id: str
    account_id: str
    branch: str
    sex: str
    age: int
    phone: str
    name_zh: str
    name_en: str
    plan: Plan
    package: str
    institution: str
    enrolment_id: str
    die: Random

    @property
    def manager(self) -> str:
        """The user name of the health manager in charge."""
        if self.branch == "DC":
            return "wei"
        return "chen" if self.number % 3 == 2 else "lu"


def welcome(house: House, *, today: date, number: int) -> Person:
    """Register client `number` (0–59; from 60 on the group's), enrol and agree; the day they came is told by the clock."""
    row = ROWS[number]
    client_id, account_id = _register(house, row, today, number)
    plan, package, institution = _choice(number, row["branch"])
    kind = Kind.GROUP if number in COLLEAGUES else Kind.INDIVIDUAL
    enrolment = plans.enrol(
        client_id=client_id,
        branch_id=house.branches[row["branch"]],
        plan=plan,
        kind=kind,
        package_id=house.packages[package],
        institution_id=house.institutions[institution],
        starts=clock.today(),
        actor_id=house.staff["wei" if row["branch"] == "DC" else "lu"],
    )
    person = Person(
        number=number,
        client_id=client_id,
        account_id=account_id,
        phone=_phone(number),
        plan=plan,
        package=package,
        institution=institution,
        enrolment_id=enrolment.id,
        die=Random(row["seed"]),
        **{key: row[key] for key in ("branch", "sex", "age", "name_zh", "name_en")},
    )
    _settle_in(house, person)
    return person


def _phone(number: int) -> str:
    return f"+861390000{number + 1:04d}"


def _register(house: House, row: dict[str, Any], today: date, number: int) -> tuple[str, str]:
    born = date(today.year - row["age"] - 1, 12, 31) + timedelta(days=row["day_of_year"] % 300)
    client = services.register(
        branch_id=house.branches[row["branch"]],
        name_zh=row["name_zh"],
        name_en=row["name_en"],
        sex=row["sex"],
        birth_date=born,
        occupation=row["occupation"],
        phone=_phone(number),
        password=PASSWORD,
        allergies=(Allergen.PEANUT, Allergen.SHRIMP) if number == 0 else (),
        actor_id="",
    )
    return client.id, client.account_id or ""


def _choice(number: int, branch: str) -> tuple[Plan, str, str]:
    """Every third client of Nanhu has the full course; Dongchuan has no high-end institution."""
    if number in COLLEAGUES:
        return Plan.MAINTENANCE, "STANDARD", "NANHU"
    if branch == "NH" and number % 3 == 0:
        return Plan.FULL_COURSE, "DELUXE", "XISHAN"
    where = "NANHU" if branch == "NH" else "DONGCHUAN"
    plan = Plan.CHRONIC if number % 4 == 1 else Plan.MAINTENANCE
    return plan, "COMPREHENSIVE" if number % 2 else "STANDARD", where


def _settle_in(house: House, person: Person) -> None:
    team = {Capacity.HEALTH_MANAGER: person.manager}
    if person.plan is Plan.FULL_COURSE:
        team |= {Capacity.FAMILY_DOCTOR: "he", Capacity.NUTRITIONIST: "lin"}
    for capacity, username in team.items():
        services.assign_care(
            client_id=person.client_id,
            capacity=capacity,
            staff_id=house.staff[username],
            actor_id=house.staff[person.manager],
        )
    for purpose in ASKED:
        services.give_consent(client_id=person.client_id, purpose=purpose, actor_id=person.account_id)
