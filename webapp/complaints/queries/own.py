"""What a client sees of her complaints, and an employee of the own case."""

from __future__ import annotations

import hmac
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import bindparam, select

from webapp.clients import queries as clients
from webapp.complaints.models import Case, CaseClock, Evidence, Respondent, Separation
from webapp.complaints.rules.clocks import Clock
from webapp.complaints.rules.states import OPEN, State
from webapp.kernel import crypto
from webapp.kernel.db import db, rows
from webapp.kernel.errors import NotYours


def case_of_client(*, case_id: str, client_id: str) -> Case:
    """Give the case of a complainant (`Case.teller`), else `NotYours` (A1)."""
    case = db.session.get(Case, case_id)
    if case is None or not hmac.compare_digest(case.teller, client_id):
        raise NotYours
    return case


def index_of(code: str) -> str:
    """Give what is kept of a tracking code: it leads to its case and says nothing else."""
    return crypto.blind_index("complaint_case.tracking", code)


def case_of_code(code: str) -> Case | None:
    """Give the anonymous case of a code; its index is compared in a time that tells nothing."""
    wanted = index_of(code)
    case = db.session.scalars(select(Case).where(Case.tracking == wanted)).first()
    same = hmac.compare_digest(case.tracking or "" if case else "0" * len(wanted), wanted)
    return case if same and code else None


def cases_of_client(client_id: str) -> list[Case]:
    """Give a client's cases, newest first."""
    query = select(Case).where(Case.client_id == client_id).order_by(Case.id.desc()).limit(50)
    return list(db.session.scalars(query))


@dataclass(frozen=True, slots=True)
class OpenCase:
    """An open case in short, without its story: for Today's page."""

    id: str
    number: str
    state: State
    due_on: date


_OPEN_OF_CLIENT = (
    select(Case.id, Case.number, Case.state, Case.due_on)
    .where(Case.client_id == bindparam("client_id"), Case.state.in_(sorted(OPEN)))
    .order_by(Case.id.desc())
    .limit(5)
)


def open_of_client(client_id: str) -> list[OpenCase]:
    """Give a client's open cases, newest first (on every Today, so the statement is built once)."""
    found = rows(_OPEN_OF_CLIENT, {"client_id": client_id})
    return [OpenCase(key, number, State(state), due) for key, number, state, due in found]


def own_parts(*, staff_id: str) -> list[Respondent]:
    """Give where an employee was put on standby or was served, newest first; nothing before (§5)."""
    query = select(Respondent).where(
        Respondent.staff_id == staff_id, Respondent.order_id.is_not(None) | Respondent.served_at.is_not(None)
    )
    return list(db.session.scalars(query.order_by(Respondent.id.desc()).limit(20)))


def own_part(*, respondent_id: str, staff_id: str) -> tuple[Respondent, Case]:
    """Give an employee's own, served part of a case; `NotYours` before serving and for anybody else."""
    query = select(Respondent, Case).join(Case, Case.id == Respondent.case_id)
    served = query.where(Respondent.staff_id == staff_id, Respondent.served_at.is_not(None))
    found = db.session.execute(served.where(Respondent.id == respondent_id)).first()
    if found is None:
        raise NotYours
    return found[0], found[1]


@dataclass(frozen=True, slots=True)
class Around:
    """What an employee's own page needs of a case beside the own part. Pages show none of it as it is."""

    state: State
    client: clients.Client | None
    others: frozenset[str]  # who else is named
    evidence: tuple[Evidence, ...]


def around(parts: Sequence[Respondent]) -> dict[str, Around]:
    """Give, by the case's id, what stands around an employee's own parts."""
    case_ids, me = {one.case_id for one in parts}, {one.staff_id for one in parts}
    if not case_ids:
        return {}
    named: dict[str, set[str]] = {one: set() for one in case_ids}
    for case_id, staff_id in db.session.execute(
        select(Respondent.case_id, Respondent.staff_id).where(Respondent.case_id.in_(case_ids))
    ):
        named[case_id].add(staff_id)
    kept: dict[str, list[Evidence]] = {one: [] for one in case_ids}
    for row in db.session.scalars(
        select(Evidence).where(Evidence.case_id.in_(case_ids)).order_by(Evidence.id)
    ):
        kept[row.case_id].append(row)
    told = select(Case.id, Case.state, clients.Client).outerjoin(
        clients.Client, clients.Client.id == Case.client_id
    )
    return {
        case_id: Around(State(state), client, frozenset(named[case_id] - me), tuple(kept[case_id]))
        for case_id, state, client in db.session.execute(told.where(Case.id.in_(case_ids)))
    }


def reply_days(respondent_ids: Iterable[str]) -> dict[str, date]:
    """Give by when served employees may reply, by respondent id: the last time they were given counts."""
    query = select(CaseClock.subject_id, CaseClock.due_on).where(
        CaseClock.subject_id.in_(set(respondent_ids)), CaseClock.kind == Clock.REPLY.value
    )
    return {row.subject_id: row.due_on for row in db.session.execute(query.order_by(CaseClock.turn))}


def proposals(respondent_ids: Iterable[str]) -> dict[str, Separation]:
    """Give what is proposed for employees (S3), by respondent id; no statement without any."""
    wanted = set(respondent_ids)
    if not wanted:
        return {}
    found = db.session.scalars(select(Separation).where(Separation.respondent_id.in_(wanted)))
    return {one.respondent_id: one for one in found}
