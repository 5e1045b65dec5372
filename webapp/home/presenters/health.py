"""The record in words: newest figures, the timeline, who looked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Protocol

from webapp.exams.rules.catalogue import lab_items
from webapp.home.presenters.doors import Door, door_rows
from webapp.kernel.i18n import _, lazy, moment, number, say
from webapp.toolbox.words import Bilingual

FIGURES = ("sbp", "dbp", "weight", "bmi", "waist", "fpg", "tc", "ldl")
_ICONS = {"sbp": "pressure", "weight": "scale", "bmi": "scale", "waist": "me", "fpg": "drop"}
_LOOKED_AT = {
    "assessment": lazy("the report"),
    "card": lazy("personal details"),
    "application": lazy("the application for a plan"),
    "client": lazy("personal details"),
    "diet_plan": lazy("the diet plan"),
    "exam_booking": lazy("the exam appointment"),
    "exam_original": lazy("the original exam report"),
    "exam_results": lazy("exam results"),
    "export": lazy("the questionnaire"),
    "figures": lazy("figures over the years"),
    "questionnaire": lazy("the questionnaire"),
    "questionnaires": lazy("the questionnaire"),
    "record": lazy("the whole record"),
    "tcm": lazy("the TCM record"),
    "timeline": lazy("the timeline"),
}


class Measured(Protocol):
    """What the records room keeps of one figure."""

    code: str
    value: Decimal
    unit: str
    taken_at: datetime


class Filed(Protocol):
    """What the records room keeps of one line of the timeline."""

    at: datetime
    ref: str

    @property
    def title(self) -> Bilingual: ...


class Look(Protocol):
    """What the records room keeps of one look at a record (A6)."""

    account_id: str
    what: str
    purpose: str | None
    at: datetime


_DOORS = (
    Door("report", lazy("My reports"), lazy("Reviewed by a person, in plain words"), "assessments.reports"),
    Door("bowl", lazy("My diet plan"), lazy("Today's meals and the whole week"), "diet_plans.today"),
    Door("people", lazy("TCM records"), lazy("From 65 on, once a year"), "tcm.records"),
)


def health_doors() -> list[dict[str, str]]:
    """Give the rows of what belongs to the record but has a page of its own."""
    return door_rows(_DOORS)


@dataclass(frozen=True, slots=True)
class Figure:
    """One newest value: its name, the value with its unit, and when it was taken."""

    icon: str
    name: str
    value: str
    unit: str
    when: str


def figures(latest: Mapping[str, Measured]) -> list[Figure]:
    """Give the newest figures in the order of `FIGURES`; blood pressure is one line."""
    return [_figure(latest[code], latest) for code in FIGURES if code in latest and code != "dbp"]


def _figure(row: Measured, latest: Mapping[str, Measured]) -> Figure:
    value, name = number(row.value), say(lab_items()[row.code].name)
    if row.code == "sbp":
        lower = latest.get("dbp")
        value = f"{value}/{number(lower.value)}" if lower else value
        name = _("Blood pressure")
    return Figure(
        _ICONS.get(row.code, "flask"),
        name,
        value,
        row.unit.replace("m2", "m²"),
        moment(row.taken_at, style="short"),
    )


def timeline(rows: Iterable[Filed]) -> list[dict[str, str]]:
    """Give the entries for `components/timeline.html`."""
    return [
        {"title": say(row.title), "when": moment(row.at), "iso": row.at.isoformat(), "href": row.ref}
        for row in rows
    ]


def _done(what: str) -> str:
    """Say what was looked at or taken along; behind its word may stand a number."""
    word = what.partition(" ")[0]
    thing = _LOOKED_AT.get(word, _("health data"))
    return _("exported %(what)s", what=thing) if word == "export" else _("looked at %(what)s", what=thing)


def looks(rows: Iterable[Look], names: Mapping[str, Bilingual]) -> list[dict[str, str]]:
    """Give the entries of “who saw my record” (A6)."""
    return [
        {
            "title": say(names[row.account_id]) if row.account_id in names else _("Somebody who left"),
            "when": moment(row.at),
            "iso": row.at.isoformat(),
            "words": _done(row.what),
            "note": row.purpose or "",
        }
        for row in rows
    ]
