"""The figures of a group report: tables, top problems, change against last year, what to do (S6)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from webapp.groups.rules.disclosure import Told, at_least, tell
from webapp.groups.rules.tables import Classes, Table, count, tables
from webapp.toolbox.packaged import data

LEAST_PEOPLE: Final = 10
"""Two blocks of five: under that no table can be told."""
PROBLEMS: Final = 5
_SAME: Final = 5.0
"""Points of per cent within which two years count as about the same."""


@dataclass(frozen=True, slots=True)
class Taking:
    """How many took part: on the roster, examined, assessed, and counted in the tables."""

    invited: int
    examined: int
    assessed: int
    counted: int

    def as_json(self) -> dict[str, int]:
        """Give what is told: steps between are rounded down to fives, so that nobody is told apart by them."""
        return {
            "invited": self.invited,
            "examined": at_least(self.examined),
            "assessed": at_least(self.assessed),
            "counted": self.counted,
        }


def figures(
    people: Sequence[Classes], taking: Taking, *, last: Mapping[str, Any] | None = None, lectures: int = 0
) -> dict[str, Any]:
    """Work out what is published of a contract year, and nothing else.

    `people`: the classes of those who are counted; `last`: the figures of the report before; `lectures`: how many
    the contract has.
    """
    told = {table.code: tell(count(people, table.code), table.levels) for table in tables()}
    shown = {code: one for code, one in told.items() if one is not None}
    problems = top_problems(shown)
    return {
        "participation": taking.as_json(),
        "tables": {code: _as_json(one) for code, one in shown.items()},
        "kept_back": [code for code, one in told.items() if one is None],
        "problems": problems,
        "changes": changes(problems, last),
        "lectures": suggested("LECTURE", problems)[:lectures],
        "measures": suggested("MEASURE", problems),
    }


def _as_json(told: Told) -> dict[str, Any]:
    cells = [{"of": list(block), "people": number} for block, number in told.blocks]
    return {"cells": cells, "unknown": told.unknown, "people": told.people}


def top_problems(shown: Mapping[str, Told]) -> list[dict[str, Any]]:
    """Order what is found most often, by the share of those of whom it is known; only from what is told."""
    found = [
        {"table": table.code, "people": affected, "of": told.people - told.unknown}
        for table in tables()
        if table.problem and (told := shown.get(table.code)) and (affected := _affected(table, told))
    ]
    return sorted(found, key=share, reverse=True)[:PROBLEMS]


def share(problem: Mapping[str, Any]) -> float:
    """Give a problem's share in per cent."""
    return 100.0 * float(problem["people"]) / float(problem["of"])


def _affected(table: Table, told: Told) -> int:
    return sum(number for block, number in told.blocks if table.problem.issuperset(block))


def changes(problems: Sequence[Mapping[str, Any]], last: Mapping[str, Any] | None) -> dict[str, Any]:
    """Compare this year's top problems with the same ones in the report before, where both are told.

    Gives table → `{"before": per cent, "now": per cent, "trend": "less" | "same" | "more"}`.
    """
    earlier = {code: _share_in(code, last) for code in last["tables"]} if last else {}
    return {
        row["table"]: {"before": round(before), "now": round(share(row)), "trend": trend(before, share(row))}
        for row in problems
        if (before := earlier.get(row["table"])) is not None
    }


def trend(before: float, now: float) -> str:
    """Say how a share moved."""
    if abs(now - before) < _SAME:
        return "same"
    return "more" if now > before else "less"


def _share_in(code: str, figures: Mapping[str, Any]) -> float | None:
    """Give a problem's share in kept figures; None for a table that this version does not know."""
    table = next((one for one in tables() if one.code == code), None)
    kept = figures["tables"][code]
    known = kept["people"] - kept["unknown"]
    if table is None or not table.problem or not known:
        return None
    affected = sum(int(cell["people"]) for cell in kept["cells"] if table.problem.issuperset(cell["of"]))
    return 100.0 * affected / float(known)


def suggested(kind: str, problems: Sequence[Mapping[str, Any]]) -> list[str]:
    """Give the codes of the lectures or measures of `data/suggestions.json` for these problems, in their order."""
    rows = [row for row in data("groups", "suggestions") if row["kind"] == kind]
    return [row["code"] for problem in problems for row in rows if row["table"] == problem["table"]]
