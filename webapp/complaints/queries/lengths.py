"""How long the clocks of a case are that comes in on a day (complaints.md §4)."""

from __future__ import annotations

from datetime import date

from sqlalchemy import bindparam, select

from webapp.complaints.models import ClockLengths
from webapp.complaints.rules import lengths
from webapp.complaints.rules.lengths import Lengths
from webapp.kernel import clock
from webapp.kernel.db import db, rows

in_force = (
    select(ClockLengths.lengths)
    .where(ClockLengths.valid_from <= bindparam("lengths_day"))
    .order_by(ClockLengths.valid_from.desc(), ClockLengths.version.desc())
    .limit(1)
)
"""The lengths as kept that hold on a day; no row where only the company's first promise does."""


def lengths_on(day: date | None = None) -> Lengths:
    """Give the lengths of a case that comes in on a day (today): headquarters' newest, else the company's first."""
    found = rows(in_force, {"lengths_day": day or clock.today()}).first()
    return lengths.read(found.lengths) if found else Lengths()


def length_versions(size: int = 20) -> list[ClockLengths]:
    """Give what headquarters published, newest first; the company's first version is in no row."""
    newest = select(ClockLengths).order_by(ClockLengths.version.desc()).limit(size)
    return list(db.session.scalars(newest))
