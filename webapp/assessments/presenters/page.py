"""A kept assessment → the client's report: summary, ladder, six parts, and what is left open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from webapp.assessments.models import Assessment
from webapp.assessments.presenters.inputs import Origin, lines, origins, used
from webapp.assessments.presenters.risks import RiskCard, beside, risk_cards
from webapp.assessments.presenters.words import TERMS, figure, said, source, told, whole
from webapp.kernel.i18n import _, ngettext

_ORDER = ("act", "watch", "good")
_GOAL = "bp_target"


@dataclass(frozen=True, slots=True)
class Rung:
    """One value or habit of the ladder, with its explanation."""

    name: str
    value: str
    unit: str
    note: str
    term: str
    source: str


@dataclass(frozen=True, slots=True)
class Step:
    """The rungs of one tone."""

    tone: str
    words: str
    rungs: tuple[Rung, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of advice with its source."""

    words: str
    source: str


@dataclass(frozen=True, slots=True)
class ReportPage:
    """Everything the report's page and print show, in the reader's language."""

    sentences: tuple[str, ...]
    alerts: tuple[str, ...]
    measured: tuple[Step, ...]
    chronic: tuple[Rung, ...]
    habits: tuple[Step, ...]
    goal: str
    risks: tuple[RiskCard, ...]
    beside: tuple[RiskCard, ...]
    advice: tuple[Piece, ...]
    inputs: tuple[Origin, ...]
    limits: tuple[str, ...]


def report_page(kept: Assessment) -> ReportPage:
    """Draw a kept assessment; nothing is worked out anew."""
    result, parts = kept.result, kept.result["parts"]
    improvement = parts["4_improvement"]
    measured = {finding["topic"] for finding in parts["2_risk_factors"]}
    habits = [f for f in improvement if f["topic"] not in measured and f["topic"] != _GOAL]
    inputs = lines(kept)
    rests_on = used(kept, inputs)
    return ReportPage(
        sentences=tuple(told(sentence) for sentence in result["summary"]),
        alerts=tuple(told(alert["text"]) for alert in result["alerts"]),
        measured=steps(parts["2_risk_factors"]),
        chronic=tuple(_rung(finding) for finding in parts["3_chronic"]),
        habits=steps(habits),
        goal=next((told(f["text"]) for f in improvement if f["topic"] == _GOAL), ""),
        risks=tuple(risk_cards(parts["5_disease_risk"], rests_on)),
        beside=tuple(beside(parts["5_disease_risk"], rests_on)),
        advice=tuple(Piece(told(row), source(row["source"])) for row in parts["6_advice"]),
        inputs=tuple(origins(inputs)),
        limits=tuple(limits(open_questions([*parts["2_risk_factors"], *habits]))),
    )


def steps(findings: Sequence[Mapping[str, Any]]) -> tuple[Step, ...]:
    """Sort findings into act, watch and good; what is unknown stands elsewhere."""
    by_tone = {tone: [f for f in findings if f["tone"] == tone] for tone in _ORDER}
    return tuple(
        Step(tone, _counted(tone, len(found)), tuple(_rung(f) for f in found))
        for tone, found in by_tone.items()
        if found
    )


def _counted(tone: str, n: int) -> str:
    if tone == "act":
        return ngettext("%(n)s to act on", "%(n)s to act on", n)
    if tone == "watch":
        return ngettext("%(n)s to watch", "%(n)s to watch", n)
    return ngettext("%(n)s fine", "%(n)s fine", n)


def _rung(finding: Mapping[str, Any]) -> Rung:
    topic = finding["topic"]
    shown = figure(finding["value"], 1 if topic == "bmi" else 2) if finding["unit"] else ""
    term = said(TERMS[topic]) if topic in TERMS else ""
    note = whole(told(finding["text"]))
    return Rung(told(finding["label"]), shown, finding["unit"] or "", note, term, source(finding["source"]))


def open_questions(findings: Sequence[Mapping[str, Any]]) -> list[str]:
    """Say once of each topic what was not told or measured."""
    return [told(finding["label"]) for finding in findings if finding["tone"] == "unknown"]


def limits(unjudged: Sequence[str]) -> list[str]:
    """Say what is not known, and what nobody can work out from open sources."""
    names = _(", ").join(unjudged)
    return [
        *([_("Not judged, because nothing was told or measured: %(names)s", names=names)] if names else []),
        _("Not worked out, because no open version exists: the WHO charts for East Asia and the China-PAR figure for stroke alone."),
        _("The cut-offs and words have not yet been signed by a clinician."),
    ]  # fmt: skip
