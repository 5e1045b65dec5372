"""A day's totals against its targets and the pagoda, as the editor shows them (D2)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from webapp.diet_plans.presenters.words import (
    FAR_WORDS,
    NUTRIENT_UNITS,
    NUTRIENT_WORDS,
    VERDICT_TONES,
    VERDICT_WORDS,
    amount,
    grouped,
    unknown_note,
)
from webapp.diet_plans.rules.content import DAYS, Content, day_portions
from webapp.diet_plans.rules.foods import Nutrient, Table
from webapp.diet_plans.rules.nutrition import Band, Portion, Total, Verdict, far_off, totals, verdict
from webapp.diet_plans.rules.pagoda import compare
from webapp.kernel.i18n import _, say

_WIDTH = 260
_ROOM = Decimal("1.3")


@dataclass(frozen=True, slots=True)
class Gauge:
    """A value against its band, in units of the drawing's width."""

    start: str
    length: str
    mark: str


@dataclass(frozen=True, slots=True)
class Line:
    """One total: name, figure, unit, target, the verdict in `words` or in `short`, and its drawing."""

    name: str
    figure: str
    unit: str
    target: str
    tone: str
    words: str
    short: str
    gauge: Gauge | None


def nutrient_lines(portions: list[Portion], bands: dict[Nutrient, Band]) -> list[Line]:
    """Give one line a nutrient that has a target."""
    found = totals(portions)
    return [
        _line(str(NUTRIENT_WORDS[one]), NUTRIENT_UNITS[one], found[one], band, verdict(found[one], band))
        for one, band in bands.items()
    ]


def week_lines(content: Content, table: Table, bands: dict[Nutrient, Band]) -> list[Line]:
    """Give a line a nutrient for an average day of the week: the days that have menus, each counted once."""
    days = [portions for day in range(DAYS) if (portions := day_portions(content, day, table))]
    found = totals([one for portions in days for one in portions])
    count = max(len(days), 1)
    return [
        _line(str(NUTRIENT_WORDS[one]), NUTRIENT_UNITS[one], mean, band, verdict(mean, band))
        for one, band in bands.items()
        for mean in (replace(found[one], known=found[one].known / count),)
    ]


def pagoda_lines(portions: list[Portion]) -> list[Line]:
    """Give one line a food group of the pagoda."""
    return [
        _line(say(layer.name), "g", layer.grams, layer.band, layer.verdict) for layer in compare(portions)
    ]


def _line(name: str, unit: str, total: Total, band: Band, found: Verdict) -> Line:
    known = bool(band.low is not None or band.high is not None)
    far = found is not Verdict.UNKNOWN and far_off(total, band)
    short = str(_far_words(total, found) if far else VERDICT_WORDS[found])
    words = unknown_note(total) if found is Verdict.UNKNOWN and total.foods else short
    return Line(
        name=name,
        figure=amount(total),
        unit=unit,
        target=target(band),
        tone=("act" if far else VERDICT_TONES[found]) if known else "",
        words=words if known else "",
        short=short if known else "",
        gauge=_gauge(total.known, band),
    )


def _far_words(total: Total, found: Verdict) -> object:
    return FAR_WORDS[found] if total.known else _("none at all")


def target(band: Band, unit: str = "") -> str:
    """Say a target: 1,700–1,900 kcal, up to 2,000 mg, from 25 g; the unit stays with its figure."""
    after = f" {unit}" if unit else ""
    low = None if band.low is None else grouped(band.low)
    high = None if band.high is None else grouped(band.high)
    if low and high:
        return f"{low}\u2013{high}{after}"
    if high:
        return _("up to %(figure)s", figure=high + after)
    return _("from %(figure)s", figure=low + after) if low else _("no target")


def _gauge(known: Decimal, band: Band) -> Gauge | None:
    if band.high is None:
        return None
    scale = _WIDTH / (max(band.high, known) * _ROOM)
    low = band.low or Decimal(0)
    return Gauge(
        start=f"{low * scale:.1f}", length=f"{(band.high - low) * scale:.1f}", mark=f"{known * scale:.1f}"
    )
