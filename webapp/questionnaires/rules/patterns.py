"""Regular expressions of a definition, matched in bounded time and alike on the server and in the page.

A questionnaire comes from outside, so its pattern may be written to backtrack for ever. Here a pattern is
followed with sets of positions instead of backtracking, and gives up after a fixed number of steps. The letters
`\\d \\w \\s` mean what they mean in ECMAScript, where FHIR took its patterns from.
"""

from __future__ import annotations

from functools import lru_cache

from webapp.questionnaires.rules.pattern_syntax import (
    Choice,
    End,
    Letter,
    Look,
    Node,
    Repeat,
    Start,
    Undecided,
    parse,
)

BUDGET = 200_000
"""Steps after which a match counts as undecided; an ordinary answer needs a few hundred."""
_FOR_NOTHING = 5_000


def matches(pattern: str, text: str, budget: int = BUDGET) -> bool | None:
    """Tell whether the whole of `text` matches `pattern`; None when that cannot be decided."""
    try:
        return len(text) in _Walk(text, budget).either(_parsed(pattern), {0})
    except Undecided:
        return None


def is_usable(pattern: str) -> bool:
    """Tell whether a pattern can be followed, and decides quickly about nothing at all."""
    return matches(pattern, "", _FOR_NOTHING) is not None


@lru_cache(maxsize=256)
def _parsed(pattern: str) -> Choice:
    return parse(pattern)


class _Walk:
    """One attempt over one text: every step maps a set of positions to the set reached from it."""

    def __init__(self, text: str, budget: int) -> None:
        self.text = text
        self.left = budget

    def either(self, choice: Choice, starts: set[int]) -> set[int]:
        self._spend(len(choice.branches))
        return set().union(*(self._sequence(branch, starts) for branch in choice.branches))

    def _sequence(self, nodes: tuple[Node, ...], starts: set[int]) -> set[int]:
        for node in nodes:
            starts = self._node(node, starts)
            if not starts:
                break
        return starts

    def _node(self, node: Node, starts: set[int]) -> set[int]:
        self._spend(1 + len(starts) * (node.cost if isinstance(node, Letter) else 1))
        match node:
            case Letter():
                return {at + 1 for at in starts if at < len(self.text) and node.holds(self.text[at])}
            case Repeat():
                return self._repeat(node, starts)
            case Look():
                return {at for at in starts if bool(self.either(node.body, {at})) is node.wanted}
            case Start():
                return starts & {0}
            case End():
                return starts & {len(self.text)}
            case Choice():
                return self.either(node, starts)

    def _spend(self, steps: int) -> None:
        self.left -= steps
        if self.left < 0:
            raise Undecided

    def _repeat(self, node: Repeat, starts: set[int]) -> set[int]:
        reached, frontier, rounds = (set(starts) if node.least == 0 else set()), starts, 0
        while frontier and (node.most is None or rounds < node.most):
            frontier = self._node(node.body, frontier)
            rounds += 1
            if rounds >= node.least:
                frontier = frontier - reached
                reached |= frontier
        return reached
