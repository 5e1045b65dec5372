"""One printed result as a line of the sheet: figure, step or finding; its unit, range and mark (X1)."""

from __future__ import annotations

import re
from decimal import Decimal

from webapp.exams.rules.catalogue import Kind, LabItem
from webapp.exams.rules.flags import Flag, Range
from webapp.exams.rules.imports.document import Entry
from webapp.exams.rules.imports.words import listed, mark_of, unit_of, words_for
from webapp.exams.rules.readings import Misread, Slip, read_figure
from webapp.exams.rules.sheet import FINDING_ABNORMAL, FINDING_NORMAL, Typed
from webapp.exams.rules.units import in_own_unit
from webapp.toolbox.sheets import key

_DASHES = str.maketrans({"\u2212": "-", "\u2013": "-", "\u2014": "-", "\uff5e": "-", "~": "-", "\u301c": "-"})
_LIMIT = re.compile(r"^\s*[<>≤≥＜＞]")
_MARKED = re.compile(r"^\s*([0-9.,]+)\s*([↑↓]{1,2}|[HL]{1,2}|\*)?\s*$", re.IGNORECASE)
_WITH_UNIT = re.compile(r"^\s*([0-9]+(?:\.[0-9]+)?)\s*([^0-9\s.,][^\s]*)\s*$")
_NUMBER = r"([0-9]+(?:\.[0-9]+)?)"
_FROM_TO = re.compile(rf"^{_NUMBER}-+{_NUMBER}$")
_UP_TO = re.compile(rf"^(<=|≤|<){_NUMBER}$")
_FROM = re.compile(rf"^(>=|≥|>){_NUMBER}$")
_FINAL = frozenset({"", "F", "C", "U", "S", "final", "amended", "corrected", "appended"})
_GONE = frozenset({"D", "W", "N", "entered-in-error", "cancelled"})


def is_not_done(entry: Entry) -> bool:
    """Tell whether the file says that the item was not examined."""
    return entry.status == "X" or key(entry.text) in words_for("not_done")


def line_of(entry: Entry, item: LabItem) -> Typed:
    """Give the line of the sheet that an entry means.

    Raises Misread: not final, a limit like `<5.0`, an unknown unit, a word where a figure is due …
    """
    if entry.status not in _FINAL:
        raise Misread(Slip.WITHDRAWN if entry.status in _GONE else Slip.NOT_FINAL)
    if item.kind is Kind.NUMBER:
        return _figure(entry, item)
    return _finding(entry) if item.kind is Kind.FINDING else _step(entry, item)


def _figure(entry: Entry, item: LabItem) -> Typed:
    text, unit, mark = _taken_apart(entry)
    if _LIMIT.match(text):
        raise Misread(Slip.LIMIT_ONLY)
    read_figure(text)
    own = unit_of(item, unit) if unit is not None else None
    if own is None:
        raise Misread(Slip.UNKNOWN_UNIT)
    return Typed(text, own, range=printed_range(entry.range, item, own), mark=mark)


def _taken_apart(entry: Entry) -> tuple[str, str | None, Flag | None]:
    """Give figure, unit and mark: `6.3 ↑` carries its mark, `5.2 mmol/L` its unit."""
    text, mark = entry.text.strip(), entry.mark
    if marked := _MARKED.match(text):
        text, mark = marked[1], mark or marked[2] or ""
    elif entry.unit is None and (both := _WITH_UNIT.match(text)):
        return both[1], both[2], _flag(mark)
    return text, entry.unit, _flag(mark)


def _flag(mark: str) -> Flag | None:
    known = mark_of(mark) if mark else ""
    return Flag(known) if known else None


def printed_range(text: str, item: LabItem, unit: str) -> Range | None:
    """Give the range a file prints beside a figure, in the item's own unit; None where it prints none.

    `> 1.0` is kept as from 1.0: the last digit is the difference.
    """
    plain = re.sub(r"\s+", "", text.translate(_DASHES).replace("＜", "<").replace("＞", ">"))[:60]
    low = high = below = None
    if both := _FROM_TO.match(plain):
        low, high = _own(both[1], item, unit), _own(both[2], item, unit)
    elif upper := _UP_TO.match(plain):
        below = _own(upper[2], item, unit) if upper[1] == "<" else None
        high = None if upper[1] == "<" else _own(upper[2], item, unit)
    elif lower := _FROM.match(plain):
        low = _own(lower[2], item, unit)
    if (low, high, below) == (None, None, None) or (low is not None and high is not None and low > high):
        return None
    return Range(low=low, high=high, below=below)


def _own(text: str, item: LabItem, unit: str) -> Decimal | None:
    try:
        figure = read_figure(text)
    except Misread:
        return None
    return None if figure is None else in_own_unit(figure, unit, own=item.unit, others=item.other_units)


def _step(entry: Entry, item: LabItem) -> Typed:
    word, steps = key(entry.text.translate(_DASHES)), {code for code, _mark in item.scale}
    if word in words_for("negative"):
        return Typed("NEGATIVE")
    if word in words_for("trace") and "TRACE" in steps:
        return Typed("TRACE")
    if "POSITIVE" in steps and (word in words_for("positive") or word in listed()["degrees"]):
        return Typed("POSITIVE")
    return Typed(str(listed()["degrees"].get(word, entry.text.strip())))


def _finding(entry: Entry) -> Typed:
    text = entry.text.strip()
    if key(text) in words_for("normal"):
        return Typed(FINDING_NORMAL)
    if _flag(entry.mark) is Flag.NORMAL:
        return Typed(FINDING_NORMAL, words=text)
    return Typed(FINDING_ABNORMAL, words=text)
