"""A kept assessment → the client's report: summary, ladder, six parts, and what is left open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from webapp.assessments.models import Assessment
from webapp.assessments.presenters.risks import RiskCard, beside, risk_cards
from webapp.assessments.presenters.words import CHOICES, TERMS, figure, said, source, told, whole
from webapp.kernel.i18n import _, day, ngettext
from webapp.toolbox.units import printed

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
class Origin:
    """The lines of part 1 that come from one place on one day: (name, value, unit)."""

    words: str
    lines: tuple[tuple[str, str, str], ...]


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
        inputs=tuple(origins(kept)),
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
    shown = figure(finding["value"], 1 if topic == "bmi" else 2) if finding["unit"] else ""
    term = said(TERMS[topic]) if topic in TERMS else ""
    note = whole(told(finding["text"]))
    return Rung(told(finding["label"]), shown, finding["unit"] or "", note, term, source(finding["source"]))


def open_questions(findings: Sequence[Mapping[str, Any]]) -> list[str]:
    """Say once of each topic what was not told or measured."""
    return [told(finding["label"]) for finding in findings if finding["tone"] == "unknown"]


def origins(kept: Assessment) -> list[Origin]:
    """List part 1 by where each line comes from: exam, questionnaire, record, worked out."""
    values, known = kept.inputs["values"], kept.inputs["origins"]
    groups: dict[tuple[str, str], list[tuple[str, str, str]]] = {}
    for line in kept.result["parts"]["1_information"]:
        key = line["key"]
        if key in _SAID_ALREADY:
            continue
        place = ("WORKED_OUT", "") if line["worked_out"] else tuple(known.get(key, ("RECORD", "")))
        unit = _unit(key, values.get("creatinine_unit") if key == "creatinine" else line["unit"])
        groups.setdefault(place, []).append((_begun(told(line["label"])), _value(key, line["value"]), unit))
    return [Origin(_origin(*place), tuple(groups[place])) for place in sorted(groups, key=_place_order)]


_SAID_ALREADY = frozenset({"current_smoker", "antihypertensive_medication", "creatinine_unit"})
_PLACES = ("EXAM", "QUESTIONNAIRE", "RECORD", "WORKED_OUT")


def _begun(name: str) -> str:
    """Names stand inside sentences elsewhere; here each begins a line."""
    return name[:1].upper() + name[1:]


def _place_order(place: tuple[str, str]) -> tuple[int, str]:
    return _PLACES.index(place[0]), place[1]


def _unit(key: str, unit: str | None) -> str:
    if unit == "years":
        return _("years old") if key == "age" else _("years")
    return printed(unit or "")


def _origin(place: str, moment: str) -> str:
    words = {
        "EXAM": _("From the exam"),
        "QUESTIONNAIRE": _("From the questionnaire"),
        "RECORD": _("From the record"),
        "WORKED_OUT": _("Worked out from these"),
    }
    return f"{words[place]} · {day(date.fromisoformat(moment))}" if moment else words[place]


def _value(key: str, value: Any) -> str:
    if isinstance(value, list):
        return _(", ").join(_value(key, entry) for entry in value) or _("none known")
    choice = CHOICES.get(key, {}).get(str(value))
    if choice:
        return said(choice)
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    return figure(value, 1 if key in ("bmi", "egfr") else 2)
