"""How a record moves, for whom it is due, and who may do what with it (T1)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from enum import StrEnum
from typing import Final

DUE_FROM_AGE: Final = 65
SCALES: Final[dict[str, int]] = {"tcm33": 33, "self_care": 5}
"""The two forms of a record and the number of their questions; none may stay blank (Q9)."""


class Status(StrEnum):
    """Where a record stands; the client reads confirmed ones."""

    DRAFT = "DRAFT"
    SIGNED = "SIGNED"
    CONFIRMED = "CONFIRMED"


class Act(StrEnum):
    """What people do with a record."""

    FILL = "FILL"
    SIGN = "SIGN"
    SEND_BACK = "SEND_BACK"
    DECIDE = "DECIDE"
    CONFIRM = "CONFIRM"


_MOVES: Final[dict[Act, dict[Status, Status]]] = {
    Act.FILL: {Status.DRAFT: Status.DRAFT},
    Act.SIGN: {Status.DRAFT: Status.SIGNED},
    Act.SEND_BACK: {Status.SIGNED: Status.DRAFT},
    Act.DECIDE: {Status.SIGNED: Status.SIGNED},
    Act.CONFIRM: {Status.SIGNED: Status.CONFIRMED},
}
FILLERS: Final = ("HEALTH_MANAGER", "FAMILY_DOCTOR")
CONFIRMERS: Final = (*FILLERS, "BRANCH_MANAGER")
PRACTITIONERS: Final = ("FAMILY_DOCTOR",)
"""Who decides a tie or a contradiction: somebody trained to, not the form."""


def after(act: Act, status: str) -> Status | None:
    """Give the status that an act leads to, or None where it is not possible."""
    return _MOVES[act].get(Status(status))


def born_by(day: date) -> date:
    """Give the last birth date with which somebody has the age of the record on a day."""
    year = day.year - DUE_FROM_AGE
    leap_day_misses = (day.month, day.day) == (2, 29) and not _is_leap(year)
    return date(year, 2, 28) if leap_day_misses else day.replace(year=year)


def is_due(birth_date: date, day: date) -> bool:
    """Tell whether somebody is old enough for the yearly record on a day."""
    return birth_date <= born_by(day)


def may_decide(role: str) -> bool:
    """Ties and contradictions are the practitioner's to decide."""
    return role in PRACTITIONERS


def may_confirm(*, hands: Collection[str], filler_role: str, confirmer: str, confirmer_role: str) -> bool:
    """The second look is that of somebody who wrote nothing of it, in another role than who began the form."""
    return confirmer_role in CONFIRMERS and confirmer not in hands and confirmer_role != filler_role


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
