"""Whose line it is: by ID number, or by phone, name and birth date together; never by name alone (P5)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from webapp.groups.rules.roster.reading import OLDEST, Line, RosterFault
from webapp.toolbox.sheets import key


class RowState(StrEnum):
    """What confirming would do with a line; GONE stands for somebody on the roster whom the file lacks."""

    NEW = "NEW"
    KNOWN = "KNOWN"
    CHANGED = "CHANGED"
    SAME = "SAME"
    REFUSED = "REFUSED"


WRITES: Final = frozenset({RowState.NEW, RowState.KNOWN, RowState.CHANGED})


class RowOutcome(StrEnum):
    """What became of a line: OPEN until its turn, LEFT where there was nothing to write."""

    OPEN = "OPEN"
    DONE = "DONE"
    OWN_PLAN = "OWN_PLAN"
    NOT_ENROLLED = "NOT_ENROLLED"
    LEFT = "LEFT"
    MOVED = "MOVED"


@dataclass(frozen=True, slots=True)
class Identity:
    """What an ID number says of its holder; the caller has checked its digit."""

    birth_date: date
    sex: str


@dataclass(frozen=True, slots=True)
class Known:
    """A client whose ID number or phone stands in the file. `roster`: OWN, OTHER or ""."""

    client_id: str
    names: frozenset[str]
    birth_date: date
    id_number: str
    phone: str
    own_branch: bool = True
    roster: str = ""
    department: str = ""
    occupation: str = ""
    enrolled: bool = False


@dataclass(frozen=True, slots=True)
class Match:
    """What a line means: its state, and the client it is about."""

    state: RowState
    client_id: str = ""


REFUSED: Final = Match(RowState.REFUSED)


def complete(line: Line, identity: Identity | None, today: date) -> None:
    """Take sex and birth date from the ID number where the file says neither; both together must agree."""
    if identity is not None:
        if (line.birth_date or identity.birth_date) != identity.birth_date:
            line.fault(RosterFault.ID_SAYS_OTHER, "birth_date")
        if (line.sex or identity.sex) != identity.sex:
            line.fault(RosterFault.ID_SAYS_OTHER, "sex")
        line.birth_date, line.sex = line.birth_date or identity.birth_date, line.sex or identity.sex
    born = line.birth_date
    if born and not (born <= today and today.year - born.year <= OLDEST):
        line.fault(RosterFault.BAD_DATE, "birth_date")


class People:
    """Who of the house has an ID number or a phone of the file."""

    def __init__(self, known: Iterable[Known]) -> None:
        everybody = list(known)
        self._by_id = {one.id_number: one for one in everybody if one.id_number}
        self._by_phone = {one.phone: one for one in everybody}
        self._seen: dict[str, int] = {}

    def match(self, line: Line) -> Match:
        """Say what a line means; what refuses it is added to its faults."""
        if line.faults:
            return self._refused(line)
        if not (line.id_number or (line.phone and line.birth_date)):
            line.fault(RosterFault.TOO_LITTLE_TO_MATCH)
        elif self._stands_already(line):
            line.fault(RosterFault.TWICE)
        found = None if line.faults else self._found(line)
        if line.faults:
            return self._refused(line)
        return _new(line) if found is None else _known(line, found)

    def _refused(self, line: Line) -> Match:
        """Name whom a refused line may mean, so that nobody counts as gone for a slip of the pen."""
        found = self._by_id.get(line.id_number) or self._by_phone.get(line.phone)
        return Match(RowState.REFUSED, found.client_id) if found and found.own_branch else REFUSED

    def _stands_already(self, line: Line) -> bool:
        """The second line with an ID number or a phone of an earlier one is refused."""
        numbers = [number for number in (line.id_number, line.phone) if number]
        seen = any(number in self._seen for number in numbers)
        self._seen.update((number, line.spot.row) for number in numbers)
        return seen

    def _found(self, line: Line) -> Known | None:
        by_id = self._by_id.get(line.id_number) if line.id_number else None
        by_phone = self._by_phone.get(line.phone) if line.phone else None
        if by_id is None and by_phone is not None:
            return self._by_three(line, by_phone)
        if by_id and by_phone and by_id.client_id != by_phone.client_id:
            line.fault(RosterFault.PHONE_OF_ANOTHER, "phone")
        elif by_id:
            _check_facts(line, by_id)
        return by_id

    def _by_three(self, line: Line, found: Known) -> Known | None:
        """A phone alone says little: name and birth date must be the same, and no other ID number known."""
        if line.id_number and found.id_number and found.own_branch:
            line.fault(RosterFault.ID_DIFFERS, "id_number")
        else:
            _check_facts(line, found)
        return found


def _check_facts(line: Line, found: Known) -> None:
    """Whoever belongs to another branch is refused as such: a file is no way to try out what is known of them."""
    if not found.own_branch:
        return
    if key(line.name) not in found.names:
        line.fault(RosterFault.NAME_DIFFERS, "name")
    if line.birth_date is not None and line.birth_date != found.birth_date:
        line.fault(RosterFault.BIRTH_DIFFERS, "birth_date")


def _new(line: Line) -> Match:
    """Somebody new signs in with a phone, and what is examined depends on sex and age."""
    for missing, fault, fact in (
        (not line.phone, RosterFault.PHONE_MISSING, "phone"),
        (not line.sex, RosterFault.SEX_UNKNOWN, "sex"),
        (line.birth_date is None, RosterFault.BIRTH_MISSING, "birth_date"),
    ):
        if missing:
            line.fault(fault, fact)
    return REFUSED if line.faults else Match(RowState.NEW)


def _tells(line: Line, found: Known) -> bool:
    """Tell whether the file knows an occupation that the house does not; what the person told stands."""
    return bool(line.occupation) and not found.occupation


def _known(line: Line, found: Known) -> Match:
    if not found.own_branch:
        line.fault(RosterFault.OTHER_BRANCH)
    elif found.roster == "OTHER":
        line.fault(RosterFault.OTHER_ROSTER)
    if line.faults:
        return REFUSED
    if not found.roster:
        return Match(RowState.KNOWN, found.client_id)
    same = found.enrolled and line.department in ("", found.department) and not _tells(line, found)
    return Match(RowState.SAME if same else RowState.CHANGED, found.client_id)
