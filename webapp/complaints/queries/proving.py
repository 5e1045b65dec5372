"""Files of a case: each way to one asks who comes, and gives `NotYours` alike for what is absent and what is hidden."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from webapp.complaints.models import Evidence, EvidenceServed, Respondent
from webapp.complaints.queries.own import case_of_client, own_part
from webapp.complaints.rules.evidence import OF_CLIENT, Visibility
from webapp.kernel import audit
from webapp.kernel.db import db
from webapp.kernel.errors import NotYours


def file_of_case(*, case_id: str, evidence_id: str) -> Evidence:
    """Give a file of a case that the caller has opened for its reader."""
    row = db.session.get(Evidence, evidence_id)
    if row is None or row.case_id != case_id or row.file_id is None:
        raise NotYours
    return row


def file_of_client(*, case_id: str, evidence_id: str, client_id: str) -> Evidence:
    """Give a file that a client brought to her own case, or that she may see."""
    case_of_client(case_id=case_id, client_id=client_id)
    row = file_of_case(case_id=case_id, evidence_id=evidence_id)
    if row.visibility not in OF_CLIENT:
        raise NotYours
    return row


def file_of_respondent(*, respondent_id: str, evidence_id: str, staff_id: str) -> Evidence:
    """Give a file that a served respondent brought, or that was served on this very one (§5)."""
    one, case = own_part(respondent_id=respondent_id, staff_id=staff_id)
    row = file_of_case(case_id=case.id, evidence_id=evidence_id)
    if row.id not in served_on([one.id]).get(one.id, ()) and not _brought(row, staff_id):
        raise NotYours
    return row


def _brought(row: Evidence, staff_id: str) -> bool:
    return row.visibility == Visibility.REPLY and row.staff_id == staff_id


def files_of_client(case_id: str) -> list[Evidence]:
    """Give the files that the client of a case may open, oldest first; callers have asked for the case."""
    query = select(Evidence).where(Evidence.case_id == case_id, Evidence.file_id.is_not(None))
    return list(db.session.scalars(query.where(Evidence.visibility.in_(OF_CLIENT)).order_by(Evidence.id)))


def files_of(case_id: str, staff_id: str | None) -> int:
    """Count the files that a respondent, or the client where nobody is given, brought to a case."""
    kind = Visibility.REPLY if staff_id else Visibility.CLIENT
    query = select(func.count()).where(Evidence.case_id == case_id, Evidence.file_id.is_not(None))
    return int(
        db.session.scalar(
            query.where(Evidence.visibility == kind, Evidence.staff_id.is_not_distinct_from(staff_id))
        )
        or 0
    )


def served_on(respondent_ids: Iterable[str]) -> dict[str, frozenset[str]]:
    """Give the ids of the files that were served on respondents, by respondent id; no statement without any."""
    wanted = set(respondent_ids)
    found: dict[str, set[str]] = {one: set() for one in wanted}
    if wanted:
        query = select(EvidenceServed.respondent_id, EvidenceServed.evidence_id)
        for one, evidence_id in db.session.execute(query.where(EvidenceServed.respondent_id.in_(wanted))):
            found[one].add(evidence_id)
    return {one: frozenset(ids) for one, ids in found.items()}


OPENED = "complaints.evidence.opened"


@dataclass(frozen=True, slots=True)
class Looks:
    """Who saw one piece: the employees it was served on and who opened it, each with the first moment."""

    served: tuple[tuple[str, datetime], ...] = ()
    opened: tuple[tuple[str, datetime], ...] = ()


def looks(case_id: str, evidence_ids: Iterable[str]) -> dict[str, Looks]:
    """Give, by the id of a piece, who of the staff saw it and when; the client's own looks are nobody's business."""
    wanted = set(evidence_ids)
    query = (
        select(EvidenceServed.evidence_id, Respondent.staff_id, EvidenceServed.at)
        .join(Respondent, Respondent.id == EvidenceServed.respondent_id)
        .where(Respondent.case_id == case_id)
        .order_by(EvidenceServed.at, EvidenceServed.id)
    )
    served = [(piece, who, at) for piece, who, at in db.session.execute(query)]
    opened = audit.acts_on(wanted, OPENED) if wanted else []
    return {one: Looks(_first(served, one), _first(opened, one)) for one in wanted}


def _first(acts: list[tuple[str, str, datetime]], evidence_id: str) -> tuple[tuple[str, datetime], ...]:
    found: dict[str, datetime] = {}
    for piece, who, at in acts:
        if piece == evidence_id:
            found.setdefault(who, at)
    return tuple(found.items())
