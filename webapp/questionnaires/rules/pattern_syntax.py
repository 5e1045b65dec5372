"""The part of regular expressions that definitions may use, read into a tree.

Letters, classes, groups, alternatives, repetitions, anchors, looking ahead, `\\d \\w \\s` and general categories
(`\\p{L}`). Back references, looking behind, word boundaries and flags are not followed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

DEEPEST = 50
"""Groups within groups."""
MOST_ROUNDS = 9_999
LONGEST = 1_000
"""Letters of a pattern; those of official forms have a tenth of it."""


class Undecided(Exception):
    """The pattern cannot be followed: malformed, outside the part that is read, or too costly."""


Holds = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter for which `holds` is true; looking costs as many steps as a class has members."""

    holds: Holds
    cost: int = 1


@dataclass(frozen=True, slots=True)
class Start:
    """The beginning of the text."""


@dataclass(frozen=True, slots=True)
class End:
    """The end of the text."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several sequences."""

    branches: tuple[tuple[Node, ...], ...]


@dataclass(frozen=True, slots=True)
class Look:
    """What must, or must not, follow."""

    body: Choice
    wanted: bool


@dataclass(frozen=True, slots=True)
class Repeat:
    """A part `least` to `most` times; None for ever so often."""

    body: Node
    least: int
    most: int | None


Node = Letter | Start | End | Choice | Look | Repeat

_SPACES = frozenset(
    "\t\n\v\f\r \xa0\u1680\u2028\u2029\u202f\u205f\u3000\ufeff" + "".join(map(chr, range(0x2000, 0x200B)))
)
_CLASSES: dict[str, Holds] = {
    "d": lambda letter: "0" <= letter <= "9",
    "w": lambda letter: letter == "_" or (letter.isascii() and letter.isalnum()),
    "s": _SPACES.__contains__,
}
_CONTROLS = {"t": "\t", "n": "\n", "r": "\r", "f": "\f", "v": "\v", "0": "\0"}
_NEWLINES = frozenset("\n\r\u2028\u2029")
_HEX = re.compile(r"x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})")
_CATEGORY = re.compile(r"[pP]\{(L[ultmo]?|M[nce]?|N[dlo]?|P[cdseifo]?|S[mcko]?|Z[slp]?|C[cfson]?)\}")
_BOUNDS = re.compile(r"\{([0-9]{1,6})(,([0-9]{1,6})?)?\}")
_GROUP = re.compile(r"\(\?(?::|<[A-Za-z_][A-Za-z0-9_]*>|P<[A-Za-z_][A-Za-z0-9_]*>)")


def parse(pattern: str) -> Choice:
    """Read a pattern; raises `Undecided`."""
    if len(pattern) > LONGEST:
        raise Undecided
    reader = _Reader(pattern)
    tree = reader.choice(depth=0)
    if reader.at < len(pattern):
        raise Undecided
    return tree


class _Reader:
    """Reads a pattern from left to right."""

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self.at = 0

    def choice(self, depth: int) -> Choice:
        if depth > DEEPEST:
            raise Undecided
        branches = [self._sequence(depth)]
        while self._take("|"):
            branches.append(self._sequence(depth))
        return Choice(tuple(branches))

    def _sequence(self, depth: int) -> tuple[Node, ...]:
        nodes: list[Node] = []
        while self._next() not in ("", "|", ")"):
            nodes.append(self._repeated(self._atom(depth)))
        return tuple(nodes)

    def _atom(self, depth: int) -> Node:
        if self._take("^"):
            return Start()
        if self._take("$"):
            return End()
        if self._next() == "(":
            return self._group(depth + 1)
        return self._set() if self._take("[") else Letter(self._letter())

    def _letter(self) -> Holds:
        letter = self._one()
        if letter == ".":
            return lambda other: other not in _NEWLINES
        if letter == "\\":
            found = self._escaped()
            return found if callable(found) else found.__eq__
        if letter in "*+?{}])":
            raise Undecided
        return letter.__eq__

    def _group(self, depth: int) -> Node:
        for sign, wanted in (("(?=", True), ("(?!", False)):
            if self._take(sign):
                return Look(self._body(depth), wanted)
        if not self._take_match(_GROUP) and (not self._take("(") or self._next() == "?"):
            raise Undecided
        return self._body(depth)

    def _body(self, depth: int) -> Choice:
        body = self.choice(depth)
        if not self._take(")"):
            raise Undecided
        return body

    def _repeated(self, node: Node) -> Node:
        bounds = self._bounds()
        if bounds is None:
            return node
        least, most = bounds
        if isinstance(node, Start | End | Look) or (most is not None and most < least) or least > MOST_ROUNDS:
            raise Undecided
        self._take("?")
        if self._bounds() is not None:
            raise Undecided
        return Repeat(node, least, most)

    def _bounds(self) -> tuple[int, int | None] | None:
        for sign, bounds in (("*", (0, None)), ("+", (1, None)), ("?", (0, 1))):
            if self._take(sign):
                return bounds
        found = self._take_match(_BOUNDS)
        if found is None:
            return None
        most = found[3] if found[2] else found[1]
        return int(found[1]), int(most) if most else None

    def _set(self) -> Letter:
        negated = self._take("^")
        members: list[Holds] = []
        while not self._take("]"):
            members.append(self._member())
        return Letter(lambda letter: any(holds(letter) for holds in members) is not negated, len(members))

    def _member(self) -> Holds:
        first = self._in_set()
        if self._next() != "-" or self.pattern[self.at + 1 : self.at + 2] == "]":
            return first if callable(first) else first.__eq__
        self._take("-")
        last = self._in_set()
        if callable(first) or callable(last) or first > last:
            raise Undecided
        return lambda letter: first <= letter <= last

    def _in_set(self) -> Holds | str:
        letter = self._one()
        if letter == "[":
            raise Undecided
        return self._escaped() if letter == "\\" else letter

    def _escaped(self) -> Holds | str:
        coded = self._take_match(_HEX)
        if coded:
            return chr(int(coded[1] or coded[2], 16))
        category = self._take_match(_CATEGORY)
        if category:
            return _of_category(category[1], negated=category[0][0] == "P")
        letter = self._one()
        if letter.lower() in _CLASSES:
            return _of_class(letter)
        if letter in _CONTROLS:
            return _CONTROLS[letter]
        if letter == "_" or (letter.isascii() and letter.isalnum()):
            raise Undecided
        return letter

    def _next(self) -> str:
        return self.pattern[self.at : self.at + 1]

    def _one(self) -> str:
        if self.at >= len(self.pattern):
            raise Undecided
        self.at += 1
        return self.pattern[self.at - 1]

    def _take(self, sign: str) -> bool:
        found = self.pattern.startswith(sign, self.at)
        self.at += len(sign) if found else 0
        return found

    def _take_match(self, form: re.Pattern[str]) -> re.Match[str] | None:
        found = form.match(self.pattern, self.at)
        self.at = found.end() if found else self.at
        return found


def _of_class(letter: str) -> Holds:
    holds = _CLASSES[letter.lower()]
    return holds if letter.islower() else lambda other: not holds(other)


def _of_category(name: str, *, negated: bool) -> Holds:
    return lambda letter: unicodedata.category(letter).startswith(name) is not negated
