"""Decisions of the home room: the year, the greeting, how one likes to read."""

from webapp.home.rules.greeting import PartOfDay, part_of_day
from webapp.home.rules.joining import MAY_JOIN_FROM
from webapp.home.rules.meals import next_meal
from webapp.home.rules.reading import Mode, Theme, mode, theme, way_back
from webapp.home.rules.year import Facts, Next, State, Step, current_step, next_step, path

__all__ = [
    "MAY_JOIN_FROM",
    "Facts",
    "Mode",
    "Next",
    "PartOfDay",
    "State",
    "Step",
    "Theme",
    "current_step",
    "mode",
    "next_meal",
    "next_step",
    "part_of_day",
    "path",
    "theme",
    "way_back",
]
