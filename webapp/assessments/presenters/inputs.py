"""Part 1 in words: every input with its value, where it comes from and its day; and which model asked for which."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from webapp.assessments.models import Assessment
from webapp.assessments.presenters.words import CHOICES, figure, said, told
from webapp.kernel.i18n import _, day, lazy
from webapp.toolbox.units import printed


@dataclass(frozen=True, slots=True)
class Origin:
    """The lines of part 1 that come from one place on one day: (name, value, unit)."""

    words: str
    lines: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One input in words: which place and day it comes from, and (name, value, unit)."""

    key: str
    place: tuple[str, str]
    words: tuple[str, str, str]


def lines(kept: Assessment) -> list[Line]:
    """Put every input of part 1 into words, once for all that is said from them."""
    told_once = (one for one in kept.result["parts"]["1_information"] if one["key"] not in _SAID_ALREADY)
    return [_line(kept, one) for one in told_once]


def origins(inputs: Sequence[Line]) -> list[Origin]:
    """List part 1 by where each line comes from: exam, questionnaire, record, worked out."""
    groups: dict[tuple[str, str], list[tuple[str, str, str]]] = {}
    for line in inputs:
        groups.setdefault(line.place, []).append(line.words)
    return [Origin(_origin(*place), tuple(groups[place])) for place in sorted(groups, key=_place_order)]


def used(kept: Assessment, inputs: Sequence[Line]) -> dict[str, str]:
    """Say for each model from what it was worked out, with values, places and days (S1)."""
    asked: Mapping[str, Sequence[str]] = kept.result.get("traces", {})
    return {model: _rests_on(frozenset(keys), inputs) for model, keys in asked.items()}


def _rests_on(keys: frozenset[str], inputs: Sequence[Line]) -> str:
    groups = origins([line for line in inputs if line.key in keys])
    return _("Inputs: %(inputs)s", inputs=_("; ").join(map(_sentence, groups)))


def _sentence(origin: Origin) -> str:
    listed = _(", ").join(" ".join(filter(None, line)) for line in origin.lines)
    return _("%(origin)s: %(inputs)s", origin=origin.words, inputs=listed)


def _line(kept: Assessment, line: Mapping[str, Any]) -> Line:
    values, known, key = kept.inputs["values"], kept.inputs["origins"], line["key"]
    place = ("WORKED_OUT", "") if line["worked_out"] else tuple(known.get(key, ("RECORD", "")))
    unit = _unit(key, values.get("creatinine_unit") if key == "creatinine" else line["unit"])
    return Line(key, place, (_begun(told(line["label"])), _value(key, line["value"]), unit))


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


_FROM = {
    "EXAM": lazy("From the exam"),
    "QUESTIONNAIRE": lazy("From the questionnaire"),
    "RECORD": lazy("From the record"),
    "WORKED_OUT": lazy("Worked out from these"),
}


def _origin(place: str, moment: str) -> str:
    words = str(_FROM[place])
    return f"{words} · {day(date.fromisoformat(moment))}" if moment else words


def _value(key: str, value: Any) -> str:
    if isinstance(value, list):
        return _(", ").join(_value(key, entry) for entry in value) or _("none known")
    choice = CHOICES.get(key, {}).get(str(value))
    if choice:
        return said(choice)
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    return figure(value, 1 if key in ("bmi", "egfr") else 2)
