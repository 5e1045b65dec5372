"""The plans a client may enter, and for one of them the packages and institutions that fit (P1, P2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from webapp.kernel.i18n import money, say
from webapp.organisation import queries as organisation
from webapp.plans import queries as plans
from webapp.plans.rules import Kind, Matrix, Plan


@dataclass(frozen=True, slots=True)
class Choice:
    """What may be chosen within one plan; options are (value, words, note)."""

    plan: Plan
    packages: list[tuple[str, str, str]]
    institutions: list[tuple[str, str, str]]


def plan_of(code: str, matrix: Matrix | None) -> Plan | None:
    """Read a plan's code as it came in the address; None when the matrix has no such plan."""
    return Plan(code) if matrix and code in matrix.plans else None


def choice(plan: Plan, matrix: Matrix, *, branch_id: str, day: date) -> Choice:
    """Narrow packages and institutions to the plan, for one person buying on `day`."""
    levels = matrix.packages(plan=plan, kind=Kind.INDIVIDUAL)
    fees = {line.code: line.yuan for line in plans.fees()}
    packages = [
        (one.id, say(one.name), _fee(fees, f"{plan}.{one.level}"))
        for one in plans.packages()
        if one.level in levels
    ]
    fitting = institutions(plan, matrix, branch_id=branch_id, day=day)
    return Choice(plan, packages, fitting)


def institutions(plan: Plan, matrix: Matrix, *, branch_id: str, day: date) -> list[tuple[str, str, str]]:
    """Give the branch's institutions of the plan's class with an agreement on `day` (P1, O1)."""
    return [
        (one.id, say(one.name), say(one.address))
        for one in organisation.agreed_institutions(branch_id=branch_id, day=day)
        if one.grade == matrix.grades[plan]
    ]


def _fee(fees: dict[str, Decimal], code: str) -> str:
    yuan = fees.get(code)
    return money(yuan) if yuan is not None else ""
