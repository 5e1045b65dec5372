"""How far each client of the demo has come, and when each step happened."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import IntEnum
from zoneinfo import ZoneInfo

from webapp.kernel import clock, transaction

ZONE = ZoneInfo("Asia/Shanghai")


class Stage(IntEnum):
    """Where a client stands in the year's path."""

    NEW = 0
    HALF_FILLED = 1
    SENT = 2
    BOOKED = 3
    EXAMINED = 4
    ENTERED = 5
    VERIFIED = 6
    RELEASED = 7


_TURN = (
    Stage.RELEASED,
    Stage.NEW,
    Stage.HALF_FILLED,
    Stage.RELEASED,
    Stage.BOOKED,
    Stage.VERIFIED,
    Stage.BOOKED,
    Stage.SENT,
    Stage.ENTERED,
    Stage.RELEASED,
)


_OUT_OF_TURN = {23: Stage.VERIFIED, 25: Stage.EXAMINED, 27: Stage.BOOKED, 45: Stage.EXAMINED}
"""A draft with a critical value, two sheets of the first branch that wait to be filled, and an exam today."""

GROUP_FROM = 60  # clients who came with their company
EXPECTED_TODAY = (24, 36, 54, 14, 27)  # three at the exam centre, one at each of the other institutions
FOLLOWED = 24
"""The client with whom one can walk through everything: the questionnaire is still to be filled."""


def stage_of(number: int) -> Stage:
    """Give how far client `number` has come; the first ten show every stage, a group's are all through."""
    if number >= GROUP_FROM:
        return Stage.RELEASED
    return _OUT_OF_TURN.get(number, _TURN[number % len(_TURN)])


@dataclass(frozen=True)
class Day:
    """The day the demo lives in, and the days before it."""

    today: date

    @contextmanager
    def ago(self, days: int, hour: int = 9, minute: int = 0) -> Iterator[None]:
        """One committed deed, `days` before today at a time of day in China."""
        moment = datetime.combine(self.today - timedelta(days=days), time(hour, minute), ZONE)
        with clock.at(moment), transaction.unit_of_work():
            yield

    @contextmanager
    def this_hour(self) -> Iterator[None]:
        """One committed deed as this hour begins: what is held for twelve hours is held still. Another day: at nine."""
        now = clock.now().astimezone(ZONE)
        with self.ago(0, hour=now.hour if now.date() == self.today else 9):
            yield
