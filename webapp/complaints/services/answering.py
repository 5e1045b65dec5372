"""What the client does with her own case: T5, T12, T16."""

from __future__ import annotations

from webapp.complaints import queries
from webapp.complaints.models import Message
from webapp.complaints.rules.guards import Facts
from webapp.complaints.rules.states import SIGNED, Action, Actor
from webapp.complaints.services import engine, proving, routing, standing
from webapp.kernel import clock
from webapp.kernel.db import db
from webapp.organisation.rules import Ending


def answer(*, case_id: str, client_id: str, words: str, language: str) -> None:
    """Answer the handler's question (T5); the case goes on where it was and RESULT runs again."""
    case = queries.case_of_client(case_id=case_id, client_id=client_id)
    engine.move(case, action=Action.ANSWER, actor=Actor.COMPLAINANT)
    db.session.add(
        Message(branch_id=case.branch_id, case_id=case_id, from_client=True, words=words, language=language)
    )
    proving.tell_handler(case)


def close(*, case_id: str, client_id: str, satisfaction: int | None) -> None:
    """Accept the result (T12), with a satisfaction from 1 to 5 if the client gives one."""
    case = queries.case_of_client(case_id=case_id, client_id=client_id)
    engine.move(
        case,
        action=Action.CLOSE,
        actor=Actor.COMPLAINANT,
        subject=str(satisfaction or ""),
        closed_at=clock.now(),
        satisfaction=satisfaction,
    )


def withdraw(*, case_id: str, client_id: str) -> None:
    """Withdraw a complaint (T16); standby ends for everybody named, but for a signed finding.

    Headquarters is told: it may go on by itself.
    """
    case = queries.case_of_client(case_id=case_id, client_id=client_id)
    known = Facts(ex_officio=case.ex_officio)
    named = queries.respondents(case.id)
    signed = queries.separations(case.id) if case.state in SIGNED else {}
    engine.move(case, action=Action.WITHDRAW, actor=Actor.COMPLAINANT, known=known, closed_at=clock.now())
    unsigned = [one for one in named if one.id not in signed]
    standing.end_all(unsigned, ending=Ending.WITHDRAWN, actor_id=case.client_id or "")
    routing.tell_headquarters(case, named, "withdrawn")
