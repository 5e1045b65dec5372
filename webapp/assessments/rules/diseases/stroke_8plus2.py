"""The national stroke screening card, eight factors and two earlier events, for people from 40."""

from __future__ import annotations

from typing import Final

from webapp.assessments.rules.facts import Facts
from webapp.assessments.rules.models import model
from webapp.toolbox.bands import settled
from webapp.toolbox.packaged import data
from webapp.toolbox.results import Figure, ModelCard

CARD: Final = ModelCard(**data("assessments", "cards")["stroke_8plus2"])
FIRST_AGE: Final = 40
MANY: Final = 3
OBESE: Final = 26.0
NEEDED: Final = (
    "sbp_mmHg",
    "dbp_mmHg",
    "bp_treated",
    "smoker",
    "diabetes",
    "active_3x30_per_week",
    "bmi",
    "family_history_stroke",
)


def _hypertension(person: Facts) -> bool:
    high = person.number("sbp_mmHg") >= 140 or person.number("dbp_mmHg") >= 90
    return high or person.flag("bp_treated") or person.has("hypertension")


def _dyslipidaemia_or_unknown(person: Facts) -> bool:
    """The card counts who does not know the own lipids; our cut-offs are those of `thresholds`."""
    known = (
        settled(person.mmol("tc")) >= 6.2 if _told(person, "tc_mgdl", "tc_mmol") else None,
        settled(person.mmol("hdl")) < 1.0 if _told(person, "hdl_mgdl", "hdl_mmol") else None,
        person.number("ldl_mmol") >= 4.1 if _told(person, "ldl_mmol") else None,
        person.number("tg_mmol") >= 2.3 if _told(person, "tg_mmol") else None,
    )
    unknown = all(bad is None for bad in known)
    return unknown or any(known) or person.has("dyslipidaemia")


def _told(person: Facts, *keys: str) -> bool:
    return any(person.values.get(key) is not None for key in keys)


def _items(person: Facts) -> list[str]:
    found = {
        "hypertension": _hypertension(person),
        "atrial_fibrillation": person.has("af"),
        "smoking": person.flag("smoker"),
        "dyslipidaemia": _dyslipidaemia_or_unknown(person),
        "diabetes": person.flag("diabetes"),
        "little_exercise": not person.flag("active_3x30_per_week"),
        "obesity": settled(person.number("bmi")) >= OBESE,
        "family_history": person.flag("family_history_stroke"),
    }
    return [name for name, met in found.items() if met]


def _level(items: list[str]) -> str:
    if len(items) >= MANY:
        return "high"
    return "moderate" if {"hypertension", "diabetes", "atrial_fibrillation"} & set(items) else "low"


@model(CARD)
def stroke_8plus2(person: Facts) -> Figure:
    """Give the number of factors, and the level in `parts.level`; an earlier stroke or TIA is high at once."""
    person.require("age", "history")
    person.at_least("age", FIRST_AGE)
    if person.has("stroke", "tia"):
        earlier = [event for event in ("stroke", "tia") if person.has(event)]
        return Figure(parts={"level": "high", "items": [], "earlier": earlier})
    person.require(*NEEDED)
    items = _items(person)
    return Figure(len(items), parts={"level": _level(items), "items": items, "earlier": []})
