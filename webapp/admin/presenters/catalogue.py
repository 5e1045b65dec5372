"""Packages and fees as lines of a page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from webapp.admin.presenters.words import LEVEL_WORDS
from webapp.kernel.i18n import say
from webapp.plans.queries import ExamPackage
from webapp.plans.rules import FeeLine
from webapp.toolbox.packaged import bilingual, data
from webapp.toolbox.words import Bilingual


@dataclass(frozen=True, slots=True)
class PackageRow:
    """One package of the list."""

    id: str
    name: Bilingual
    level: str
    count: int


def package_rows(packages: Sequence[ExamPackage]) -> list[PackageRow]:
    """Draw the packages on sale, the smallest level first."""
    order = list(LEVEL_WORDS)
    found = sorted(packages, key=lambda one: order.index(one.level))
    return [PackageRow(one.id, one.name, str(LEVEL_WORDS[one.level]), len(one.item_codes)) for one in found]


def item_names(codes: Sequence[str]) -> list[str]:
    """Say what is examined; a code that the catalogue no longer has is shown as it is."""
    names = {row["code"]: say(bilingual(row)) for row in data("plans", "packages")["items"]}
    return [names.get(code, code) for code in codes]


@dataclass(frozen=True, slots=True)
class FeeRow:
    """One amount to enter: field id, name, what stands in it, its error."""

    field: str
    name: str
    value: str
    error: str


def fee_rows(lines: Sequence[FeeLine], typed: Mapping[str, str], wrong: Mapping[str, str]) -> list[FeeRow]:
    """Draw the schedule as fields; what was typed stays."""
    rows = []
    for line in lines:
        field = f"fee-{line.code}"
        value = typed.get(field, str(line.yuan))[:20]
        rows.append(FeeRow(field, say(line.name), value, wrong.get(field, "")))
    return rows
