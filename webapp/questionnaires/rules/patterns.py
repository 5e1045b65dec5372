"""Regular expressions of a definition, matched in bounded time.

A questionnaire comes from outside, so its pattern may be written to backtrack for ever. Here a pattern is
followed with sets of positions instead of backtracking, and gives up after a fixed number of steps.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

BUDGET = 200_000
"""Steps after which a match counts as undecided; an ordinary answer needs a few hundred."""

_CATEGORIES = {
    op.CATEGORY_DIGIT: re.compile(r"\d"),
    op.CATEGORY_NOT_DIGIT: re.compile(r"\D"),
    op.CATEGORY_SPACE: re.compile(r"\s"),
    op.CATEGORY_NOT_SPACE: re.compile(r"\S"),
    op.CATEGORY_WORD: re.compile(r"\w"),
    op.CATEGORY_NOT_WORD: re.compile(r"\W"),
}
_REPEATS = (op.MAX_REPEAT, op.MIN_REPEAT)


class Undecided(Exception):
    """The pattern cannot be followed: malformed, using back references, or too costly."""


def matches(pattern: str, text: str) -> bool | None:
    """Tell whether the whole of `text` matches `pattern`; None when that cannot be decided."""
    try:
        return len(text) in _Walk(text).sequence(_parsed(pattern), {0})
    except (Undecided, RecursionError):
        return None


@lru_cache(maxsize=256)
def _parsed(pattern: str) -> Any:
    try:
        return parser.parse(pattern)
    except (re.error, OverflowError, ValueError) as refused:
        raise Undecided from refused


class _Walk:
    """One attempt over one text: every step maps a set of positions to the set reached from it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.left = BUDGET

    def sequence(self, nodes: Any, starts: set[int]) -> set[int]:
        for code, argument in nodes:
            starts = self.node(code, argument, starts)
            if not starts:
                break
        return starts

    def node(self, code: Any, argument: Any, starts: set[int]) -> set[int]:
        self.left -= 1 + len(starts)
        if self.left < 0:
            raise Undecided
        if code in _REPEATS:
            return self._repeat(argument, starts)
        if code is op.SUBPATTERN:
            return self.sequence(argument[3], starts)
        if code is op.BRANCH:
            return set().union(*(self.sequence(branch, starts) for branch in argument[1]))
        if code is op.AT:
            return {at for at in starts if self._anchored(argument, at)}
        if code in (op.ASSERT, op.ASSERT_NOT):
            return self._look(code, argument, starts)
        return self._one(self._test(code, argument), starts)

    def _repeat(self, argument: Any, starts: set[int]) -> set[int]:
        least, most, body = argument
        reached, frontier, rounds = (set(starts) if least == 0 else set()), starts, 0
        while frontier and rounds < most:
            frontier = self.sequence(body, frontier)
            rounds += 1
            if rounds >= least:
                frontier = frontier - reached
                reached |= frontier
        return reached

    def _look(self, code: Any, argument: Any, starts: set[int]) -> set[int]:
        direction, body = argument
        if direction < 0:
            raise Undecided
        wanted = code is op.ASSERT
        return {at for at in starts if bool(self.sequence(body, {at})) is wanted}

    def _anchored(self, where: Any, at: int) -> bool:
        if where in (op.AT_BEGINNING, op.AT_BEGINNING_STRING):
            return at == 0
        if where in (op.AT_END, op.AT_END_STRING):
            return at == len(self.text)
        raise Undecided

    def _one(self, test: Callable[[str], bool], starts: set[int]) -> set[int]:
        return {at + 1 for at in starts if at < len(self.text) and test(self.text[at])}

    def _test(self, code: Any, argument: Any) -> Callable[[str], bool]:
        if code is op.LITERAL:
            return lambda letter: ord(letter) == argument
        if code is op.NOT_LITERAL:
            return lambda letter: ord(letter) != argument
        if code is op.ANY:
            return lambda letter: letter != "\n"
        if code is op.IN:
            return lambda letter: _in_set(argument, letter)
        raise Undecided


def _in_set(members: Any, letter: str) -> bool:
    negated = members[0][0] is op.NEGATE
    return negated is not any(_is_member(code, argument, letter) for code, argument in members)


def _is_member(code: Any, argument: Any, letter: str) -> bool:
    if code is op.LITERAL:
        return ord(letter) == int(argument)
    if code is op.RANGE:
        return bool(argument[0] <= ord(letter) <= argument[1])
    if code is op.CATEGORY:
        return bool(_CATEGORIES[argument].match(letter))
    return False
