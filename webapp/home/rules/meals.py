"""Which meal of today is the next to read."""

from __future__ import annotations

from collections.abc import Sequence

_UNTIL = {"BREAKFAST": 10, "MORNING_SNACK": 11, "LUNCH": 15, "SNACK": 17, "DINNER": 24}  # local hours


def next_meal(meals: Sequence[tuple[str, bool]], hour: int) -> str | None:
    """Give the first planned meal whose time is not over and that is not marked yet, else None.

    `meals` are (code, marked) of one day; they are read in the order of the clock.
    """
    by_clock = sorted((meal for meal in meals if meal[0] in _UNTIL), key=lambda meal: _UNTIL[meal[0]])
    return next((code for code, marked in by_clock if hour < _UNTIL[code] and not marked), None)
