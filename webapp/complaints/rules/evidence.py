"""Evidence of a case: who may see a piece of it, and how many files one person may bring."""

from __future__ import annotations

from enum import StrEnum


class Visibility(StrEnum):
    """Who sees a piece of evidence besides those who handle and check the case."""

    INTERNAL = "INTERNAL"  # nobody
    SHARED = "SHARED"  # the client too
    CLIENT = "CLIENT"  # the client brought it
    REPLY = "REPLY"  # the employee who brought it; no other one who is named


OF_CLIENT = frozenset({Visibility.SHARED, Visibility.CLIENT})
"""What a client may open of her own case."""

MOST_AT_ONCE = 5  # files of one form
MOST_OF_ONE = 20  # files that one person brings to one case


def too_many(there: int, more: int) -> bool:
    """Tell whether `more` files beside those that are there are more than one person may bring."""
    return there + more > MOST_OF_ONE
