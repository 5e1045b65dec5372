"""Part 1: the list of everything the report rests on, as told or measured."""

from __future__ import annotations

from typing import Any

from webapp.assessments.rules.facts import Facts
from webapp.assessments.rules.reasons import INPUTS, name_of, unit_of

_NOT_LISTED = frozenset({"answers_hra", "kind", "value", "responses", "answers", "scores"})
_WORKED_OUT = ("bmi", "egfr")


def information(person: Facts) -> list[dict[str, Any]]:
    """List each input with its name and unit; what was worked out from others is marked."""
    told = [key for key in INPUTS if key in person.values and key not in _NOT_LISTED]
    listed = [_entry(key, person.values[key], worked_out=False) for key in told]
    for key in _WORKED_OUT:
        value = person.get(key)
        if key not in person.values and value is not None and value == value:
            listed.append(_entry(key, value, worked_out=True))
    return listed


def _entry(key: str, value: Any, *, worked_out: bool) -> dict[str, Any]:
    unit = unit_of(key) or None
    label = name_of(key).as_json()
    return {"key": key, "label": label, "value": value, "unit": unit, "worked_out": worked_out}
