"""The plan matrix and package rights (P1–P4). Standard library only.

Entitlements are computed from the matrix, never from a comparison with a plan's name.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from webapp.toolbox import packaged
from webapp.toolbox.words import Bilingual


class Plan(StrEnum):
    """The three service plans."""

    MAINTENANCE = "MAINTENANCE"
    CHRONIC = "CHRONIC"
    FULL_COURSE = "FULL_COURSE"


PLAN_NAMES: dict[Plan, Bilingual] = {
    Plan(code): packaged.bilingual(words) for code, words in packaged.data("plans", "plans")["plans"].items()
}


class Kind(StrEnum):
    """Who buys: one person or a group."""

    INDIVIDUAL = "INDIVIDUAL"
    GROUP = "GROUP"


class Item(StrEnum):
    """The service items of the matrix (product.md §2)."""

    RECORD = "RECORD"
    EXAM = "EXAM"
    GROUP_ASSESSMENT = "GROUP_ASSESSMENT"
    ASSESSMENT = "ASSESSMENT"
    LECTURE = "LECTURE"
    NEWSLETTER = "NEWSLETTER"
    SMS_REMINDER = "SMS_REMINDER"
    CHRONIC_CARE = "CHRONIC_CARE"
    FAMILY_DOCTOR = "FAMILY_DOCTOR"
    DIET_PLAN = "DIET_PLAN"
    GREEN_CHANNEL = "GREEN_CHANNEL"


UNCOUNTED = 999  # a right without a number of times: family doctor, diet plan …


@dataclass(frozen=True, slots=True)
class Grant:
    """One cell of the matrix: how often a year, which record tier, which packages.

    `items_change`: single items of the package may be changed while applying (P2).
    """

    times: int = UNCOUNTED
    tier: int = 0
    packages: tuple[str, ...] = ()
    items_change: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One service item and what each plan grants of it."""

    code: str
    name: Bilingual
    grants: Mapping[str, Grant]


@dataclass(frozen=True, slots=True)
class Matrix:
    """The plan matrix of one version."""

    version: int
    plans: Mapping[str, Bilingual]
    grades: Mapping[str, str]
    rows: tuple[Row, ...]

    def grant(self, *, plan: str, kind: str, item: str) -> Grant | None:
        """Give what a plan grants of an item, or None."""
        for row in self.rows:
            if row.code == item:
                return row.grants.get(f"{plan}.{kind}")
        return None

    def entitlements(self, *, plan: str, kind: str) -> dict[str, int]:
        """Give item → how many times in the service year (P6)."""
        column = f"{plan}.{kind}"
        return {row.code: row.grants[column].times for row in self.rows if column in row.grants}

    def packages(self, *, plan: str, kind: str) -> tuple[str, ...]:
        """Give the package levels a plan may take (P2)."""
        grant = self.grant(plan=plan, kind=kind, item=Item.EXAM)
        return grant.packages if grant else ()


def read_matrix(data: Mapping[str, Any]) -> Matrix:
    """Read a matrix from its JSON (`data/matrix.json`); raises KeyError or ValueError on a bad one."""
    plans = {Plan(code).value: words for code, words in data["plans"].items()}
    rows = tuple(
        Row(
            code=Item(row["code"]).value,
            name=Bilingual(zh=row["zh"], en=row["en"]),
            grants={column: _grant(cell) for column, cell in row["grants"].items()},
        )
        for row in data["items"]
    )
    return Matrix(
        version=int(data["version"]),
        plans={code: Bilingual(zh=words["zh"], en=words["en"]) for code, words in plans.items()},
        grades={code: words["grade"] for code, words in plans.items()},
        rows=rows,
    )


def _grant(cell: Mapping[str, Any]) -> Grant:
    return Grant(
        times=int(cell.get("times", UNCOUNTED)),
        tier=int(cell.get("tier", 0)),
        packages=tuple(cell.get("packages", ())),
        items_change=bool(cell.get("items_change", False)),
    )


def sold_codes(matrix: Matrix) -> tuple[str, ...]:
    """Give the code of everything one person can buy, `PLAN.LEVEL`: each needs a line of the schedule (P4)."""
    return tuple(
        f"{plan}.{level}"
        for plan in matrix.plans
        for level in matrix.packages(plan=plan, kind=Kind.INDIVIDUAL)
    )


@dataclass(frozen=True, slots=True)
class FeeLine:
    """One line of the public fee schedule (P4)."""

    code: str
    name: Bilingual
    yuan: Decimal


def read_fees(data: Mapping[str, Any]) -> tuple[FeeLine, ...]:
    """Read a fee schedule from its JSON; amounts are Decimal yuan, never negative."""
    lines = tuple(
        FeeLine(row["code"], Bilingual(zh=row["zh"], en=row["en"]), Decimal(row["yuan"]))
        for row in data["lines"]
    )
    if any(not line.yuan.is_finite() or line.yuan < 0 for line in lines):
        raise ValueError("a fee is below zero or no number")
    return lines


def institution_fits(*, grade_needed: str, grade: str) -> bool:
    """Tell whether an institution's class is the one the plan is examined at."""
    return grade_needed == grade
