"""IPAQ short form, activity of the last seven days in MET-minutes a week."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from webapp.questionnaires.rules.scores.answers import REASONS
from webapp.toolbox.packaged import bilingual
from webapp.toolbox.results import ModelCard, Result

CARD: Final = ModelCard(
    code="ipaq_short",
    name="IPAQ short form",
    version="2005-11",
    citation="IPAQ Research Committee, Guidelines for data processing, November 2005; PMC8994706 table",
    unit="MET-min/week",
)
MET: Final = {"vigorous": 8.0, "moderate": 4.0, "walking": 3.3}
SHORTEST_BOUT: Final = 10
LONGEST_DAY: Final = 180
WAKING_DAY: Final = 960


@dataclass(frozen=True, slots=True)
class Activity:
    """One intensity: days of the last seven, minutes on one of them."""

    days: int
    minutes: float

    def cleaned(self) -> Activity:
        """Drop bouts under ten minutes and cut a day at three hours, as the protocol says."""
        if self.minutes < SHORTEST_BOUT or self.days == 0:
            return Activity(0, 0)
        return Activity(self.days, min(self.minutes, LONGEST_DAY))


def ipaq_short(week: Mapping[str, Activity | None], name_of: Callable[[str], str] = str) -> Result:
    """Score `vigorous`, `moderate` and `walking`; an intensity without days or time gives no score."""
    missing = tuple(name for name in MET if week.get(name) is None)
    told = {name: done for name, done in week.items() if name in MET and done is not None}
    if missing:
        return Result.without(CARD, bilingual(REASONS["insufficient_time"]), *map(name_of, missing))
    if sum(done.minutes for done in told.values() if done.days) > WAKING_DAY:
        return Result.without(CARD, bilingual(REASONS["implausible_activity"]), *map(name_of, told))
    done = {name: activity.cleaned() for name, activity in told.items()}
    total = sum(MET[name] * a.days * a.minutes for name, a in done.items())
    return Result(CARD, total, _class(done, total), {"days": sum(a.days for a in done.values())})


def _class(done: Mapping[str, Activity], total: float) -> str:
    vigorous, days = done["vigorous"], sum(a.days for a in done.values())
    if (vigorous.days >= 3 and total >= 1500) or (days >= 7 and total >= 3000):
        return "high"
    half_hours = sum(done[name].days for name in ("moderate", "walking") if done[name].minutes >= 30)
    hard_enough = vigorous.days >= 3 and vigorous.minutes >= 20
    return "moderate" if hard_enough or half_hours >= 5 or (days >= 5 and total >= 600) else "low"
