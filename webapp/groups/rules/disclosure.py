"""What may be told of a count: no cell under five, and none that the others give away (S6).

A table is told at the finest of its fixed levels at which every block holds at least five people; a coarser level
puts whole classes together, so that a small class is kept back with its neighbours and not by itself. Where the
coarsest level will not do, nothing of the table is told.

Why this is enough: the blocks of a told level have at least five people each, and the rest has too (there are at
least two blocks). Whoever knows this rule learns of the classes in a block only that together they are `n`: everybody
may be in any one of them, since then the finer levels would have an empty block and fail as well. For two tables over
the same people the number in a block of one *and* a block of the other can be any of min(a, b, n - a, n - b) + 1 >= 6
values (Frechet's bounds). tests/groups/test_disclosure.py attacks it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

LEAST: Final = 5
Block = tuple[str, ...]
Blocks = tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A table as it may be read: blocks of classes with their people, and how many are apart as not known.

    Fewer than five of whom nothing is known are counted in the first block; `unknown` is then 0, as where all are
    known: which of both is not told.
    """

    blocks: tuple[tuple[Block, int], ...]
    unknown: int = 0

    @property
    def people(self) -> int:
        """Give how many people the table is about."""
        return sum(number for _, number in self.blocks) + self.unknown


def tell(counts: Mapping[str | None, int], levels: Sequence[Blocks]) -> Told | None:
    """Give what may be told of the counts of one table; None when that is nothing.

    `counts`: class → people, under None those of whom nothing is known. `levels` from finest to coarsest.
    """
    unknown = counts.get(None, 0)
    apart = unknown if unknown >= LEAST else 0
    for level in levels:
        sums = [sum(counts.get(one, 0) for one in block) for block in level]
        sums[0] += unknown - apart
        if min(sums) >= LEAST:
            return Told(tuple(zip(level, sums, strict=True)), apart)
    return None


def at_least(number: int) -> int:
    """Round a count of people down to fives: that many at least."""
    return number - number % LEAST
