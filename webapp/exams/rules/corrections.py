"""Corrections of verified results (X1): never deleted, with a reason, by two people, the original stays."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from webapp.exams.rules.catalogue import LabItem
from webapp.exams.rules.flags import Flag, Range
from webapp.exams.rules.readings import Misread, Slip
from webapp.exams.rules.sheet import Person, Reading, Typed, body_mass_index, read_line

COMPUTED = frozenset({"bmi"})
"""Lab items that follow from others and are worked out anew with them, never corrected themselves."""


class CorrectionStatus(StrEnum):
    """PROPOSED waits for a second person."""

    PROPOSED = "PROPOSED"
    CONFIRMED = "CONFIRMED"
    REFUSED = "REFUSED"


def may_decide(*, proposed_by: str, person: str) -> bool:
    """Tell whether `person` may confirm or refuse: never who asked for it."""
    return proposed_by != person


def read_correction(
    lab: LabItem,
    typed: Typed,
    *,
    not_done: bool,
    person: Person,
    printed: Range,
    own: tuple[Range, ...],
) -> Reading:
    """Read what a line should say instead, judged by the range that it was judged by the first time.

    `printed` is that range, without ends where there was none: then `own` or ours counts. Raises Misread.
    """
    if not_done:
        if typed.text.strip():
            raise Misread(Slip.CONTRADICTS_NOT_DONE)
        return Reading(lab.code, Flag.NOT_DONE)
    ranges = own if printed == Range() else (printed,)
    reading = read_line(lab, typed, person, ranges)
    if reading is None:
        raise Misread(Slip.MISSING)
    return reading


def following(readings: Iterable[Reading], corrected: Reading, person: Person) -> list[Reading]:
    """Give the computed figures that change with a corrected one; `readings` are those in force."""
    if corrected.code not in ("height", "weight"):
        return []
    now = {reading.code: reading for reading in readings} | {corrected.code: corrected}
    found = list(body_mass_index(now.values(), person))
    return found or ([Reading("bmi", Flag.NOT_DONE)] if "bmi" in now else [])
