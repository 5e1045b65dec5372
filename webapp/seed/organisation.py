"""Two branches, headquarters, sixteen people over all roles, three institutions. All invented."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from webapp import config
from webapp.accounts.rules import Role
from webapp.organisation import services
from webapp.organisation.rules import Grade
from webapp.plans import services as plans
from webapp.plans.rules import read_condition
from webapp.seed.sign_ins import PASSWORD, TOTP_SECRET

WORDS = json.loads((config.ROOT / "webapp" / "seed" / "data" / "people.json").read_text(encoding="utf-8"))
_PLANS = config.ROOT / "webapp" / "plans" / "data"


DESKS = {row["institution"]: row["username"] for row in WORDS["staff"] if "institution" in row}
"""Institution → the user name of its desk."""


@dataclass(frozen=True)
class House:
    """Ids of what was made: branches by code, staff by user name, institutions and packages by code."""

    branches: dict[str, str]
    staff: dict[str, str]
    accounts: dict[str, str]
    institutions: dict[str, str]
    packages: dict[str, str]


def found(*, today: date) -> House:
    """Found the company a year before `today`."""
    branches = {row["code"]: _branch(row) for row in WORDS["branches"]}
    institutions = {row["code"]: _institution(row, branches, today) for row in WORDS["institutions"]}
    staff: dict[str, str] = {}
    accounts: dict[str, str] = {}
    for row in WORDS["staff"]:
        person = _hire(row, branches, institutions, staff, today)
        staff[row["username"]], accounts[row["username"]] = person
    for year in (today.year - 1, today.year, today.year + 1):
        services.import_year(year=year, actor_id=staff["admin"])
    return House(branches, staff, accounts, institutions, _publish_plans(staff["admin"]))


def _branch(row: dict[str, str]) -> str:
    facts = {key: row[key] for key in ("address_zh", "address_en", "phone")}
    return services.open_branch(
        code=row["code"],
        name_zh=row["name_zh"],
        name_en=row["name_en"],
        is_headquarters=row["code"] == "HQ",
        actor_id="",
        **facts,
    ).id


_FACTS = ("address_zh", "address_en", "transit_zh", "transit_en", "hours_zh", "hours_en", "phone", "map_url")


def _institution(row: dict[str, str], branches: dict[str, str], today: date) -> str:
    branch_id = branches[row["branch"]]
    institution = services.add_institution(
        branch_id=branch_id,
        grade=Grade(row["grade"]),
        name_zh=row["name_zh"],
        name_en=row["name_en"],
        actor_id="",
        **{key: row[key] for key in _FACTS},
    )
    services.sign_agreement(
        institution_id=institution.id,
        branch_id=branch_id,
        valid_from=today - timedelta(days=400),
        valid_to=today + timedelta(days=400),
        change_hours=39,
        report_days=7,
        actor_id="",
    )
    return institution.id


def _hire(
    row: dict[str, str],
    branches: dict[str, str],
    institutions: dict[str, str],
    staff: dict[str, str],
    today: date,
) -> tuple[str, str]:
    person = services.hire(
        branch_id=branches[row["branch"]],
        role=Role(row["role"]),
        username=row["username"],
        password=PASSWORD,
        name_zh=row["name_zh"],
        name_en=row["name_en"],
        actor_id="",
        manager_id=staff.get(row.get("manager", "")),
        institution_id=institutions.get(row.get("institution", "")),
        totp_secret=TOTP_SECRET,
        hired_on=today - timedelta(days=700),
    )
    return person.id, person.account_id


def _publish_plans(actor_id: str) -> dict[str, str]:
    plans.publish_matrix(data=_read("matrix.json"), actor_id=actor_id)
    plans.publish_fees(lines=_read("fees.json")["lines"], actor_id=actor_id)
    return {
        row["level"]: plans.add_package(
            level=row["level"],
            name_zh=row["zh"],
            name_en=row["en"],
            items=row["items"],
            conditions={code: read_condition(limits) for code, limits in row.get("conditions", {}).items()},
            actor_id=actor_id,
        ).id
        for row in _read("packages.json")["packages"]
    }


def _read(name: str) -> dict[str, list[dict[str, Any]]]:
    data: dict[str, list[dict[str, Any]]] = json.loads((_PLANS / name).read_text(encoding="utf-8"))
    return data
