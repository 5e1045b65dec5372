"""Bands: which of several rising classes a number belongs to."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import TypeVar

Class = TypeVar("Class")
_PLACES = 9


def settled(value: float) -> float:
    """Drop what binary arithmetic adds: 61.44 kg at 160 cm is a BMI of 24, not of 23.999999999999993."""
    return round(value, _PLACES)


def band(value: float, edges: Sequence[float], classes: Sequence[Class]) -> Class:
    """Give the class of `value`; a value on an edge belongs to the upper class (“≥”).

    `classes` has one entry more than the rising `edges`.
    """
    return classes[bisect_right(edges, settled(value))]


def band_keeping_edges(value: float, edges: Sequence[float], classes: Sequence[Class]) -> Class:
    """Give the class of `value`; a value on an edge belongs to the lower class (“>”)."""
    return classes[bisect_left(edges, settled(value))]
