"""The greeting of the day."""

from __future__ import annotations

from enum import StrEnum


class PartOfDay(StrEnum):
    """When one says what."""

    MORNING = "MORNING"
    NOON = "NOON"
    AFTERNOON = "AFTERNOON"
    EVENING = "EVENING"


def part_of_day(hour: int) -> PartOfDay:
    """Give the part of the day of a local hour 0–23: noon is 11–12, evening starts at 18."""
    if hour < 5 or hour >= 18:
        return PartOfDay.EVENING
    if hour < 11:
        return PartOfDay.MORNING
    return PartOfDay.NOON if hour < 13 else PartOfDay.AFTERNOON
