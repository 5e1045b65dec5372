"""Part 6: management advice, picked from a table by what was found; each row has a source and a reviewer.

No advice is worked out from a model's coefficients (in China-PAR a man's waist counts downwards), and no advice
sells anything.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from webapp.assessments.rules.report.findings import Finding
from webapp.toolbox.packaged import data
from webapp.toolbox.results import Result
from webapp.toolbox.words import Bilingual

_ROWS: Final[Sequence[Mapping[str, Any]]] = data("assessments", "advice")
_ASKS_FOR_ADVICE = ("act", "watch")


@dataclass(frozen=True, slots=True)
class Advice:
    """One piece of advice: the full sentence and its first step in a few words."""

    code: str
    text: Bilingual
    first_step: Bilingual
    source: str

    def as_json(self) -> dict[str, str]:
        """Give `{"zh-Hans", "en", "source"}`."""
        return {**self.text.as_json(), "source": self.source}


def advice(findings: Sequence[Finding], results: Mapping[str, Result]) -> list[Advice]:
    """Pick the rows that fit, in the order of the table: what matters most comes first."""
    found: dict[str, set[str]] = {}
    for finding in findings:
        if finding.category and finding.tone in _ASKS_FOR_ADVICE:
            found.setdefault(finding.topic, set()).add(finding.category)
    if results["lung_2021"].parts.get("meets"):
        found["lung"] = {"met"}
    found["review"] = {"one_year" if found else "later"}
    return [_advice(row) for row in _ROWS if _picked(row, found)]


def _picked(row: Mapping[str, Any], found: Mapping[str, set[str]]) -> bool:
    """`unless` names what a stricter row of the same kind already answers: two retest times never meet."""
    return _fits(row["when"], found) and not _fits(row.get("unless", {}), found)


def _fits(when: Mapping[str, Sequence[str]], found: Mapping[str, set[str]]) -> bool:
    return any(found.get(topic, set()) & set(categories) for topic, categories in when.items())


def _advice(row: Mapping[str, Any]) -> Advice:
    first = Bilingual(row["first_zh"], row["first_en"])
    return Advice(row["code"], Bilingual(row["zh"], row["en"]), first, row["source"])
