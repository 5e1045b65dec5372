"""A roster file as its pages show it: progress, what would change, what became of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final

from webapp.groups.models import RosterImport, RosterImportRow
from webapp.groups.rules.roster.matching import WRITES, RowOutcome, RowState
from webapp.groups.rules.roster.reading import MOST_PEOPLE, RosterFault
from webapp.kernel.i18n import _, day, lazy
from webapp.kernel.sheets import words as sheets
from webapp.kernel.sheets.words import FILE_WORDS
from webapp.toolbox.packaged import data
from webapp.toolbox.sheets import WORKING, ImportStatus, Spot

STATUS_WORDS: Final = {
    ImportStatus.READING: lazy("being read"),
    ImportStatus.SHOWN: lazy("waits for your confirmation"),
    ImportStatus.APPLYING: lazy("being written"),
    ImportStatus.DONE: lazy("done"),
    ImportStatus.DROPPED: lazy("thrown away"),
}
STATE_WORDS: Final = {
    RowState.NEW: lazy("new here"),
    RowState.KNOWN: lazy("known client"),
    RowState.CHANGED: lazy("changes"),
    RowState.SAME: lazy("on the roster already"),
    RowState.REFUSED: lazy("refused"),
}
STATE_TONES: Final = {
    RowState.NEW: "good",
    RowState.KNOWN: "good",
    RowState.CHANGED: "watch",
    RowState.REFUSED: "act",
}
OUTCOME_WORDS: Final = {
    RowOutcome.DONE: lazy("on the roster and enrolled"),
    RowOutcome.OWN_PLAN: lazy("on the roster; keeps a plan of their own"),
    RowOutcome.NOT_ENROLLED: lazy("on the roster; not enrolled: no such package, or no agreement"),
    RowOutcome.LEFT: lazy("nothing written"),
    RowOutcome.MOVED: lazy("not written: somebody changed this in the meantime"),
}
WHAT_WORDS: Final = {
    RowState.NEW: lazy("will be registered, put on the roster and enrolled"),
    RowState.KNOWN: lazy("will be put on the roster and enrolled"),
    RowState.CHANGED: lazy("department, occupation or enrolment will be brought up to date"),
}
FAULT_WORDS: Final[Mapping[StrEnum, str]] = {
    **FILE_WORDS,
    RosterFault.NO_PERSON_COLUMN: lazy("Columns for the name and for the ID number or the phone are needed."),
    RosterFault.NAME_MISSING: lazy("The name is missing."),
    RosterFault.NAME_WRONG: lazy("This cannot be a name: it is too long, or holds figures or signs."),
    RosterFault.SEX_UNKNOWN: lazy("The sex is missing or cannot be read. Write male or female."),
    RosterFault.BAD_DATE: lazy("This date of birth cannot be right. Write it like 1985-12-03."),
    RosterFault.BIRTH_MISSING: lazy("The date of birth is missing."),
    RosterFault.BAD_ID_NUMBER: lazy("The ID number cannot be right: its check digit does not fit."),
    RosterFault.ID_SAYS_OTHER: lazy("The ID number says something else."),
    RosterFault.BAD_PHONE: lazy("This is no mobile number of 11 digits."),
    RosterFault.OCCUPATION_UNKNOWN: lazy(
        "This occupation is not on the list. Write it in the words of the personal information form, or leave it empty."
    ),
    RosterFault.DEPARTMENT_TOO_LONG: lazy("The department's name is too long."),
    RosterFault.TOO_LITTLE_TO_MATCH: lazy(
        "A name alone is never enough. The ID number is needed, or phone, name and date of birth."
    ),
    RosterFault.PHONE_MISSING: lazy("Somebody new needs a mobile number: they sign in with it."),
    RosterFault.NAME_DIFFERS: lazy("The number is known here under another name."),
    RosterFault.BIRTH_DIFFERS: lazy("The number is known here with another date of birth."),
    RosterFault.ID_DIFFERS: lazy("The phone is known here with another ID number."),
    RosterFault.PHONE_OF_ANOTHER: lazy("The phone belongs to somebody else here."),
    RosterFault.OTHER_BRANCH: lazy("This person is a client of another branch."),
    RosterFault.OTHER_ROSTER: lazy("This person is on another company's roster."),
    RosterFault.TWICE: lazy(
        "This ID number or phone stands in the file twice. Only the first line is taken."
    ),
}


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a file is; `share` of people."""

    working: bool
    words: str
    done: int
    people: int


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One line of the file. `troubles` say what is wrong and where."""

    where: str
    who: str
    born: str
    department: str
    state: str
    tone: str
    what: str
    troubles: list[str]


def progress(row: RosterImport) -> Progress:
    """Say how far the worker is."""
    status = ImportStatus(row.status)
    return Progress(status in WORKING, str(STATUS_WORDS[status]), row.done, row.people)


def refusal(fault: StrEnum, spot: Spot) -> str:
    """Say why a whole file is refused, and where."""
    return sheets.refusal_words(str(FAULT_WORDS[fault]), sheets.table_spot(spot))


def state_counts(counts: Mapping[tuple[str, str], int]) -> list[tuple[str, str, int]]:
    """Give (state, words, people) for each state that occurs."""
    found = [(one.value, str(words), _total(counts, [one])) for one, words in STATE_WORDS.items()]
    return [one for one in found if one[2]]


def outcome_counts(counts: Mapping[tuple[str, str], int]) -> list[tuple[str, int]]:
    """Give (words, people) for each outcome that occurs."""
    found = [
        (str(words), sum(n for (_state, outcome), n in counts.items() if outcome == one))
        for one, words in OUTCOME_WORDS.items()
    ]
    return [one for one in found if one[1]]


def writes(counts: Mapping[tuple[str, str], int]) -> int:
    """Count the lines that change something."""
    return _total(counts, WRITES)


def _total(counts: Mapping[tuple[str, str], int], states: Iterable[str]) -> int:
    wanted = set(states)
    return sum(n for (state, _outcome), n in counts.items() if state in wanted)


def person_rows(rows: Iterable[RosterImportRow]) -> list[PersonRow]:
    """Draw lines."""
    return [_person(row) for row in rows]


def _person(row: RosterImportRow) -> PersonRow:
    held, state = row.held, RowState(row.state)
    outcome = OUTCOME_WORDS.get(RowOutcome(row.outcome))
    tail = held["id_number"][-4:] or held["phone"][-4:]
    return PersonRow(
        where=sheets.table_spot(Spot(*held["spot"])),
        who=f"{held['name']} …{tail}" if tail else held["name"],
        born=day(date.fromisoformat(held["birth_date"])) if held["birth_date"] else "",
        department=held["department"],
        state=str(STATE_WORDS[state]),
        tone=STATE_TONES.get(state, ""),
        what=str(outcome or WHAT_WORDS.get(state, "")) if state is not RowState.REFUSED else "",
        troubles=[_trouble(fault, spot) for fault, spot in held["faults"]],
    )


def _trouble(fault: str, spot: Sequence[Any]) -> str:
    where = Spot(*spot)
    column = Spot("TABLE", "", 0, where.column)
    words = str(FAULT_WORDS[RosterFault(fault)])
    return (
        _("%(message)s (%(where)s)", message=words, where=sheets.table_spot(column))
        if where.column
        else words
    )


def too_many() -> str:
    """Say how many people one file may hold."""
    return _("At most %(n)s people and 10 MB.", n=MOST_PEOPLE)


def template_rows() -> list[list[str]]:
    """Give the two rows above the people: titles in Chinese, then in English."""
    titles = data("groups", "roster_words")["titles"]
    return [[found[at] for found in titles.values()] for at in (0, 1)]
