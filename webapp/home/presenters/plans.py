"""The plan matrix in words a buyer reads: one card a plan, one line an item (product page §2)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from webapp.kernel.i18n import _, lazy, say
from webapp.plans.queries import ExamItemChange, known_items
from webapp.plans.rules import UNCOUNTED, Grant, Kind, Matrix, Row
from webapp.toolbox.words import Bilingual

LEVELS = {
    "ECONOMY": lazy("economy"),
    "STANDARD": lazy("standard"),
    "COMPREHENSIVE": lazy("comprehensive"),
    "DELUXE": lazy("deluxe"),
}
_TIERS = ("", "I", "II", "III")


@dataclass(frozen=True, slots=True)
class Right:
    """One item of a plan: what it is, how much of it, and for whom if not for all."""

    name: Bilingual
    words: str
    only: str


@dataclass(frozen=True, slots=True)
class PlanCard:
    """One plan with its items."""

    code: str
    name: Bilingual
    rights: list[Right]


def plan_cards(matrix: Matrix | None) -> list[PlanCard]:
    """Give the plans in the order of the matrix; nothing before any was published."""
    if matrix is None:
        return []
    return [PlanCard(code, name, _rights(matrix, code)) for code, name in matrix.plans.items()]


@dataclass(frozen=True, slots=True)
class ChangedItem:
    """One exam item changed while applying: what was done to it, and the reason (P2, P4)."""

    words: str
    reason: str


def changed_items(changes: Sequence[ExamItemChange]) -> list[ChangedItem]:
    """Say which exam items were changed while applying, and why."""
    names = {code: say(name) for code, name in known_items().items()}
    return [ChangedItem(_change_words(one, names.get(one.item, one.item)), one.reason) for one in changes]


def _change_words(change: ExamItemChange, name: str) -> str:
    if change.act == "ADDED":
        return _("Added to your exam: %(name)s", name=name)
    return _("Left out of your exam: %(name)s", name=name)


def _rights(matrix: Matrix, plan: str) -> list[Right]:
    return [right for row in matrix.rows if (right := _right(row, plan))]


def _right(row: Row, plan: str) -> Right | None:
    group, single = (row.grants.get(f"{plan}.{kind}") for kind in (Kind.GROUP, Kind.INDIVIDUAL))
    if single is None:
        return Right(row.name, _amount(group), _("for groups")) if group else None
    extra = [level for level in group.packages if level not in single.packages] if group else []
    only = _("groups also: %(levels)s", levels=_levels(extra)) if extra else ""
    return Right(row.name, _amount(single), only)


def _amount(grant: Grant) -> str:
    if grant.tier:
        return _("tier %(tier)s", tier=_TIERS[grant.tier])
    if grant.times == UNCOUNTED:
        return _("included")
    times = _times(grant.times)
    return f"{times} · {_levels(grant.packages)}" if grant.packages else times


def _times(times: int) -> str:
    return _("once a year") if times == 1 else _("up to %(n)s times a year", n=times)


def _levels(codes: tuple[str, ...] | list[str]) -> str:
    return _(", ").join(str(LEVELS.get(code, code)) for code in codes)
