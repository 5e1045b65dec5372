"""Part 1 in words: every input with its value, where it comes from and its day; and which model asked for which."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from webapp.assessments.models import Assessment
from webapp.assessments.presenters.words import CHOICES, figure, said, told
from webapp.kernel.i18n import _, day
from webapp.toolbox.units import printed


@dataclass(frozen=True, slots=True)
class Origin:
    """The lines of part 1 that come from one place on one day: (name, value, unit)."""

    words: str
    lines: tuple[tuple[str, str, str], ...]


def origins(kept: Assessment) -> list[Origin]:
    """List part 1 by where each line comes from: exam, questionnaire, record, worked out."""
    return _grouped(kept, _information(kept))


def used(kept: Assessment) -> dict[str, str]:
    """Say for each model from what it was worked out, with values, places and days (S1)."""
    asked: Mapping[str, Sequence[str]] = kept.result.get("traces", {})
    return {model: _rests_on(kept, keys) for model, keys in asked.items()}


def _rests_on(kept: Assessment, keys: Sequence[str]) -> str:
    groups = _grouped(kept, [line for line in _information(kept) if line["key"] in keys])
    return _("Inputs: %(inputs)s", inputs=_("; ").join(map(_sentence, groups)))


def _information(kept: Assessment) -> list[Mapping[str, Any]]:
    return [line for line in kept.result["parts"]["1_information"] if line["key"] not in _SAID_ALREADY]


def _sentence(origin: Origin) -> str:
    listed = _(", ").join(" ".join(filter(None, line)) for line in origin.lines)
    return _("%(origin)s: %(inputs)s", origin=origin.words, inputs=listed)


def _grouped(kept: Assessment, lines: Sequence[Mapping[str, Any]]) -> list[Origin]:
    values, known = kept.inputs["values"], kept.inputs["origins"]
    groups: dict[tuple[str, str], list[tuple[str, str, str]]] = {}
    for line in lines:
        key = line["key"]
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
