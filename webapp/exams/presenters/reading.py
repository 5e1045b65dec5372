"""A report as lines to read: printed figure, own unit, range, flag."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from webapp.exams.models import Result
from webapp.exams.presenters.sheet import FLAG_TONES, flag_words, item_name, own_unit_words, value_words
from webapp.exams.rules.catalogue import PackageItem, lab_items
from webapp.exams.rules.corrections import COMPUTED
from webapp.exams.rules.flags import Flag
from webapp.kernel.i18n import say


@dataclass(frozen=True, slots=True)
class ReadLine:
    """One result."""

    name: str
    value: str
    also: str
    range: str
    flag: str
    tone: str
    implausible: bool
    code: str
    result_id: str
    computed: bool


@dataclass(frozen=True, slots=True)
class ReadBlock:
    """One package item with its results."""

    name: str
    lines: list[ReadLine]


def report_blocks(items: Iterable[PackageItem], results: Iterable[Result]) -> list[ReadBlock]:
    """Draw a report in the order of the package; computed figures follow their item."""
    rows = {row.code: row for row in results}
    drawn = []
    for item in items:
        codes = [*item.lab_items, *(("bmi",) if "weight" in item.lab_items else ())]
        lines = [_line(rows[code]) for code in codes if code in rows]
        if lines:
            drawn.append(ReadBlock(say(item.name), lines))
    return drawn


def _line(row: Result) -> ReadLine:
    flag, lab = Flag(row.flag), lab_items()[row.code]
    return ReadLine(
        name=item_name(lab),
        value=value_words(row),
        also=own_unit_words(row),
        range=row.range.in_words(),
        flag=flag_words(flag, lab),
        tone=FLAG_TONES.get(flag, ""),
        implausible=row.implausible,
        code=row.code,
        result_id=row.id,
        computed=row.code in COMPUTED,
    )
