"""What a package examines, for whom, and what may be changed while applying (P2). Standard library only."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from webapp.plans.rules.matrix import Grant

OLDEST = 120


@dataclass(frozen=True, slots=True)
class Condition:
    """For whom an item is: one sex ("" both), from and to an age in completed years (None: no limit)."""

    sex: str = ""
    age_from: int | None = None
    age_to: int | None = None

    def __post_init__(self) -> None:
        if self.sex not in ("", "MALE", "FEMALE"):
            raise ValueError(f"no such sex: {self.sex}")
        if not 0 <= (self.age_from or 0) <= (OLDEST if self.age_to is None else self.age_to) <= OLDEST:
            raise ValueError("the ages run backwards")

    def holds(self, *, sex: str, age: int) -> bool:
        """Tell whether somebody of this sex and age gets the item."""
        if self.sex not in ("", sex) or age < (self.age_from or 0):
            return False
        return self.age_to is None or age <= self.age_to


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
    condition = Condition(row.get("sex", ""), row.get("age_from"), row.get("age_to"))
    return PackageLine(row["code"], condition)


def write_lines(lines: Iterable[PackageLine]) -> str:
    """Write a package's lines for its column; limits that do not exist are left out."""
    return json.dumps([_row(line) for line in lines])


def _row(line: PackageLine) -> dict[str, Any]:
    limits = {
        "sex": line.condition.sex or None,
        "age_from": line.condition.age_from,
        "age_to": line.condition.age_to,
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
    lines: Sequence[PackageLine], *, sex: str, age: int, change: ItemChange = NO_CHANGE
) -> tuple[str, ...]:
    """Give the codes of what one person is examined for, in the order of the package; added ones last."""
    own = [line.code for line in lines if line.condition.holds(sex=sex, age=age)]
    return tuple(code for code in own if code not in change.left_out) + change.added
