"""The first step: the plans that can be applied for, what they cost, and when the year may begin (P5, P6)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from webapp.kernel.i18n import _, day, money, say
from webapp.plans import rules
from webapp.plans.rules import FeeLine, Kind, Matrix, Standing, Way
from webapp.toolbox.words import Bilingual


@dataclass(frozen=True, slots=True)
class PlanCard:
    """One plan to choose: what it costs and what is in it."""

    code: str
    name: Bilingual
    price: str
    rights: str


@dataclass(frozen=True, slots=True)
class PlanChoice:
    """The plans to choose from, and when the year may begin: (value, words)."""

    plans: list[PlanCard]
    ways: list[tuple[str, str]]


def plan_choice(matrix: Matrix | None, standing: Standing, fees: Sequence[FeeLine]) -> PlanChoice:
    """Draw the plans that can be applied for now (P5, P6)."""
    if matrix is None:
        return PlanChoice([], [])
    open_ways = rules.ways(standing, matrix)
    cards = [
        PlanCard(code, name, _price(code, fees), _rights(matrix, code))
        for code, name in matrix.plans.items()
        if any(rules.plan_fits(code, way, standing, matrix) for way in open_ways)
    ]
    return PlanChoice(cards, [(way.value, _way_words(way, standing)) for way in open_ways])


def _price(plan: str, fees: Sequence[FeeLine]) -> str:
    amounts = sorted(line.yuan for line in fees if line.code.startswith(f"{plan}."))
    if not amounts:
        return ""
    if len(amounts) == 1:
        return _("%(yuan)s a year", yuan=money(amounts[0]))
    return _("from %(yuan)s a year", yuan=money(amounts[0]))


def _rights(matrix: Matrix, plan: str) -> str:
    column = f"{plan}.{Kind.INDIVIDUAL}"
    return _(", ").join(say(row.name) for row in matrix.rows if column in row.grants)


def _way_words(way: Way, standing: Standing) -> str:
    if way is Way.RENEWAL:
        starts = rules.year_would_start(way, standing, date.min)
        return _("After the running year: from %(day)s", day=day(starts, "date"))
    if way is Way.UPGRADE:
        return _("Now: a higher plan takes the place of the running one")
    return _("As soon as the branch has confirmed the payment")
