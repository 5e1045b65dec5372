"""Weeks of meals on paper: those a client may take now, and the one in a worker's hands."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from webapp.diet_plans.models import DietWeekPaper
from webapp.kernel import clock
from webapp.kernel.db import db
from webapp.kernel.errors import NotYours
from webapp.records import queries as records
from webapp.records.queries import StoredFile


@dataclass(frozen=True, slots=True)
class WeekPaper:
    """A week on paper; `file` is None while it is being made."""

    row: DietWeekPaper
    file: StoredFile | None


def week_papers(client_id: str) -> list[WeekPaper]:
    """Give a client's papers that are offered or being made, newest first, in two statements."""
    mine = (DietWeekPaper.client_id == client_id, DietWeekPaper.ends_at > clock.now())
    asked = select(DietWeekPaper).where(*mine)
    rows = db.session.scalars(asked.order_by(DietWeekPaper.asked_at.desc(), DietWeekPaper.id.desc())).all()
    files = records.stored_files([one.file_id for one in rows if one.file_id]) if rows else {}
    return [WeekPaper(one, files.get(one.file_id or "")) for one in rows]


def week_paper_being_made(*, client_id: str, language: str) -> DietWeekPaper | None:
    """Give the paper in one language that a worker is to make, if there is one."""
    mine = (DietWeekPaper.client_id == client_id, DietWeekPaper.language == language)
    return db.session.scalars(select(DietWeekPaper).where(*mine, DietWeekPaper.file_id.is_(None))).first()


def unmade_week_paper(paper_id: str) -> DietWeekPaper | None:
    """Give a paper that is still to be made; None when it is there, or no longer wanted."""
    row = db.session.get(DietWeekPaper, paper_id)
    return row if row is not None and row.file_id is None else None


def week_paper(paper_id: str, *, client_id: str) -> StoredFile:
    """Give the file of a client's own paper in its days. Raises NotYours for any other."""
    row = db.session.get(DietWeekPaper, paper_id)
    if row is None or row.client_id != client_id or row.file_id is None or row.ends_at <= clock.now():
        raise NotYours
    file = records.stored_file(row.file_id)
    if file is None:
        raise NotYours
    return file
