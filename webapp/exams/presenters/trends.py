"""Series of figures as drawings and words: server-made SVG, a plain sentence, a table (R3)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from webapp.exams.presenters.sheet import FLAG_WORDS, item_name
from webapp.exams.rules.catalogue import lab_items, package_items
from webapp.exams.rules.flags import Flag, Range
from webapp.exams.rules.trends import Point, Series, bands, span, upper
from webapp.kernel.i18n import _, day, number, say
from webapp.records.rules import Source
from webapp.toolbox.units import printed

FIRST = ("sbp", "dbp", "weight", "bmi", "waist", "fpg", "pbg2", "hba1c", "tc", "ldl", "hdl", "tg", "cr", "ua")
"""What most people look for; everything else stands below, in the order of the exam."""
WIDTH, HEIGHT, EDGE = 150.0, 66.0, 6.0


@dataclass(frozen=True, slots=True)
class Box:
    """A piece of the range behind the line, and the ends of it that are drawn: y of upper and lower limit."""

    x: float
    y: float
    width: float
    height: float
    limits: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Dot:
    """One figure: where, which shape, whether outside its range, whether the newest."""

    x: float
    y: float
    home: bool
    outside: bool


@dataclass(frozen=True, slots=True)
class Chart:
    """One small drawing with its words. `line` joins the exams, `thread` what was read between them."""

    code: str
    name: str
    unit: str
    value: str
    sentence: str
    boxes: tuple[Box, ...]
    dots: tuple[Dot, ...]
    line: str
    thread: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Chapter:
    """Charts that belong together, under the name of their part of the exam."""

    name: str
    charts: tuple[Chart, ...]


def chapters(found: Iterable[Series]) -> tuple[list[Chart], list[Chapter]]:
    """Give the charts most people look for, and the others by part of the exam."""
    by_code: dict[str, list[Series]] = {}
    for one in found:
        by_code.setdefault(one.code, []).append(one)
    first = [chart(one) for code in FIRST for one in by_code.pop(code, ())]
    others = []
    for item in package_items().values():
        charts = [chart(one) for code in item.lab_items for one in by_code.pop(code, ())]
        if charts:
            others.append(Chapter(say(item.name), tuple(charts)))
    rest = [chart(one) for left in by_code.values() for one in left]
    return first, [*others, Chapter(_("Other"), tuple(rest))] if rest else others


def chart(one: Series) -> Chart:
    """Draw one series."""
    x, y = _scales(one)
    exams = [point for point in one.points if point.source is Source.EXAM]
    others = [point for point in one.points if point.source is not Source.EXAM]
    return Chart(
        code=one.code,
        name=item_name(lab_items()[one.code]),
        unit=printed(one.unit),
        value=_figure(one.code, one.last.value),
        sentence=sentence(one),
        boxes=tuple(_boxes(one, x, y)),
        dots=tuple(Dot(x(p.day), y(p.value), p.source is not Source.EXAM, p.outside) for p in one.points),
        line=_path(exams, x, y),
        thread=_path(others, x, y),
        first=one.points[0].day.year,
        last=one.last.day.year,
    )


def _scales(one: Series) -> tuple[Callable[[date], float], Callable[[Decimal], float]]:
    start, days = one.points[0].day, (one.last.day - one.points[0].day).days
    low, high = span(one.points, bands(one.points))

    def across(when: date) -> float:
        share = (when - start).days / days if days else 0.5
        return round(EDGE + share * (WIDTH - 2 * EDGE), 1)

    def down(value: Decimal) -> float:
        share = (high - value) / (high - low)
        return round(min(max(float(share), 0.0), 1.0) * HEIGHT, 1)

    return across, down


def _boxes(one: Series, x: Callable[[date], float], y: Callable[[Decimal], float]) -> Iterator[Box]:
    found = bands(one.points)
    for place, band in enumerate(found):
        left = 0.0 if place == 0 else x(band.start)
        right = WIDTH if place == len(found) - 1 else x(band.end)
        top, bottom = upper(band.range), band.range.low
        above, below = y(top) if top is not None else 0.0, y(bottom) if bottom is not None else HEIGHT
        limits = tuple(edge for edge in (above, below) if 0 < edge < HEIGHT)
        yield Box(left, above, round(right - left, 1), round(below - above, 1), limits)


def _path(points: Sequence[Point], x: Callable[[date], float], y: Callable[[Decimal], float]) -> str:
    if len(points) < 2:
        return ""
    return "M" + " ".join(f"{x(point.day):g} {y(point.value):g}" for point in points)


def sentence(one: Series) -> str:
    """Say a series in one plain sentence: how many, the last, where it lies, what changed in a year."""
    last = one.last
    words = {
        "value": f"{_figure(one.code, last.value)} {printed(one.unit)}".strip(),
        "day": day(last.day, "date"),
    }
    if one.total == 1:
        said = _("One reading, %(value)s on %(day)s", **words)
    else:
        since = {"n": one.total, "year": one.points[0].day.year}
        said = _("%(n)s readings since %(year)s, last %(value)s on %(day)s", **words, **since)
    return _("%(clauses)s.", clauses="".join([said, *_verdict(last), *_change(one)]))


def _verdict(last: Point) -> list[str]:
    words = {
        Flag.NORMAL: _(", within the range"),
        Flag.LOW: _(", below the range"),
        Flag.HIGH: _(", above the range"),
        Flag.CRITICAL_LOW: _(", far below the range"),
        Flag.CRITICAL_HIGH: _(", far above the range"),
    }
    return [words[last.flag]] if last.flag in words else []


def _change(one: Series) -> list[str]:
    found = one.since_a_year()
    if found is None:
        return []
    before, by = found
    when, amount = day(before.day, "date"), _figure(one.code, abs(by))
    if by > 0:
        return [_("; up by %(by)s since %(day)s", by=amount, day=when)]
    if by < 0:
        return [_("; down by %(by)s since %(day)s", by=amount, day=when)]
    return [_("; unchanged since %(day)s", day=when)]


def _figure(code: str, value: Decimal) -> str:
    return number(value, lab_items()[code].places)


def flag_name(flag: Flag) -> str:
    """Say a flag in a table."""
    return str(FLAG_WORDS[flag])


def range_words(range_: Range | None) -> str:
    """Say the range a figure was judged by, or that there was none."""
    return range_.in_words() if range_ else _("none")
