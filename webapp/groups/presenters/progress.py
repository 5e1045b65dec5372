"""Days with free places, a run's outcome, and how far members are, as pages say it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from webapp.groups.models import GroupLevels, GroupReminder
from webapp.groups.queries import OnRoster
from webapp.groups.rules.assigning import Placing, Standing, may_remind, standing
from webapp.groups.rules.progress import Part, by_department
from webapp.kernel import clock
from webapp.kernel.i18n import _, day, lazy, ngettext

AHEAD: Final = timedelta(days=60)
"""How far ahead places are given in bulk."""
PLACING_WORDS: Final = {
    Placing.PLACED: lazy("got a place"),
    Placing.BOOKED: lazy("had a place already"),
    Placing.EXAMINED: lazy("examined already"),
    Placing.FULL: lazy("no place left on these days"),
    Placing.OFFERED: lazy("has a held offer, or has to choose a new time"),
    Placing.NOT_ENROLLED: lazy("not enrolled under this contract"),
    Placing.OWN_PLAN: lazy("keeps a plan of their own and books under it"),
    Placing.NOT_YET: lazy("the contract year has not begun"),
    Placing.LEFT: lazy("has left the company"),
}
STANDING_WORDS: Final = {
    Standing.NOT_BOOKED: lazy("Not booked yet"),
    Standing.BOOKED: lazy("Booked"),
    Standing.EXAMINED: lazy("Examined"),
}


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the members of a contract year are: counts only."""

    people: int
    counts: list[tuple[str, int]]
    departments: list[tuple[str, int, list[int]]]
    levels: list[tuple[str, int]]
    levels_on: str
    remind: str
    may_remind: bool
    asked: bool


def day_choices(free: Mapping[date, int]) -> list[tuple[str, str]]:
    """Give the days with free places, and how many each has."""
    return [
        (one.isoformat(), _("%(day)s: %(places)s", day=day(one), places=_places(n)))
        for one, n in sorted(free.items())
    ]


def _places(number: int) -> str:
    return ngettext("%(n)s place", "%(n)s places", number)


def placing_lines(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    """Give (words, people) for each outcome that occurs."""
    return [(str(words), counts[one]) for one, words in PLACING_WORDS.items() if counts.get(one)]


def progress(
    members: Sequence[tuple[OnRoster, str | None]],
    reminders: Sequence[GroupReminder],
    levels: GroupLevels | None,
) -> Progress:
    """Count members for whoever may read counts only."""
    stands = [standing(status) for _one, status in members]
    sent = [one.sent_at for one in reminders if one.sent_at]
    last = max(sent, default=None)
    return Progress(
        people=len(members),
        counts=[(str(words), stands.count(one)) for one, words in STANDING_WORDS.items()],
        departments=[
            _part(one)
            for one in by_department((one.turn.department, standing(status)) for one, status in members)
        ],
        levels=_levels(levels),
        levels_on=day(clock.local(levels.counted_at).date()) if levels else "",
        remind=_("Reminded on %(day)s.", day=day(clock.local(last).date())) if last else "",
        may_remind=may_remind(last, clock.now()) and Standing.NOT_BOOKED in stands,
        asked=any(one.status == "ASKED" and one.asked_by for one in reminders),
    )


def _part(part: Part) -> tuple[str, int, list[int]]:
    return (part.name, part.people, [part.counts.get(one, 0) for one in STANDING_WORDS])


def _levels(kept: GroupLevels | None) -> list[tuple[str, int]]:
    figures = kept.figures if kept else {}
    return [(level_words(block.split("+")), int(n)) for block, n in sorted(figures.items())]


def level_words(block: Iterable[str]) -> str:
    """Name one health level, or two that are told together."""
    levels = list(block)
    if len(levels) == 1:
        return _("Health level %(n)s", n=levels[0])
    return _("Health levels %(first)s and %(second)s together", first=levels[0], second=levels[1])
