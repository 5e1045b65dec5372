"""What somebody chooses a time from: the free days, and the times of one of them, in one statement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import bindparam, func, null, select, union_all

from webapp.exams.models import Session
from webapp.exams.queries.sessions import OPEN, TIME, Open, OpenTime
from webapp.kernel.db import rows


@dataclass(frozen=True, slots=True)
class Choice:
    """`free`: each day that still has places, and how many. `times`: those of one day in order, full ones too."""

    free: dict[date, int]
    times: Sequence[OpenTime]


_open = (
    select(*TIME).where(*OPEN, Session.day.between(bindparam("first"), bindparam("last"))).cte("open_times")
)
_free = _open.c.capacity > _open.c.booked
_first_free = select(func.min(_open.c.day)).where(
    _free, _open.c.day.between(bindparam("earliest"), bindparam("latest"))
)
_CHOICE = union_all(
    select(*_open.c).where(_open.c.day == func.coalesce(bindparam("day"), _first_free.scalar_subquery())),
    select(null(), _open.c.day, null(), func.sum(_open.c.capacity - _open.c.booked), func.count(), null())
    .where(_free)
    .group_by(_open.c.day),
)


def choice(*, where: Open, first: date, last: date, day: date | None, month: tuple[date, date]) -> Choice:
    """Give the free days from `first` to `last`, and the times of `day`.

    Without `day` those of the first free one within `month` (its first and last day).
    """
    asked = where.values(first=first, last=last, earliest=month[0], latest=month[1]) | {"day": day}
    free, times = {}, []
    for found in rows(_CHOICE, asked):
        if found[0] is None:
            free[found[1]] = int(found[3])
        else:
            times.append(OpenTime(*found))
    times.sort(key=lambda each: (each.starts_at, each.id))
    return Choice(dict(sorted(free.items())), times)
