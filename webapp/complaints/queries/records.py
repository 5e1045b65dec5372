"""What is kept of one case. Callers have asked for the case itself first."""

from __future__ import annotations

from sqlalchemy import func, select

from webapp.complaints.models import Appeal, CaseClock, CaseEvent, Evidence, Message, Note, Separation
from webapp.complaints.rules.clocks import Clock
from webapp.kernel.db import db


def clocks(case_id: str) -> list[CaseClock]:
    """Give the clocks of a case, oldest first."""
    query = select(CaseClock).where(CaseClock.case_id == case_id)
    return list(
        db.session.scalars(query.order_by(CaseClock.started_on, CaseClock.kind, CaseClock.turn, CaseClock.id))
    )


def events(case_id: str) -> list[CaseEvent]:
    """Give the story of a case, oldest first."""
    query = select(CaseEvent).where(CaseEvent.case_id == case_id).order_by(CaseEvent.version)
    return list(db.session.scalars(query))


def messages(case_id: str) -> list[Message]:
    """Give the words between company and client, oldest first."""
    query = select(Message).where(Message.case_id == case_id).order_by(Message.id)
    return list(db.session.scalars(query))


def notes(case_id: str) -> list[Note]:
    """Give the internal notes; only desk pages call this."""
    return list(db.session.scalars(select(Note).where(Note.case_id == case_id).order_by(Note.id)))


def evidence(case_id: str) -> list[Evidence]:
    """Give the evidence of a case; only desk pages call this."""
    query = select(Evidence).where(Evidence.case_id == case_id).order_by(Evidence.id)
    return list(db.session.scalars(query))


def appeal(case_id: str) -> Appeal | None:
    """Give the client's appeal in a case, if there was one."""
    return db.session.scalars(select(Appeal).where(Appeal.case_id == case_id)).first()


def separations(case_id: str) -> dict[str, Separation]:
    """Give the separations proposed in a case, dropped ones too, by respondent id."""
    found = db.session.scalars(select(Separation).where(Separation.case_id == case_id))
    return {one.respondent_id: one for one in found}


def reviews_of(respondent_id: str) -> int:
    """Count the standby reviews of a respondent."""
    query = select(func.count()).select_from(CaseClock).where(CaseClock.subject_id == respondent_id)
    return int(db.session.scalar(query.where(CaseClock.kind == Clock.STANDBY_REVIEW.value)) or 0)
