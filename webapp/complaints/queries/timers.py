"""What time has made due. Read by the timers only."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from webapp.complaints.models import Case, CaseClock, Respondent
from webapp.complaints.rules.clocks import Clock
from webapp.complaints.rules.states import OPEN, State
from webapp.kernel.db import db

_OPEN = [state.value for state in OPEN]
_UNDECIDED = [state.value for state in OPEN - {State.DECIDED}]


def overdue_clocks(*, today: date, size: int = 200) -> list[CaseClock]:
    """Give running clocks whose day is over and whose breach is not yet written (T17).

    RESULT stands still while the client is asked (T4); a respondent's reply is no promise of ours.
    """
    query = (
        select(CaseClock)
        .join(Case, Case.id == CaseClock.case_id)
        .where(
            CaseClock.due_on < today,
            CaseClock.kind != Clock.REPLY.value,
            CaseClock.met_at.is_(None),
            CaseClock.stopped_at.is_(None),
            CaseClock.breached_at.is_(None),
            Case.state.in_(_OPEN),
            (CaseClock.kind != Clock.RESULT.value) | (Case.state != State.WAITING_CLIENT.value),
        )
    )
    return list(db.session.scalars(query.order_by(CaseClock.due_on, CaseClock.id).limit(size)))


def silent(*, today: date) -> list[Case]:
    """Give cases whose question stayed unanswered for its whole time (T5)."""
    return _cases(Case.state == State.WAITING_CLIENT.value, Case.waits_until < today)


def unopposed(*, today: date) -> list[Case]:
    """Give decided cases whose objection window is over (T12)."""
    return _cases(Case.state == State.DECIDED.value, Case.window_until < today)


def _cases(*conditions: object) -> list[Case]:
    query = select(Case).where(*conditions).order_by(Case.id).limit(200)  # type: ignore[arg-type]
    return list(db.session.scalars(query))


def on_standby() -> list[tuple[Case, Respondent]]:
    """Give undecided cases with the respondents who were put on standby for them (S1)."""
    query = (
        select(Case, Respondent)
        .join(Respondent, Respondent.case_id == Case.id)
        .where(Case.state.in_(_UNDECIDED), Respondent.order_id.is_not(None))
    )
    return [(row[0], row[1]) for row in db.session.execute(query.order_by(Case.id, Respondent.id).limit(500))]
