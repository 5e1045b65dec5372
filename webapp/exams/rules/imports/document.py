"""What a result file says, whatever its format: people, their results, and where each thing stands (X1)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from webapp.toolbox.sheets import FileFault, Spot, Unreadable

MOST_PEOPLE = 5000
MOST_TEXT = 2000


class Fault(StrEnum):
    """Why a file with results, or one person in it, is refused, beside what `FileFault` says of any file."""

    NO_PERSON_COLUMN = "NO_PERSON_COLUMN"
    BROKEN_JSON = "BROKEN_JSON"
    NOT_A_BUNDLE = "NOT_A_BUNDLE"
    NO_PATIENT = "NO_PATIENT"
    NOT_RESULTS = "NOT_RESULTS"
    TRUNCATED = "TRUNCATED"
    TOO_LITTLE_TO_MATCH = "TOO_LITTLE_TO_MATCH"
    BAD_ID_NUMBER = "BAD_ID_NUMBER"
    BAD_DATE = "BAD_DATE"
    NOBODY = "NOBODY"
    SEVERAL = "SEVERAL"
    NAME_DIFFERS = "NAME_DIFFERS"
    BIRTH_DIFFERS = "BIRTH_DIFFERS"
    OTHER_DAY = "OTHER_DAY"
    NOT_CHECKED_IN = "NOT_CHECKED_IN"
    NOT_AGREED = "NOT_AGREED"
    TWICE = "TWICE"


@dataclass(frozen=True, slots=True)
class Identity:
    """Whose results they are, as the file says."""

    id_number: str = ""
    phone: str = ""
    name: str = ""
    birth_date: date | None = None
    exam_day: date | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One result as printed. `unit` None: the file names none; "": it has none."""

    spot: Spot
    code: str
    text: str
    unit: str | None = None
    range: str = ""
    mark: str = ""
    status: str = ""


@dataclass(slots=True)
class Record:
    """One person of the file with the results that were understood; `faults` refuse all of them."""

    spot: Spot
    identity: Identity
    entries: list[Entry] = field(default_factory=list)
    faults: list[tuple[Fault, Spot]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Unknown:
    """A title or code that is no item of ours; `guess` is the item whose unit must be confirmed."""

    title: str
    spot: Spot
    guess: str = ""


@dataclass(slots=True)
class Document:
    """A whole file."""

    records: list[Record] = field(default_factory=list)
    unknown: list[Unknown] = field(default_factory=list)


def gathered(records: Iterable[Record]) -> list[Record]:
    """Join what a file says of one person and year in several places (one message for each panel).

    The earliest day stands for all of it.
    """
    found: dict[tuple[Identity, int], Record] = {}
    for record in records:
        day = record.identity.exam_day
        whose = (replace(record.identity, exam_day=None), day.year if day else 0)
        known = found.setdefault(whose, record)
        if known is not record:
            known.entries.extend(record.entries)
            known.faults.extend(record.faults)
            known.identity = min(known.identity, record.identity, key=lambda one: one.exam_day or date.max)
    return list(found.values())


def limited(records: Iterable[Record]) -> Iterator[Record]:
    """Pass records on; raises Unreadable when there are more people than one file may hold."""
    for number, record in enumerate(records):
        if number >= MOST_PEOPLE:
            raise Unreadable(FileFault.TOO_MANY, record.spot)
        yield record
