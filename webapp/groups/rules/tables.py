"""The fixed tables of a group report: which class each person falls into (S6).

A table is a partition of the people who are counted: each of them is in exactly one class, or in none where
nothing is known. No table is a function of another one, so that one cannot be worked out from the other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from webapp.groups.rules.disclosure import Blocks
from webapp.toolbox.packaged import data

Classes = Mapping[str, str | None]
"""Table → the class of one person; None where nothing is known."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its classes, the ways to put them together from finest to coarsest, and which are a problem.

    `gathered`: the names of the classes put together (`grade1+grade2`). A problem is told at every level.
    """

    code: str
    words: Mapping[str, str]
    classes: Mapping[str, Mapping[str, str]]
    levels: tuple[Blocks, ...]
    problem: frozenset[str]
    gathered: Mapping[str, Mapping[str, str]]
    problem_words: Mapping[str, str]

    def name_of(self, block: Sequence[str]) -> Mapping[str, str]:
        """Give the words of a block of classes."""
        return self.classes[block[0]] if len(block) == 1 else self.gathered["+".join(block)]


@cache
def tables() -> tuple[Table, ...]:
    """Give the tables of `data/tables.json` in the order of the report."""
    return tuple(_table(row) for row in data("groups", "tables"))


def _table(row: Mapping[str, Any]) -> Table:
    levels = tuple(tuple(tuple(block) for block in level) for level in row["levels"])
    return Table(
        row["code"],
        {"zh": row["zh"], "en": row["en"]},
        row["classes"],
        levels,
        frozenset(row.get("problem", ())),
        row.get("gathered", {}),
        row.get("problem_words", {}),
    )


_AGES: Final = ((30, "to_29"), (40, "30s"), (50, "40s"), (60, "50s"))
_WORST: Final = ("appropriate", "borderline", "off")
_LIPIDS: Final = ("tc", "ldl", "tg", "hdl")


def classes(report: Mapping[str, Any], *, sex: str, age: int) -> Classes:
    """Class one person by an assessment as it is kept: `report` is `assessments.rules.report.Report.as_json`."""
    parts = report["parts"]
    told = {row["topic"]: row["category"] for row in (*parts["2_risk_factors"], *parts["4_improvement"])}
    risk = parts["5_disease_risk"].get("china_par_10y") or {}
    return {
        "age": age_band(age),
        "sex": sex.lower(),
        **{topic: told.get(topic) for topic in ("bmi", "waist", "bp", "glucose", "alcohol", "stress")},
        "lipids": _lipids(told),
        "smoking": told.get("smoking"),
        "activity": _ACTIVITY.get(told.get("activity") or ""),
        "heart": risk.get("category"),
    }


def age_band(age: int) -> str:
    """Give the band of ten years in which an age lies."""
    return next((band for limit, band in _AGES if age < limit), "from_60")


_ACTIVITY: Final = {
    "low": "little",
    "little": "little",
    "moderate": "enough",
    "regular": "enough",
    "high": "much",
}


def _lipids(told: Mapping[str, str | None]) -> str | None:
    """Take the worst of the blood fats that were measured; one that is missing cannot make it fine."""
    found = [told.get(kind) for kind in _LIPIDS]
    known = [_WORST.index({"high": "off", "low": "off"}.get(one, one)) for one in found if one]
    worst = max(known, default=0)
    return _WORST[worst] if worst == 2 or None not in found else None


def count(people: Iterable[Classes], table: str) -> Counter[str | None]:
    """Count one table: class → people; None counts those of whom nothing is known."""
    return Counter(person.get(table) for person in people)
