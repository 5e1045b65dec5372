"""Who is counted, so that two years' reports cannot be subtracted down to a few people (S6).

Every year is measured anew, so cells of two years are no parts of one sum; but whoever knows the roster can compare
the *people* of two reports. Those who are in one and not in the other are therefore none, or five at least.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

from webapp.groups.rules.disclosure import LEAST

Pick = Callable[[Iterable[str]], list[str]]
"""Gives the same people in an order that nobody can foresee."""


def counted(now: Collection[str], earlier: Collection[Collection[str]], pick: Pick) -> frozenset[str]:
    """Give the people of this year's tables, out of those who were assessed.

    Fewer than five new ones are left out until there are more of them. When fewer than five have gone, so many
    others, drawn by lot, are left out too that five are missing. `earlier`: who was counted in released reports.
    """
    people, before = frozenset(now), [frozenset(one) for one in earlier]
    while True:
        fewer = people
        for year in before:
            fewer = _told_apart(fewer, year, pick)
        if fewer == people:
            return people
        people = fewer


def _told_apart(people: frozenset[str], year: frozenset[str], pick: Pick) -> frozenset[str]:
    new, gone = people - year, year - people
    if 0 < len(new) < LEAST:
        people -= new
    if 0 < len(gone) < LEAST:
        people -= frozenset(pick(people & year)[: LEAST - len(gone)])
    return people


def may_stand_beside(people: frozenset[str], others: Iterable[frozenset[str]]) -> bool:
    """Tell whether a report about these people may be told where the others are told already."""
    few = range(1, LEAST)
    return all(len(people - year) not in few and len(year - people) not in few for year in others)
