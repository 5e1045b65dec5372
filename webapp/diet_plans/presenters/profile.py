"""Who the plan is for: the header card, the newest values, the targets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Protocol

from webapp.clients.rules import ALLERGEN_NAMES, Allergen, age_on
from webapp.diet_plans.forms import CONDITION_WORDS
from webapp.diet_plans.presenters.totals import target
from webapp.diet_plans.presenters.words import NUTRIENT_UNITS, NUTRIENT_WORDS, grouped, listed
from webapp.diet_plans.rules.content import Content
from webapp.diet_plans.rules.foods import Nutrient
from webapp.diet_plans.rules.nutrition import Band
from webapp.diet_plans.rules.pagoda import group_name
from webapp.diet_plans.rules.targets import Need, advice, energy_need
from webapp.exams.rules.catalogue import lab_items
from webapp.kernel import clock
from webapp.kernel.i18n import _, day, language, lazy, number, say
from webapp.toolbox.packaged import bilingual, data
from webapp.toolbox.units import printed
from webapp.toolbox.words import Bilingual

VALUES = ("sbp", "dbp", "weight", "bmi", "waist", "tc", "ldl", "tg", "fpg", "hba1c", "ua")
_SEX = {"MALE": lazy("Male"), "FEMALE": lazy("Female")}


class Person(Protocol):
    """What a header card needs to know of a client."""

    @property
    def name(self) -> Bilingual: ...
    @property
    def sex(self) -> str: ...
    @property
    def birth_date(self) -> date: ...
    @property
    def allergens(self) -> tuple[Allergen, ...]: ...


class Measured(Protocol):
    """One newest measurement."""

    @property
    def value(self) -> Decimal: ...
    @property
    def unit(self) -> str: ...
    @property
    def taken_at(self) -> datetime: ...


@dataclass(frozen=True, slots=True)
class Profile:
    """The header card and the left column."""

    name: Bilingual
    facts: str
    tags: list[tuple[str, str]]
    values: list[tuple[str, str, str]]
    measured_on: date | None
    targets: list[tuple[str, str]]
    source: str
    aims: list[str]
    advice: list[tuple[str, str]]


def profile(person: Person, latest: Mapping[str, Measured], content: Content, today: date) -> Profile:
    """Make the card and the column of a client."""
    need = need_of(person, content, today)
    days = {code: clock.local(row.taken_at).date() for code, row in latest.items()}
    newest = max(days.values(), default=None)
    allergies = listed([say(ALLERGEN_NAMES[one]) for one in person.allergens])
    tags = (
        [(_("Allergies: %(names)s", names=allergies), "a")] if allergies else [(_("No known allergies"), "")]
    )
    return Profile(
        name=person.name,
        facts=str(_SEX[person.sex]) + " · " + _("%(n)s years", n=age_on(person.birth_date, today)),
        tags=tags,
        values=[
            _value(code, latest[code], None if days[code] == newest else days[code])
            for code in VALUES
            if code in latest
        ],
        measured_on=newest,
        targets=_targets(content.bands(need)),
        source=_source(content, need),
        aims=_aims(content),
        advice=[(say(group_name(group)), say(words)) for _one, group, words in advice(content.conditions)],
    )


def need_of(person: Person, content: Content, today: date) -> Need | None:
    """Give the energy need the table suggests for this person and activity."""
    return energy_need(age=age_on(person.birth_date, today), sex=person.sex, activity=content.activity)


def _source(content: Content, need: Need | None) -> str:
    if content.energy_low is not None or content.energy_high is not None:
        return _("Energy as typed by the nutritionist.")
    if need is None:
        return _("The table has no energy need for this age and activity. Please type the range.")
    words = _(
        "Suggested: %(kcal)s kcal, by the Chinese dietary reference intakes %(source)s.",
        kcal=grouped(need.aiming(content.goal).kcal),
        source=_edition(need.source),
    )
    return words if need.verified else words + " " + _("Not verified against the printed table.")


def _aims(content: Content) -> list[str]:
    """Say which guides the ranges follow, and what is left to people."""
    lines = []
    for one in sorted(content.conditions):
        raw = data("diet_plans", "targets")["presets"][one]
        words = {"name": CONDITION_WORDS[one], "source": say(bilingual(raw))}
        seen = raw["verified"]
        lines.append(
            _("%(name)s: %(source)s.", **words)
            if seen
            else _("%(name)s: %(source)s, not checked against the guide itself.", **words)
        )
    lines.append(
        _(
            "No preset for kidney disease: how much protein is a doctor’s decision. Children, pregnancy and breastfeeding are outside the table."
        )
    )
    return lines


def _edition(source: str) -> str:
    """Write `2013 (WS/T 578.1-2017)` with the brackets of the language."""
    return source.replace(" (", "\uff08").replace(")", "\uff09") if language() == "zh-Hans" else source


def _value(code: str, row: Measured, older: date | None) -> tuple[str, str, str]:
    """Make a line: name, figure, and the day where it is older than the newest values."""
    figure = f"{number(row.value)} {printed(row.unit)}".strip()
    return (say(lab_items()[code].name), figure, day(older, "short") if older else "")


def _targets(found: dict[Nutrient, Band]) -> list[tuple[str, str]]:
    return [
        (str(NUTRIENT_WORDS[one]), target(band, NUTRIENT_UNITS[one]))
        for one, band in found.items()
        if band.low is not None or band.high is not None
    ]
