"""Two results of one client side by side: figures with their models' versions, findings, inputs (S5)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from webapp.assessments.models import Assessment
from webapp.assessments.presenters.desk import figure_rows
from webapp.assessments.presenters.inputs import lines, origins
from webapp.assessments.presenters.words import told
from webapp.kernel.i18n import _, ngettext


@dataclass(frozen=True, slots=True)
class Pair:
    """One thing as it was and as it is; an empty text where it is not known."""

    name: str
    before: str
    now: str

    @property
    def changed(self) -> bool:
        """Tell whether the two differ."""
        return self.before != self.now


def compared(before: Assessment, now: Assessment) -> list[tuple[str, list[Pair]]]:
    """Draw the tables: what differs stands first in each."""
    return [
        (_("Figures and their models"), _pairs(_figures(before), _figures(now))),
        (_("What the report finds"), _pairs(_findings(before), _findings(now))),
        (_("Inputs"), _pairs(_inputs(before), _inputs(now))),
    ]


def in_short(tables: list[tuple[str, list[Pair]]]) -> str:
    """Count what differs."""
    n = sum(pair.changed for _words, pairs in tables for pair in pairs)
    return ngettext("%(n)s thing differs.", "%(n)s things differ.", n) if n else _("Nothing differs.")


def _pairs(before: Mapping[str, str], now: Mapping[str, str]) -> list[Pair]:
    pairs = [Pair(name, before.get(name, ""), now.get(name, "")) for name in {**now, **before}]
    return sorted(pairs, key=lambda pair: not pair.changed)


def _figures(kept: Assessment) -> dict[str, str]:
    results = kept.result["parts"]["5_disease_risk"]
    versions = [result["model"]["version"] for result in results.values()]
    return {
        row.name: " · ".join(filter(None, (row.value or row.note, row.category, version)))
        for row, version in zip(figure_rows(kept), versions, strict=True)
    }


def _findings(kept: Assessment) -> dict[str, str]:
    parts = kept.result["parts"]
    found = [*parts["2_risk_factors"], *parts["3_chronic"], *parts["4_improvement"]]
    return {told(finding["label"]): told(finding["text"]) for finding in found}


def _inputs(kept: Assessment) -> dict[str, str]:
    inputs = [line for origin in origins(lines(kept)) for line in origin.lines]
    return {name: f"{value} {unit}".strip() for name, value, unit in inputs}
