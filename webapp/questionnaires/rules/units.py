"""The units that questionnaires may use: a fixed part of UCUM, enough for bodies, food, time and laboratories.

A unit is read as a factor and a dimension (powers of metre, gram, second, mole, item), so that two codes of one
dimension can be compared. Source: UCUM 2.1, tables 1 to 4 (prefixes, base and derived units).
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

UCUM = "http://unitsofmeasure.org"

_PREFIXES = {
    "G": "1e9",
    "M": "1e6",
    "k": "1e3",
    "h": "1e2",
    "da": "1e1",
    "d": "1e-1",
    "c": "1e-2",
    "m": "1e-3",
    "u": "1e-6",
    "n": "1e-9",
    "p": "1e-12",
    "f": "1e-15",
}
_METRIC = {
    "m": ("1", "L"),
    "g": ("1", "M"),
    "s": ("1", "T"),
    "mol": ("1", "N"),
    "L": ("0.001", "LLL"),
    "l": ("0.001", "LLL"),
    "Pa": ("1000", "M/LTT"),
    "J": ("1000", "MLL/TT"),
    "cal": ("4184", "MLL/TT"),
    "W": ("1000", "MLL/TTT"),
    "Hz": ("1", "/T"),
    "eq": ("1", "N"),
    "m[Hg]": ("133322000", "M/LTT"),
    "bar": ("1e8", "M/LTT"),
    "t": ("1e6", "M"),
    "[iU]": ("1", "I"),
    "[IU]": ("1", "I"),
}
_PLAIN = {
    "1": ("1", ""),
    "%": ("0.01", ""),
    "min": ("60", "T"),
    "h": ("3600", "T"),
    "d": ("86400", "T"),
    "wk": ("604800", "T"),
    "mo": ("2629800", "T"),
    "a": ("31557600", "T"),
    "[in_i]": ("0.0254", "L"),
    "[ft_i]": ("0.3048", "L"),
    "[mi_i]": ("1609.344", "L"),
    "[lb_av]": ("453.59237", "M"),
    "[oz_av]": ("28.349523125", "M"),
    "[st_av]": ("6350.29318", "M"),
    "Cel": ("1", "C"),
}
_TERM = re.compile(r"([a-zA-Z%\[\]_]+|1)(-?[1-9])?")
_ANNOTATION = re.compile(r"\{[^{}]*\}")
_LONGEST = 40

Dimension = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as an exact factor on its dimension's base units."""

    factor: Fraction
    dimension: Dimension


def parse(code: str) -> Unit | None:
    """Read a UCUM code such as `km`, `mm[Hg]` or `mmol/L`; None when it lies outside the fixed list."""
    factor, powers, sign = Fraction(1), Counter[str](), 1
    if len(code) > _LONGEST:
        return None
    for part in re.split(r"([./])", _ANNOTATION.sub("", code)):
        if part in (".", "/"):
            sign = -1 if part == "/" else 1
            continue
        term = _term(part or "1")
        if term is None:
            return None
        factor *= term[0] ** sign
        powers.update({base: power * sign for base, power in term[1].items()})
    return Unit(factor, tuple(sorted((base, power) for base, power in powers.items() if power)))


def convert(value: Decimal, code: str, to: str) -> Fraction | None:
    """Give `value` in another unit; None when either is unknown or they measure different things."""
    here, there = parse(code), parse(to)
    if here is None or there is None or here.dimension != there.dimension:
        return None
    return Fraction(value) * here.factor / there.factor


def _term(text: str) -> tuple[Fraction, Counter[str]] | None:
    matched = _TERM.fullmatch(text)
    found = _symbol(matched[1]) if matched else None
    if matched is None or found is None:
        return None
    exponent = int(matched[2] or 1)
    powers = Counter({base: power * exponent for base, power in _powers(found[1]).items()})
    return found[0] ** exponent, powers


def _symbol(symbol: str) -> tuple[Fraction, str] | None:
    if symbol in _PLAIN or symbol in _METRIC:
        factor, dimension = _PLAIN.get(symbol) or _METRIC[symbol]
        return Fraction(factor), dimension
    for prefix, power in _PREFIXES.items():
        if symbol.startswith(prefix) and symbol[len(prefix) :] in _METRIC:
            factor, dimension = _METRIC[symbol[len(prefix) :]]
            return Fraction(power) * Fraction(factor), dimension
    return None


def _powers(dimension: str) -> Counter[str]:
    above, _, below = dimension.partition("/")
    powers = Counter(above)
    powers.subtract(below)
    return powers
