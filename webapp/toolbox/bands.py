"""Bands: which of several rising classes a number belongs to."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import TypeVar

Class = TypeVar("Class")


def band(value: float, edges: Sequence[float], classes: Sequence[Class]) -> Class:
    """Give the class of `value`; a value on an edge belongs to the upper class (“≥”).

    `classes` has one entry more than the rising `edges`.
    """
    return classes[bisect_right(edges, value)]


def band_keeping_edges(value: float, edges: Sequence[float], classes: Sequence[Class]) -> Class:
    """Give the class of `value`; a value on an edge belongs to the lower class (“>”)."""
    return classes[bisect_left(edges, value)]
