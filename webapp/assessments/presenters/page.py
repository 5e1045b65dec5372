"""A kept assessment → the client's report: summary, ladder, six parts, and what is left open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from webapp.assessments.models import Assessment
from webapp.assessments.presenters.risks import RiskCard, beside, risk_cards
from webapp.assessments.presenters.words import CHOICES, TERMS, figure, said, source, told
from webapp.kernel.i18n import _, day, ngettext

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
class Input:
    """One line of part 1: what, how much, from where and when."""

    name: str
    value: str
    unit: str
    origin: str


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
    inputs: tuple[Input, ...]
    open: tuple[str, ...]


def report_page(kept: Assessment) -> ReportPage:
    """Draw a kept assessment; nothing is worked out anew."""
    result, parts = kept.result, kept.result["parts"]
    improvement = parts["4_improvement"]
    measured = {finding["topic"] for finding in parts["2_risk_factors"]}
    habits = [f for f in improvement if f["topic"] not in measured and f["topic"] != _GOAL]
    return ReportPage(
        sentences=tuple(told(sentence) for sentence in result["summary"]),
        alerts=tuple(told(alert["text"]) for alert in result["alerts"]),
        measured=steps(parts["2_risk_factors"]),
        chronic=tuple(_rung(finding) for finding in parts["3_chronic"]),
        habits=steps(habits),
        goal=next((told(f["text"]) for f in improvement if f["topic"] == _GOAL), ""),
        risks=tuple(risk_cards(parts["5_disease_risk"])),
        beside=tuple(beside(parts["5_disease_risk"])),
        advice=tuple(Piece(told(row), source(row["source"])) for row in parts["6_advice"]),
        inputs=tuple(inputs(kept)),
        open=tuple(open_questions([*parts["2_risk_factors"], *habits])),
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
    shown = figure(finding["value"]) if finding["unit"] else ""
    term = said(TERMS[topic]) if topic in TERMS else ""
    note = told(finding["text"])
    return Rung(told(finding["label"]), shown, finding["unit"] or "", note, term, source(finding["source"]))


def open_questions(findings: Sequence[Mapping[str, Any]]) -> list[str]:
    """Say once of each topic what was not told or measured."""
    return [told(finding["label"]) for finding in findings if finding["tone"] == "unknown"]


def inputs(kept: Assessment) -> list[Input]:
    """List part 1 with the source and day of each line."""
    origins = kept.inputs["origins"]
    lines = kept.result["parts"]["1_information"]
    return [
        Input(
            told(line["label"]),
            _value(line["key"], line["value"]),
            line["unit"] or "",
            _origin(line, origins),
        )
        for line in lines
    ]


def _value(key: str, value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(_value(key, entry) for entry in value) or _("none known")
    choice = CHOICES.get(key, {}).get(str(value))
    if choice:
        return said(choice)
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    return figure(value)


def _origin(line: Mapping[str, Any], origins: Mapping[str, Any]) -> str:
    if line["worked_out"]:
        return _("worked out")
    words = {"EXAM": _("exam"), "QUESTIONNAIRE": _("questionnaire"), "RECORD": _("record")}
    kind, moment = origins.get(line["key"], ("RECORD", ""))
    return f"{words[kind]} {day(date.fromisoformat(moment), 'short')}" if moment else words[kind]
