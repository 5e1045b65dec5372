"""Whose results they are: by ID number, or by phone, name and birth date together; never by name (X1)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from webapp.exams.rules.imports.document import Fault, Identity
from webapp.toolbox.sheets import key

LATEST = timedelta(days=31)
"""How long after the exam a file may date its results."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A booking of the institution in the branch, and whose it is. `came`: the client was checked in."""

    booking_id: str
    client_id: str
    id_number: str
    phone: str
    names: frozenset[str]
    birth_date: date
    day: date
    came: bool
    open: bool


class Unmatched(Exception):
    """Nobody, or more than one person, fits; `fault` says which."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.value)
        self.fault = fault


class People:
    """The bookings that a file's rows may belong to."""

    def __init__(self, candidates: Iterable[Candidate]) -> None:
        self._by_id: dict[str, list[Candidate]] = defaultdict(list)
        self._by_phone: dict[str, list[Candidate]] = defaultdict(list)
        for one in candidates:
            if one.id_number:
                self._by_id[plain_id(one.id_number)].append(one)
            self._by_phone[plain_phone(one.phone)].append(one)

    def match(self, identity: Identity) -> Candidate:
        """Give the booking that the results belong to. Raises Unmatched."""
        fitting = self._fitting(identity)
        if len({one.client_id for one in fitting}) > 1:
            raise Unmatched(Fault.SEVERAL)
        return _visit(fitting, identity.exam_day)

    def _fitting(self, identity: Identity) -> list[Candidate]:
        complete = bool(identity.phone and identity.name and identity.birth_date)
        if identity.id_number:
            found = self._by_id.get(plain_id(identity.id_number), [])
            if found:
                return _not_contradicted(found, identity)
        elif not complete:
            raise Unmatched(Fault.TOO_LITTLE_TO_MATCH)
        found = self._by_three(identity) if complete else []
        if not found:
            raise Unmatched(Fault.NOBODY)
        return found

    def _by_three(self, identity: Identity) -> list[Candidate]:
        """Give who has this phone, name and birth date; never somebody with another ID number."""
        return [
            one
            for one in self._by_phone.get(plain_phone(identity.phone), [])
            if key(identity.name) in one.names
            and one.birth_date == identity.birth_date
            and not (identity.id_number and one.id_number)
        ]


def _not_contradicted(found: list[Candidate], identity: Identity) -> list[Candidate]:
    if identity.name and not any(key(identity.name) in one.names for one in found):
        raise Unmatched(Fault.NAME_DIFFERS)
    if identity.birth_date and not any(one.birth_date == identity.birth_date for one in found):
        raise Unmatched(Fault.BIRTH_DIFFERS)
    return found


def _visit(found: list[Candidate], exam_day: date | None) -> Candidate:
    """Choose among one person's bookings: that of the day the file names (results may be dated later),
    else the one still open, else the newest.
    """
    if exam_day is not None:
        found = [one for one in found if one.day <= exam_day <= one.day + LATEST]
        if not found:
            raise Unmatched(Fault.OTHER_DAY)
    came = [one for one in found if one.came]
    if not came:
        raise Unmatched(Fault.NOT_CHECKED_IN)
    return max(came, key=lambda one: (one.open, one.day))


def plain_id(text: str) -> str:
    """Give an ID number as it is compared."""
    return "".join(text.split()).upper()


def plain_phone(text: str) -> str:
    """Give a phone number as it is compared: mainland numbers without country code, figures only."""
    figures = "".join(letter for letter in text if letter.isascii() and letter.isdigit())
    for prefix in ("0086", "86"):
        if len(figures) == 11 + len(prefix) and figures.startswith(prefix + "1"):
            return figures.removeprefix(prefix)
    return figures
