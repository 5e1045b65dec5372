"""The lines of a roster file: who, born when, reached how, in which department; and what is wrong where (P5)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Final

from webapp.clients.rules import OCCUPATIONS
from webapp.toolbox.packaged import data
from webapp.toolbox.sheets import FileFault, Spot, Unreadable, key, letters, read_date

MOST_PEOPLE: Final = 5000
OLDEST: Final = 120
LONGEST_NAME, LONGEST_DEPARTMENT = 60, 60
_HEAD_WITHIN: Final = 10
_FACTS: Final = ("name", "sex", "birth_date", "id_number", "phone", "department", "occupation")
_NAME = re.compile(r"^[^\W\d_]([^\W\d_]|[ .·•'’\-])*$")
Table = tuple[str, Sequence[Sequence[str]]]


class RosterFault(StrEnum):
    """Why a roster, or one line of it, is refused, beside what `FileFault` says of any file."""

    NO_PERSON_COLUMN = "NO_PERSON_COLUMN"
    NAME_MISSING = "NAME_MISSING"
    NAME_WRONG = "NAME_WRONG"
    SEX_UNKNOWN = "SEX_UNKNOWN"
    BAD_DATE = "BAD_DATE"
    BIRTH_MISSING = "BIRTH_MISSING"
    BAD_ID_NUMBER = "BAD_ID_NUMBER"
    ID_SAYS_OTHER = "ID_SAYS_OTHER"
    BAD_PHONE = "BAD_PHONE"
    OCCUPATION_UNKNOWN = "OCCUPATION_UNKNOWN"
    DEPARTMENT_TOO_LONG = "DEPARTMENT_TOO_LONG"
    TOO_LITTLE_TO_MATCH = "TOO_LITTLE_TO_MATCH"
    PHONE_MISSING = "PHONE_MISSING"
    NAME_DIFFERS = "NAME_DIFFERS"
    BIRTH_DIFFERS = "BIRTH_DIFFERS"
    ID_DIFFERS = "ID_DIFFERS"
    PHONE_OF_ANOTHER = "PHONE_OF_ANOTHER"
    OTHER_BRANCH = "OTHER_BRANCH"
    OTHER_ROSTER = "OTHER_ROSTER"
    TWICE = "TWICE"


Fault = tuple[RosterFault, Spot]


@dataclass(slots=True)
class Line:
    """One person of the file. `phone` is as written; whoever knows the rules of numbers tidies it."""

    spot: Spot
    name: str = ""
    sex: str = ""
    birth_date: date | None = None
    id_number: str = ""
    phone: str = ""
    department: str = ""
    occupation: str = ""
    faults: list[Fault] = field(default_factory=list)
    spots: Mapping[str, Spot] = field(default_factory=dict)

    def fault(self, why: RosterFault, fact: str = "") -> None:
        """Refuse the line, naming the column where it is known."""
        self.faults.append((why, self.spots.get(fact, self.spot)))


def read_roster(tables: Sequence[Table]) -> list[Line]:
    """Give the lines of the first sheet with a head. Raises Unreadable with what is wrong and where."""
    for name, rows in tables:
        head = _head(name, rows)
        if head is not None:
            at, columns = head
            return list(_lines(name, rows, at, columns))
    raise Unreadable(FileFault.NO_HEAD, Spot("TABLE", tables[0][0] if tables else "", 1))


@cache
def titles() -> dict[str, str]:
    """Give title as compared → fact."""
    listed = data("groups", "roster_words")["titles"]
    return {key(title): fact for fact, found in listed.items() for title in found}


@cache
def _sexes() -> dict[str, str]:
    listed = data("groups", "roster_words")["sexes"]
    return {key(word): sex for sex, words in listed.items() for word in words}


@cache
def _occupations() -> dict[str, str]:
    """Give code and names as compared → code; the list is that of the national form."""
    return {key(word): code for code, name in OCCUPATIONS.items() for word in (code, name.zh, name.en)}


Columns = Mapping[str, tuple[int, str]]
"""Fact → where its column stands: index and title."""


def _head(sheet: str, rows: Sequence[Sequence[str]]) -> tuple[int, Columns] | None:
    """Find the row of titles among the first ten."""
    for at, row in enumerate(rows[:_HEAD_WITHIN]):
        known = [(index, titles().get(key(title[:60]), "")) for index, title in enumerate(row)]
        found = [(index, fact) for index, fact in known if fact]
        if len({fact for _index, fact in found}) >= 2:
            return at, _columns(sheet, at, row, found)
    return None


def _columns(sheet: str, at: int, row: Sequence[str], found: Sequence[tuple[int, str]]) -> Columns:
    columns: dict[str, tuple[int, str]] = {}
    for index, fact in found:
        title = f"{letters(index)} {row[index].strip()[:40]}"
        if fact in columns:
            raise Unreadable(FileFault.TITLE_TWICE, Spot("TABLE", sheet, at + 1, title))
        columns[fact] = (index, title)
    if "name" not in columns or not {"id_number", "phone"} & set(columns):
        raise Unreadable(RosterFault.NO_PERSON_COLUMN, Spot("TABLE", sheet, at + 1))
    return columns


def _lines(sheet: str, rows: Sequence[Sequence[str]], head: int, columns: Columns) -> Iterator[Line]:
    number = 0
    for at in range(head + 1, len(rows)):
        cells = {fact: _cell(rows[at], columns[fact][0]) for fact in _FACTS if fact in columns}
        if not any(cells.values()) or _repeats_head(cells):
            continue
        number += 1
        spot = Spot("TABLE", sheet, at + 1)
        if number > MOST_PEOPLE:
            raise Unreadable(FileFault.TOO_MANY, spot)
        yield _line(spot, cells, {fact: spot.at(title) for fact, (_index, title) in columns.items()})


def _cell(row: Sequence[str], index: int) -> str:
    return " ".join(row[index][:200].split()) if index < len(row) else ""


def _repeats_head(cells: Mapping[str, str]) -> bool:
    """The second row of our template names the columns in the other language."""
    return all(titles().get(key(text)) == fact for fact, text in cells.items())


def _line(spot: Spot, cells: Mapping[str, str], spots: Mapping[str, Spot]) -> Line:
    line = Line(spot, spots=spots)
    line.name, line.department = cells.get("name", ""), cells.get("department", "")
    line.phone, line.id_number = cells.get("phone", ""), cells.get("id_number", "").replace(" ", "").upper()
    _read_sex(line, cells.get("sex", ""))
    _read_birth(line, cells.get("birth_date", ""))
    _read_occupation(line, cells.get("occupation", ""))
    _check_words(line)
    return line


def _read_sex(line: Line, text: str) -> None:
    line.sex = _sexes().get(key(text), "")
    if text and not line.sex:
        line.fault(RosterFault.SEX_UNKNOWN, "sex")


def _read_birth(line: Line, text: str) -> None:
    line.birth_date = read_date(text)
    if text and line.birth_date is None:
        line.fault(RosterFault.BAD_DATE, "birth_date")


def _read_occupation(line: Line, text: str) -> None:
    line.occupation = _occupations().get(key(text), "") if text else ""
    if text and not line.occupation:
        line.fault(RosterFault.OCCUPATION_UNKNOWN, "occupation")


def _check_words(line: Line) -> None:
    """A name is letters: what a spreadsheet would take for a formula is none (CWE-1236)."""
    if not line.name:
        line.fault(RosterFault.NAME_MISSING, "name")
    elif len(line.name) > LONGEST_NAME or not _NAME.match(line.name):
        line.fault(RosterFault.NAME_WRONG, "name")
    if len(line.department) > LONGEST_DEPARTMENT:
        line.fault(RosterFault.DEPARTMENT_TOO_LONG, "department")
