"""What a package examines, for whom, and what may be changed while applying (P2). Standard library only."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from webapp.clients.rules import OCCUPATIONS
from webapp.plans.rules.matrix import Grant

OLDEST = 120


@dataclass(frozen=True, slots=True)
class Person:
    """What decides what somebody is examined for: sex, age in completed years, occupation ("": nobody told us)."""

    sex: str
    age: int
    occupation: str = ""


@dataclass(frozen=True, slots=True)
class Condition:
    """For whom an item is: one sex ("" both), from and to an age in completed years (None: no limit), occupations.

    No occupations: whatever somebody works as. An occupation that was never told is none of them and not their
    opposite: the item is not given, and it is named as waiting for the answer (`waits_for`, `items_waiting`).
    """

    sex: str = ""
    age_from: int | None = None
    age_to: int | None = None
    occupations: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        if self.sex not in ("", "MALE", "FEMALE"):
            raise ValueError(f"no such sex: {self.sex}")
        if not 0 <= (self.age_from or 0) <= (OLDEST if self.age_to is None else self.age_to) <= OLDEST:
            raise ValueError("the ages run backwards")
        if not self.occupations <= OCCUPATIONS.keys():
            raise ValueError(f"no such occupation: {sorted(self.occupations - OCCUPATIONS.keys())}")

    def holds(self, person: Person) -> bool:
        """Tell whether somebody gets the item."""
        return self._fits(person) and (not self.occupations or person.occupation in self.occupations)

    def waits_for(self, person: Person) -> bool:
        """Tell whether the occupation alone decides, and nobody told it."""
        return self._fits(person) and bool(self.occupations) and not person.occupation

    def _fits(self, person: Person) -> bool:
        if self.sex not in ("", person.sex) or person.age < (self.age_from or 0):
            return False
        return self.age_to is None or person.age <= self.age_to


EVERYBODY = Condition()


@dataclass(frozen=True, slots=True)
class PackageLine:
    """One item of a package and for whom it is."""

    code: str
    condition: Condition = EVERYBODY


def read_lines(text: str) -> tuple[PackageLine, ...]:
    """Read a package's lines from its column; raises ValueError or KeyError on a bad one."""
    return tuple(_line(row) for row in json.loads(text))


def _line(row: dict[str, Any]) -> PackageLine:
    return PackageLine(row["code"], read_condition(row))


def read_condition(row: Mapping[str, Any]) -> Condition:
    """Read for whom an item is; what is not named is no limit. Raises ValueError."""
    occupations = frozenset(row.get("occupations", ()))
    return Condition(row.get("sex", ""), row.get("age_from"), row.get("age_to"), occupations)


def write_lines(lines: Iterable[PackageLine]) -> str:
    """Write a package's lines for its column; limits that do not exist are left out."""
    return json.dumps([_row(line) for line in lines])


def _row(line: PackageLine) -> dict[str, Any]:
    limits = {
        "sex": line.condition.sex or None,
        "age_from": line.condition.age_from,
        "age_to": line.condition.age_to,
        "occupations": [code for code in OCCUPATIONS if code in line.condition.occupations] or None,
    }
    return {"code": line.code, **{name: value for name, value in limits.items() if value is not None}}


@dataclass(frozen=True, slots=True)
class ItemChange:
    """Items taken in or left out while applying, with the reason that the client can read (P2, P4)."""

    added: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    reason: str = ""

    def __bool__(self) -> bool:
        return bool(self.added or self.left_out)


NO_CHANGE = ItemChange()


def may_change_items(
    change: ItemChange, *, grant: Grant, items: Collection[str], known: Collection[str]
) -> bool:
    """Tell whether a change fits: a plan that lets items be changed, a reason, items that are (not) there.

    `items` are those the client would get unchanged, `known` those that can be examined at all.
    """
    if not grant.items_change or not change.reason.strip():
        return False
    new = set(change.added)
    return new <= set(known) - set(items) and set(change.left_out) <= set(items)


def addable_items(lines: Sequence[PackageLine], known: Iterable[str], *, sex: str) -> set[str]:
    """Give what can be examined of a person: nothing that the package keeps for the other sex."""
    others = {line.code for line in lines if line.condition.sex not in ("", sex)}
    return set(known) - others


@dataclass(frozen=True, slots=True)
class OwnItems:
    """What one client is examined for, and what was changed to get there."""

    codes: tuple[str, ...]
    change: ItemChange = NO_CHANGE


def write_own_items(own: OwnItems) -> str:
    """Write a client's items for their column: `lipid +bone -glucose`."""
    kept = [code for code in own.codes if code not in own.change.added]
    added = [f"+{code}" for code in own.change.added]
    return " ".join([*kept, *added, *(f"-{code}" for code in own.change.left_out)])


def read_own_items(text: str) -> OwnItems:
    """Read what `write_own_items` wrote."""
    words = text.split()
    added = tuple(word[1:] for word in words if word.startswith("+"))
    left_out = tuple(word[1:] for word in words if word.startswith("-"))
    return OwnItems(
        tuple(word.lstrip("+") for word in words if not word.startswith("-")), ItemChange(added, left_out)
    )


def items_for(
    lines: Sequence[PackageLine], person: Person, *, change: ItemChange = NO_CHANGE
) -> tuple[str, ...]:
    """Give the codes of what one person is examined for, in the order of the package; added ones last."""
    changed = {*change.left_out, *change.added}
    own = [line.code for line in lines if line.condition.holds(person)]
    return tuple(code for code in own if code not in changed) + change.added


def items_waiting(lines: Sequence[PackageLine], person: Person) -> tuple[str, ...]:
    """Give the codes of what depends on the occupation of somebody who has not told it."""
    return tuple(line.code for line in lines if line.condition.waits_for(person))
