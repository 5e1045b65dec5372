"""Quarters and their year side by side (complaints.md §7): a year's figure tells nothing of a hidden quarter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from webapp.complaints.rules.statistics import (
    SMALL,
    TOO_FEW,
    UNTOLD,
    Figures,
    Quarter,
    publish,
    quarter_of,
)

COUNTS = ("received", "accepted", "decided", "appeals", "satisfaction_n")
RATES = ("in_time_percent", "median_days", "p90_days", "appeals_changed_percent", "satisfaction")
LAST = ("overdue_open",)  # stands as it is at the end
KEYS = (
    "received",
    "accepted",
    "decided",
    "in_time_percent",
    "median_days",
    "p90_days",
    "overdue_open",
    "appeals",
    "appeals_changed_percent",
    "satisfaction_n",
    "satisfaction",
)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a branch's years: a quarter ("2026Q4") or a year ("2026") and its figures as they may be told."""

    period: str
    whole_year: bool
    told: dict[str, str]


def begun(year: int, today: date) -> list[Quarter]:
    """Give the quarters of a year that have begun."""
    return [one for one in (Quarter(year, n) for n in (1, 2, 3, 4)) if one.first <= today]


def lines_of(counted: Mapping[Quarter, Figures], year: int, *, first: date, counted_on: date) -> list[Line]:
    """Give a branch's quarters of a year that are over, from that of the day `first` on, and the year when it is.

    A year that grew quarter by quarter would tell, by what it grew, a quarter that is hidden.
    """
    asked = [
        one for one in begun(year, counted_on) if one.over(counted_on) and one.last >= quarter_of(first).first
    ]
    found = [counted.get(one, Figures()) for one in asked]
    quarters = [Line(str(one), False, _only(publish(of))) for one, of in zip(asked, found, strict=True)]
    whole = Quarter(year, 4).over(counted_on) and quarters
    return [*quarters, Line(str(year), True, of_year(found))] if whole else quarters


def of_year(quarters: Sequence[Figures]) -> dict[str, str]:
    """Give a year's figures as they may be told beside those of its quarters.

    A count is hidden unless every hidden quarter could still be anything from none to four; a share, a mean or a
    median unless what the hidden quarters make together is of two at least and could be told by itself.
    """
    whole, parts = publish(together(quarters)), [publish(one) for one in quarters]
    shown = _only(whole)
    for key in COUNTS:
        hidden = [
            _number(one, key) for one, part in zip(quarters, parts, strict=True) if part[key] == TOO_FEW
        ]
        if hidden and not SMALL - 1 <= sum(hidden) <= (SMALL - 1) * (len(hidden) - 1):
            shown[key] = TOO_FEW
    for key in RATES:
        rest = [one for one, part in zip(quarters, parts, strict=True) if part[key] in UNTOLD]
        if rest and (len(rest) == 1 or publish(together(rest))[key] in UNTOLD):
            shown[key] = publish(Figures())[key]
    return shown


def together(quarters: Iterable[Figures]) -> Figures:
    """Add quarters up; what is open and late is so at the end of the last one."""
    whole = Figures()
    for one in quarters:
        for name in (
            "received",
            "accepted",
            "decided",
            "in_time",
            "appeals",
            "appeals_decided",
            "appeals_changed",
        ):
            setattr(whole, name, getattr(whole, name) + getattr(one, name))
        whole.days += one.days
        whole.marks += one.marks
        whole.overdue_open = one.overdue_open
    return whole


def _only(told: dict[str, str]) -> dict[str, str]:
    return {key: told[key] for key in KEYS}


def _number(one: Figures, key: str) -> int:
    return len(one.marks) if key == "satisfaction_n" else int(getattr(one, key))
