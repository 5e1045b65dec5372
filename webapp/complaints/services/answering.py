"""What the client and the respondent do: T5, T7's reply, T12, T16."""

from __future__ import annotations

from webapp.complaints import queries
from webapp.complaints.models import Message
from webapp.complaints.rules.clocks import Clock
from webapp.complaints.rules.states import Action, Actor
from webapp.complaints.services import engine, standing, timing
from webapp.kernel import clock
from webapp.kernel.db import db


def answer(*, case_id: str, client_id: str, words: str, language: str) -> None:
    """Answer the handler's question (T5); the case goes on where it was and the clock runs again."""
    case = queries.of_client(case_id=case_id, client_id=client_id)
    engine.move(case, action=Action.ANSWER, actor=Actor.COMPLAINANT, actor_id=client_id)
    _keep_words(case.branch_id, case_id, words, language)
    _end_waiting(case_id)
    timing.resume(case)


def _keep_words(branch_id: str, case_id: str, words: str, language: str) -> None:
    db.session.add(
        Message(branch_id=branch_id, case_id=case_id, from_client=True, words=words, language=language)
    )


def _end_waiting(case_id: str) -> None:
    for row in queries.clocks(case_id):
        if row.kind == Clock.WAITING.value and row.met_at is None:
            row.met_at = clock.now()


def close(*, case_id: str, client_id: str, satisfaction: int | None) -> None:
    """Accept the result (T12), with the satisfaction from 1 to 5 if the client gives one."""
    case = queries.of_client(case_id=case_id, client_id=client_id)
    engine.move(
        case,
        action=Action.CLOSE,
        actor=Actor.COMPLAINANT,
        actor_id=client_id,
        closed_at=clock.now(),
        satisfaction=satisfaction,
    )


def withdraw(*, case_id: str, client_id: str) -> None:
    """Withdraw a complaint (T16); standby ends for everybody named."""
    case = queries.of_client(case_id=case_id, client_id=client_id)
    engine.move(
        case, action=Action.WITHDRAW, actor=Actor.COMPLAINANT, actor_id=client_id, closed_at=clock.now()
    )
    standing.end_all(queries.respondents(case_id), actor_id=client_id)


def reply(*, respondent_id: str, staff_id: str, words: str) -> None:
    """Take in a served respondent's reply (T7); it can be given once."""
    one = queries.served_part(respondent_id=respondent_id, staff_id=staff_id)
    if one.replied_at is not None:
        raise engine.NotAllowedNow
    case = queries.standing(one.case_id).case
    engine.move(case, action=Action.REPLY, actor=Actor.RESPONDENT, actor_id=staff_id)
    one.reply, one.replied_at = words, clock.now()
    timing.meet(one.case_id, Clock.REPLY, subject_id=one.id)
