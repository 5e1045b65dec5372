"""What the lung models ask about smoking: ever, how much, for how long, since when not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from webapp.assessments.rules.facts import Facts

CIGARETTES_A_PACK: Final = 20
_ALWAYS: Final = ("current_smoker", "cigs_per_day", "years_smoked")


@dataclass(frozen=True, slots=True)
class SmokingPast:
    """Cigarettes a day, years of smoking, years since stopping (0 for who still smokes)."""

    current: bool
    per_day: float
    years: float
    quit_years: float

    @property
    def pack_years(self) -> float:
        """Give packs of twenty a day times years."""
        return self.per_day / CIGARETTES_A_PACK * self.years


def nothing_smoked(person: Facts) -> tuple[str, ...]:
    """Name the zeros that say “never”: no cigarettes or no years, and not smoking now."""
    if person.get("current_smoker") is not False:
        return ()
    return tuple(key for key in ("cigs_per_day", "years_smoked") if person.get(key) == 0)


def smoking_keys(person: Facts) -> tuple[str, ...]:
    """Give the keys to require; only a former smoker is asked when it ended."""
    former = person.get("current_smoker") is False and not nothing_smoked(person)
    return (*_ALWAYS, "years_quit") if former else _ALWAYS


def smoking_past(person: Facts) -> SmokingPast:
    """Read it; `require` the `smoking_keys` first."""
    former = "years_quit" in smoking_keys(person)
    return SmokingPast(
        current=person.flag("current_smoker"),
        per_day=person.number("cigs_per_day"),
        years=person.number("years_smoked"),
        quit_years=person.number("years_quit") if former else 0.0,
    )
