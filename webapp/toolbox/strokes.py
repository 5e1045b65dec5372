"""A signature as it was drawn: strokes of points on a board of fixed units, read from JSON and drawn as one path.

Only numbers come in and only numbers go out: no image is parsed, kept or sent.
"""

from __future__ import annotations

import json
import math
from itertools import pairwise
from typing import Any

Point = tuple[int, int]
Stroke = tuple[Point, ...]
Strokes = tuple[Stroke, ...]

WIDTH, HEIGHT = 600, 200
"""The board's units; a pad of any size on a screen is scaled to them."""
MOST_STROKES = 100
MOST_POINTS = 3_000
LONGEST_TEXT = 40_000
LEAST_INK = 100
"""Units of line; a dot or a slip of the finger is no signature."""


class NoStrokes(ValueError):
    """The text is no list of strokes on the board."""


def read(text: str) -> Strokes:
    """Read `[[[x, y], …], …]`; blank text is an empty board. Raises `NoStrokes`."""
    if not text.strip():
        return ()
    if len(text) > LONGEST_TEXT:
        raise NoStrokes("too long")
    try:
        return strokes(json.loads(text))
    except (ValueError, RecursionError) as refused:
        raise NoStrokes("not JSON") from refused


def strokes(held: Any) -> Strokes:
    """Take strokes out of a JSON value; everything but points on the board is refused. Raises `NoStrokes`."""
    if not isinstance(held, list | tuple) or len(held) > MOST_STROKES:
        raise NoStrokes("no list of strokes")
    taken = tuple(_stroke(one) for one in held)
    if sum(map(len, taken)) > MOST_POINTS:
        raise NoStrokes("too many points")
    return taken


def ink(drawn: Strokes) -> float:
    """Give the length of all lines together, in units of the board."""
    return sum(math.dist(start, end) for stroke in drawn for start, end in pairwise(stroke))


def path(drawn: Strokes) -> str:
    """Give the strokes as the `d` of an SVG path; a single point becomes a dot."""
    return "".join(_line(stroke) for stroke in drawn)


def _line(stroke: Stroke) -> str:
    (x, y), rest = stroke[0], stroke[1:] or stroke[:1]
    return f"M{x} {y}" + "".join(f"L{x} {y}" for x, y in rest)


def _stroke(held: Any) -> Stroke:
    if not isinstance(held, list | tuple) or not 0 < len(held) <= MOST_POINTS:
        raise NoStrokes("no stroke")
    return tuple(_point(one) for one in held)


def _point(held: Any) -> Point:
    if not isinstance(held, list | tuple) or len(held) != 2:
        raise NoStrokes("no point")
    x, y = held
    if type(x) is not int or type(y) is not int or not (0 <= x <= WIDTH and 0 <= y <= HEIGHT):
        raise NoStrokes("not on the board")
    return x, y
