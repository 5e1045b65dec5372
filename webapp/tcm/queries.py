"""Questions about TCM records. Read only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select

from webapp.clients import queries as clients
from webapp.clients.rules import Purpose
from webapp.kernel import clock, paging
from webapp.kernel.db import db
from webapp.organisation import queries as organisation
from webapp.questionnaires import queries as questionnaires
from webapp.questionnaires.rules.answers import by_link_id, codes_of
from webapp.questionnaires.rules.definition import Definition
from webapp.tcm.models import TcmRecord
from webapp.tcm.rules import children as rules
from webapp.tcm.rules.content import score
from webapp.tcm.rules.record import SCALES, Status, born_by
from webapp.toolbox.words import Bilingual


def record(record_id: str) -> TcmRecord | None:
    """Give one record."""
    return db.session.get(TcmRecord, record_id)


def record_of(*, client_id: str, year: int) -> TcmRecord | None:
    """Give a client's record of a year."""
    return db.session.scalars(
        select(TcmRecord).where(TcmRecord.client_id == client_id, TcmRecord.year == year)
    ).one_or_none()


def confirmed_of(client_id: str) -> list[TcmRecord]:
    """Give a client's confirmed records, newest first: one a year."""
    asked = select(TcmRecord).where(
        TcmRecord.client_id == client_id, TcmRecord.status == Status.CONFIRMED.value
    )
    return list(db.session.scalars(asked.order_by(TcmRecord.year.desc()).limit(20)))


def due(
    *, branch_id: str, day: date, doctor_id: str = "", after: str = "", size: int = paging.SIZE
) -> paging.Page:
    """Give a page of the branch's clients who are old enough, the oldest first; a doctor's own only (A1)."""
    return clients.born_by(
        branch_id=branch_id,
        day=born_by(day),
        doctor_id=doctor_id,
        purpose=Purpose.SHARE_WITH_DOCTOR,
        after=after,
        size=size,
    )


def statuses(client_ids: Iterable[str], year: int) -> dict[str, str]:
    """Give the status of each of these clients' records of a year."""
    asked = select(TcmRecord.client_id, TcmRecord.status).where(
        TcmRecord.client_id.in_(list(client_ids)), TcmRecord.year == year
    )
    return {row.client_id: row.status for row in db.session.execute(asked)}


def coverage(*, branch_id: str, day: date) -> tuple[int, int]:
    """Give how many of the branch's people of that age have a confirmed record this year, and how many they are."""
    done = select(func.count()).where(
        TcmRecord.branch_id == branch_id,
        TcmRecord.year == day.year,
        TcmRecord.status == Status.CONFIRMED.value,
    )
    people = clients.count_born_by(branch_id=branch_id, day=born_by(day))
    return int(db.session.scalar(done) or 0), people


def children(
    *, branch_id: str, day: date, doctor_id: str = "", after: str = "", size: int = paging.SIZE
) -> paging.Page:
    """Give a page of the branch's children of 0 to 36 months, the oldest first; a doctor's own only (A1)."""
    return clients.born_by(
        branch_id=branch_id,
        day=day,
        since=rules.born_since(day),
        doctor_id=doctor_id,
        purpose=Purpose.SHARE_WITH_DOCTOR,
        after=after,
        size=size,
    )


def visits_made(client_ids: Sequence[str]) -> dict[str, set[int]]:
    """Give the visits (month of age) recorded for each of these children, as they were corrected last."""
    made: dict[str, set[int]] = {}
    for row in questionnaires.standing_responses(client_ids=client_ids, code=rules.FORM):
        told = codes_of(by_link_id(row.response).get("visit", []))
        made.setdefault(row.client_id, set()).update(int(code) for code in told if code.isdigit())
    return made


def coverage_of_children(*, branch_id: str, day: date) -> tuple[int, int]:
    """Give how many children of the branch's list were visited this year, and how many they are."""
    since, new_year = rules.born_since(day), datetime(day.year, 1, 1, tzinfo=clock.zone(clock.HOME_ZONE))
    visited = questionnaires.has_sent(clients.Client.id, code=rules.FORM, since=new_year)
    done = clients.count_born_by(branch_id=branch_id, day=day, since=since, provided=visited)
    return done, clients.count_born_by(branch_id=branch_id, day=day, since=since)


def forms() -> dict[str, tuple[str, Definition]]:
    """Give the two published forms of a record, in their order: name → (id, reading)."""
    found = questionnaires.current_ids(list(SCALES))
    return {name: (found[name], questionnaires.parsed(found[name])) for name in SCALES if name in found}


def told(row: TcmRecord) -> list[tuple[Definition, Mapping[str, Sequence[Any]]]]:
    """Give the forms of a signed record with their answers, in the versions of that day (Q6)."""
    signed = [row.content[name] for name in SCALES] if row.content else []
    return [(questionnaires.parsed_as(one["definition_hash"]), by_link_id(one["response"])) for one in signed]


def people(row: TcmRecord) -> dict[str, Bilingual]:
    """Give the names of who asked, who decided and who confirmed, by staff id."""
    decided = row.decision["by"] if row.decision else None
    ids = [one for one in (row.filled_by, decided, row.confirmed_by) if one]
    return {key: one.name for key, one in organisation.staff_named(ids).items()}


def scores(row: TcmRecord) -> dict[str, Any]:
    """Give both scores of a record: those that were signed, else what the answers come to now."""
    if row.content is not None:
        return {name: row.content[name]["score"] for name in SCALES}
    return {name: score(name, form, row.answers) for name, (_, form) in forms().items()}
