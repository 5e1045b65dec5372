"""The published figures of a quarter, in words, for each branch."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from webapp.complaints.presenters.words import DECLINE_REASONS, OUTCOMES
from webapp.complaints.rules import statistics
from webapp.complaints.rules.statistics import TOO_FEW
from webapp.complaints.rules.trend import Line
from webapp.kernel.i18n import _, lazy

LABELS = {
    "received": lazy("Complaints received"),
    "accepted": lazy("Taken up"),
    **{f"declined_{one.lower()}": words for one, words in DECLINE_REASONS.items()},
    "decided": lazy("Answered"),
    "in_time_percent": lazy("Answered in time, per cent"),
    "median_days": lazy("Working days to the result, median"),
    "p90_days": lazy("Working days to the result, nine in ten"),
    "overdue_open": lazy("Late and still open"),
    **{f"outcome_{one.lower()}": words for one, words in OUTCOMES.items()},
    "appeals": lazy("Appeals"),
    "appeals_changed_percent": lazy("Appeals that changed the result, per cent"),
    "satisfaction_n": lazy("Clients who said how it was handled"),
    "satisfaction": lazy("Their mark, 1 to 5"),
}


@dataclass(frozen=True, slots=True)
class BranchFigures:
    """One branch's figures: its name, and (label, value) in their order."""

    name: str
    rows: list[tuple[str, str]]


def branch_figures(name: str, published: Mapping[str, str]) -> BranchFigures:
    """Put a branch's published figures into words."""
    return BranchFigures(name, [(str(LABELS[key]), value) for key, value in published.items()])


SHORT = {
    "received": lazy("Told"),
    "decided": lazy("Answered"),
    "in_time_percent": lazy("In time"),
    "median_days": lazy("Days"),
}


@dataclass(frozen=True, slots=True)
class YearRow:
    """A quarter or a whole year: what it is called, the quarter's own page, and the values in the heads' order."""

    period: str
    quarter: str
    values: list[str]


@dataclass(frozen=True, slots=True)
class BranchYears:
    """One branch's quarters and years."""

    name: str
    rows: list[YearRow]


def year_heads() -> list[str]:
    """Give the heads of a branch's table."""
    return [_("Period"), *(str(words) for words in SHORT.values())]


def branch_years(name: str, lines: Iterable[Line]) -> BranchYears:
    """Put a branch's quarters and years into rows."""
    return BranchYears(
        name,
        [
            YearRow(
                _called(one.period),
                "" if one.whole_year else one.period,
                [_value(key, one.told[key]) for key in SHORT],
            )
            for one in lines
        ],
    )


def _called(period: str) -> str:
    """Name a quarter as people do; a year is its number."""
    quarter = statistics.quarter(period)
    return _("Q%(n)s %(year)s", n=quarter.number, year=quarter.year) if quarter else period


def _value(key: str, told: str) -> str:
    return f"{told}%" if key == "in_time_percent" and told != TOO_FEW else told
