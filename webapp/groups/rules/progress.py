"""What the contact may read of how far the members are: counts, by department only where no cell is small (B11)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from webapp.groups.rules.assigning import Standing
from webapp.groups.rules.disclosure import LEAST, Blocks, tell

LEVEL_BLOCKS: Final[Sequence[Blocks]] = (
    (("1",), ("2",), ("3",)),
    (("1",), ("2", "3")),
    (("1", "2"), ("3",)),
)
"""Health levels from finest to coarsest, as `disclosure.tell` takes them."""


@dataclass(frozen=True, slots=True)
class Part:
    """A department, or those put together (`name` ""), with its counts."""

    name: str
    counts: Mapping[Standing, int]

    @property
    def people(self) -> int:
        """Give how many members it has."""
        return sum(self.counts.values())


def by_department(members: Iterable[tuple[str, Standing]]) -> list[Part]:
    """Count each department that has at least five people in every cell; the others stand together.

    What is put together has at least five in every cell too, else the smallest of the others joins it; so no sum
    minus the departments that are told gives a small cell away. Nothing at all where that cannot be.
    """
    found: dict[str, Counter[Standing]] = {}
    for department, standing in members:
        found.setdefault(department, Counter())[standing] += 1
    told = {name: counts for name, counts in found.items() if name and _large(counts)}
    rest = sum((counts for name, counts in found.items() if name not in told), Counter[Standing]())
    while rest and not _large(rest):
        if not told:
            return []
        smallest = min(told, key=lambda name: (told[name].total(), name))
        rest += told.pop(smallest)
    if len(told) + bool(rest) < 2:
        return []
    parts = [Part(name, dict(told[name])) for name in sorted(told)]
    return [*parts, Part("", dict(rest))] if rest else parts


def _large(counts: Mapping[Standing, int]) -> bool:
    return all(counts.get(one, 0) >= LEAST for one in Standing)


def level_figures(levels: Iterable[int]) -> dict[str, int] | None:
    """Give blocks of health levels (`1`, `2+3`) → people, as they may be told; None when nothing may."""
    told = tell(Counter(str(level) for level in levels), LEVEL_BLOCKS)
    return {"+".join(block): n for block, n in told.blocks} if told else None


def may_tell_again(now: Iterable[str], before: Iterable[str]) -> bool:
    """Tell whether counts of these people may stand beside those of the people before: five more at least."""
    return len(set(now) - set(before)) >= LEAST and set(before) <= set(now)
