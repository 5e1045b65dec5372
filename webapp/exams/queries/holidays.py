"""Times that stand on days which became public holidays after they were opened (B9)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from webapp.exams.models import Session
from webapp.kernel.db import db
from webapp.organisation import queries as organisation
from webapp.toolbox.words import Bilingual


@dataclass(frozen=True, slots=True)
class OpenHoliday:
    """An institution's holiday with sessions that are not closed; `booked` is how many places people hold in them."""

    institution_id: str
    day: date
    name: Bilingual
    sessions: int
    booked: int


def open_holidays(*, branch_id: str, after: date) -> list[OpenHoliday]:
    """Give a branch's holidays after a day that still have open sessions, in order; two statements."""
    names = {
        one.day: Bilingual(zh=one.name_zh, en=one.name_en)
        for one in organisation.calendar_days()
        if one.day > after and not one.works
    }
    if not names:
        return []
    asked = (
        select(Session.institution_id, Session.day, func.count(), func.sum(Session.booked))
        .where(Session.branch_id == branch_id, Session.day.in_(names), ~Session.closed)
        .group_by(Session.institution_id, Session.day)
        .order_by(Session.day, Session.institution_id)
    )
    return [
        OpenHoliday(row[0], row[1], names[row[1]], int(row[2]), int(row[3]))
        for row in db.session.execute(asked)
    ]
