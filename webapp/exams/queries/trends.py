"""All figures of a client over the years: verified exam results and readings taken between exams (R3)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import String, bindparam, or_, select

from webapp.clients import queries as clients
from webapp.exams.models import ExamReport, Result
from webapp.exams.rules import home
from webapp.exams.rules.flags import Flag, Range
from webapp.exams.rules.report import ReportStatus
from webapp.exams.rules.sheet import Person
from webapp.exams.rules.trends import Point, Series, series
from webapp.kernel import clock
from webapp.kernel.db import rows
from webapp.records import queries as records
from webapp.records.rules import Source

_asked = bindparam("code", type_=String)
_RESULTS = (
    select(
        ExamReport.exam_day,
        ExamReport.id,
        Result.code,
        Result.value,
        Result.unit,
        Result.written_value,
        Result.written_unit,
        Result.low,
        Result.high,
        Result.below,
        Result.flag,
    )
    .join(Result, Result.report_id == ExamReport.id)
    .where(
        ExamReport.client_id == bindparam("client_id"),
        ExamReport.status == ReportStatus.VERIFIED.value,
        Result.value.is_not(None),
        ~Result.replaced,
        or_(_asked == "", Result.code == _asked),
    )
    .order_by(ExamReport.exam_day, ExamReport.id)
)

_AT_HOME = tuple(one for codes in home.CODES.values() for one in codes)


@dataclass(frozen=True, slots=True)
class ExamFigure:
    """A verified figure of an exam, with how it was printed and the report it stands in."""

    point: Point
    report_id: str
    written_value: Decimal
    written_unit: str


@dataclass(frozen=True, slots=True)
class Figures:
    """A client's figures, sorted into series, and the exams' alone, oldest first."""

    series: dict[tuple[str, str], Series]
    exams: tuple[ExamFigure, ...]


def figures(*, client: clients.Client, code: str = "") -> Figures:
    """Give a client's figures, of one item if asked, in two statements whatever the number of years."""
    exams = tuple(_exam_figure(row) for row in rows(_RESULTS, {"client_id": client.id, "code": code}))
    drawn = records.drawn_readings(client_id=client.id, codes=(code,) if code else _AT_HOME)
    readings = [reading_point(client, one) for one in drawn]
    left = Counter({one.code: one.total for one in drawn}) - Counter(one.code for one in drawn)
    return Figures(series([*(one.point for one in exams), *readings], left), exams)


def reading_point(client: clients.Client, one: records.Drawn | records.Measurement) -> Point:
    """Judge a kept reading by the ranges for the person the client was on its day."""
    day, source = clock.local(one.taken_at).date(), Source(one.source)
    judged = home.judged(one.code, one.value, person_on(client, day), source)
    return Point(one.code, one.unit, day, one.value, source, judged.flag, judged.range)


def person_on(client: clients.Client, day: date) -> Person:
    """Give who the client was on a day, as far as ranges ask."""
    return Person.on(day, sex=client.sex.lower(), birth_date=client.birth_date)


def _exam_figure(row: Any) -> ExamFigure:
    range_ = Range(low=row.low, high=row.high, below=row.below)
    known = any(edge is not None for edge in (row.low, row.high, row.below))
    point = Point(
        row.code, row.unit, row.exam_day, row.value, Source.EXAM, Flag(row.flag), range_ if known else None
    )
    return ExamFigure(point, row.id, row.written_value, row.written_unit)
