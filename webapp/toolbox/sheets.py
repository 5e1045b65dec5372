"""What a file with a table says, whatever its format: where each thing stands, and why it cannot be read."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

_DATE = re.compile(r"^\s*([12][0-9]{3})[-/.\u5e74]([0-9]{1,2})[-/.\u6708]([0-9]{1,2})(?![0-9])")
_SHORT_DATE = re.compile(r"^\s*([12][0-9]{3})([0-9]{2})([0-9]{2})([0-9]{2,6})?\s*$")
_SPACES = re.compile(r"[\s\u3000:：_*]+")


class FileFault(StrEnum):
    """Why a file is refused as a whole, whatever it is about."""

    EMPTY = "EMPTY"
    TOO_LARGE = "TOO_LARGE"
    TOO_MANY = "TOO_MANY"
    UNKNOWN_KIND = "UNKNOWN_KIND"
    OLD_WORKBOOK = "OLD_WORKBOOK"
    ENCRYPTED = "ENCRYPTED"
    BOMB = "BOMB"
    BROKEN = "BROKEN"
    FORMULA = "FORMULA"
    NOT_TEXT = "NOT_TEXT"
    NO_HEAD = "NO_HEAD"
    TITLE_TWICE = "TITLE_TWICE"


@dataclass(frozen=True, slots=True)
class Spot:
    """Where something stands: sheet, row and column; message, segment and field; or entry and path.

    `part` is the sheet's name or the message's number, `row` counts from 1, 0 for the whole.
    """

    kind: str = "FILE"
    part: str = ""
    row: int = 0
    column: str = ""

    def at(self, column: str) -> Spot:
        """Give a column, field or path in the same row."""
        return replace(self, column=column)

    def as_json(self) -> list[Any]:
        """Give the spot as a list that `Spot(*…)` reads."""
        return [self.kind, self.part, self.row, self.column]


class Unreadable(Exception):
    """The file is refused as a whole; `fault` says why and `spot` where."""

    def __init__(self, fault: StrEnum, spot: Spot | None = None) -> None:
        super().__init__(fault.value)
        self.fault = fault
        self.spot = spot or Spot()


class ImportStatus(StrEnum):
    """The life of a file that is brought in: read in the background, shown, confirmed, written, done."""

    READING = "READING"
    SHOWN = "SHOWN"
    APPLYING = "APPLYING"
    DONE = "DONE"
    DROPPED = "DROPPED"


WORKING = frozenset({ImportStatus.READING, ImportStatus.APPLYING})


def read_date(text: str) -> date | None:
    """Read a day written year first, with or without a time behind it; anything else is None."""
    found = _SHORT_DATE.match(text) or _DATE.match(text)
    if found is None:
        return None
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None


def key(text: str) -> str:
    """Give a title or word as it is compared: full width, case, spaces and colons make no difference."""
    return _SPACES.sub("", unicodedata.normalize("NFKC", text)).lower()


def letters(index: int) -> str:
    """Give a column's letters as a spreadsheet writes them: 0 → A, 26 → AA."""
    found = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        found = chr(65 + rest) + found
    return found
