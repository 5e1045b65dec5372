"""Tables of figures: all items side by side, and every reading of one (R3)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from webapp.exams.presenters.sheet import FLAG_TONES, item_name
from webapp.exams.presenters.trends import FIRST, flag_name, range_words
from webapp.exams.queries import ExamFigure
from webapp.exams.rules.catalogue import lab_items
from webapp.exams.rules.flags import Flag
from webapp.exams.rules.trends import Point, Series
from webapp.kernel.i18n import _, day, lazy, moment, number
from webapp.records.queries import Measurement
from webapp.records.rules import Source
from webapp.toolbox.units import printed

YEARS = 10
_NOTHING = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One item of the twin table: a cell for each exam, then the newest reading between them."""

    code: str
    name: str
    cells: tuple[str, ...]
    between: str


@dataclass(frozen=True, slots=True)
class Twin:
    """The drawings as a table: exam days, newest first, and a row for each item."""

    days: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One reading: when, the figure, how it was written where that was another unit, range, verdict."""

    when: str
    value: str
    written: str
    range: str
    verdict: str
    tone: str
    where: str
    href: str = ""


def twin(found: Mapping[tuple[str, str], Series]) -> Twin:
    """Give the table of the last ten exams."""
    exam_days = sorted({p.day for one in found.values() for p in one.points if p.source is Source.EXAM})
    shown = exam_days[-YEARS:][::-1]
    place = {code: at for at, code in enumerate((*FIRST, *lab_items()))}
    ordered = sorted(found.values(), key=lambda one: (place[one.code], one.unit))
    return Twin(tuple(day(one, "date") for one in shown), tuple(_row(one, shown) for one in ordered))


def _row(one: Series, days: Sequence[date]) -> Row:
    exams = {point.day: point for point in one.points if point.source is Source.EXAM}
    between = [point for point in one.points if point.source is not Source.EXAM]
    unit = printed(one.unit)
    name = item_name(lab_items()[one.code]) + (f" ({unit})" if unit else "")
    return Row(
        one.code,
        name,
        tuple(_cell(exams[when]) if when in exams else _NOTHING for when in days),
        f"{_cell(between[-1])} · {day(between[-1].day, 'date')}" if between else _NOTHING,
    )


def _cell(point: Point) -> str:
    value = number(point.value, lab_items()[point.code].places)
    return f"{value} {flag_name(point.flag)}" if point.outside else value


def exam_lines(found: Iterable[ExamFigure]) -> list[Line]:
    """Give the exam results of one item, newest first."""
    return [_exam_line(one) for one in reversed(list(found))]


def _exam_line(one: ExamFigure) -> Line:
    other_unit = one.written_unit != one.point.unit
    written = f"{number(one.written_value)} {printed(one.written_unit)}" if other_unit else ""
    return _line(one.point, day(one.point.day, "date"), written, _("Exam"))


SOURCES = {Source.HOME.value: lazy("At home"), Source.BRANCH.value: lazy("At the branch")}


def reading_lines(
    rows: Iterable[Measurement], judge: Callable[[Measurement], Point], href: Callable[[str], str]
) -> list[Line]:
    """Give the readings of one item; `judge` rates one, `href` leads to the whole reading by its id."""
    return [_reading_line(row, judge(row), href(row.reading_id or "")) for row in rows]


def _reading_line(row: Measurement, point: Point, href: str) -> Line:
    written = ""
    if row.written_value is not None and row.written_unit != row.unit:
        written = f"{number(row.written_value)} {printed(row.written_unit)}"
    return _line(point, moment(row.taken_at, style="date"), written, str(SOURCES[row.source]), href)


def _line(point: Point, when: str, written: str, where: str, href: str = "") -> Line:
    value = f"{number(point.value, lab_items()[point.code].places)} {printed(point.unit)}".strip()
    rated = point.flag is not Flag.UNRATED
    return Line(
        when=when,
        value=value,
        written=written,
        range=range_words(point.range),
        verdict=flag_name(point.flag) if rated else "",
        tone=FLAG_TONES.get(point.flag, ""),
        where=where,
        href=href,
    )
