"""What time has made due. Read by the timers only."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import ColumnElement, Row, select, union
from sqlalchemy.orm import InstrumentedAttribute, aliased

from webapp.complaints.models import Case, CaseClock, Respondent, Separation
from webapp.complaints.rules.clocks import SHARES, Clock
from webapp.complaints.rules.states import ANSWERED, OPEN, UNDECIDED, State
from webapp.kernel.db import db

_OPEN = [state.value for state in OPEN]
_UNDECIDED = [state.value for state in UNDECIDED]


_RUNS = (CaseClock.met_at.is_(None), CaseClock.stopped_at.is_(None))
_NOT_PAUSED = (CaseClock.kind != Clock.RESULT.value) | (Case.state != State.WAITING_CLIENT.value)


def _missed(today: date) -> tuple[ColumnElement[bool], ...]:
    """Running clocks whose day is over and whose breach is not yet written (T17).

    RESULT stands still while the client is asked (T4); a respondent's reply is no promise of ours.
    """
    ours = (CaseClock.kind != Clock.REPLY.value, Case.state.in_(_OPEN), _NOT_PAUSED)
    return (CaseClock.due_on < today, *_RUNS, CaseClock.breached_at.is_(None), *ours)


def overdue_clocks(*, today: date, case_id: str) -> list[CaseClock]:
    """Give the clocks of a case that were missed and not yet written down (T17), oldest first."""
    query = select(CaseClock).join(Case, Case.id == CaseClock.case_id).where(*_missed(today))
    ours = query.where(CaseClock.case_id == case_id)
    return list(db.session.scalars(ours.order_by(CaseClock.due_on, CaseClock.id)))


def running_clocks() -> Sequence[Row[str, int, date, int]]:
    """Give id, days, due day and last reminder of every clock that runs and was not reminded to its end."""
    query = (
        select(CaseClock.id, CaseClock.days, CaseClock.due_on, CaseClock.reminded)
        .join(Case, Case.id == CaseClock.case_id)
        .where(*_RUNS, CaseClock.reminded < SHARES[0], Case.state.in_(_OPEN), _NOT_PAUSED)
    )
    return db.session.execute(query.order_by(CaseClock.due_on, CaseClock.id)).all()


def open_clocks() -> list[tuple[Case, CaseClock]]:
    """Give every clock that still runs and was not missed, with its case (§4)."""
    query = select(Case, CaseClock).join(CaseClock, CaseClock.case_id == Case.id)
    open_ = query.where(*_RUNS, CaseClock.breached_at.is_(None), Case.state.in_(_OPEN))
    return [(row[0], row[1]) for row in db.session.execute(open_.order_by(CaseClock.id))]


def waiting_for_clients() -> list[Case]:
    """Give every open case in which a client has time to answer or to appeal."""
    query = select(Case).where(
        Case.state.in_(_OPEN), Case.waits_until.is_not(None) | Case.window_until.is_not(None)
    )
    return list(db.session.scalars(query.order_by(Case.id)))


def due_cases(*, today: date) -> list[tuple[str, int]]:
    """Give id and version of cases that time has reached.

    A question stayed unanswered (T5), a promise was missed (T17), a window to appeal is over (T12, T14).
    """
    answered = [state.value for state in ANSWERED]
    cases = select(Case.id, Case.version)
    silent = cases.where(Case.state == State.WAITING_CLIENT.value, Case.waits_until < today)
    missed = cases.join(CaseClock, CaseClock.case_id == Case.id).where(*_missed(today))
    unopposed = cases.where(Case.state.in_(answered), Case.window_until < today)
    return [(row[0], row[1]) for row in db.session.execute(union(silent, missed, unopposed))]


def on_standby(case_id: str = "") -> list[tuple[Case, Respondent]]:
    """Give undecided cases (or one) with the respondents who were put on standby for them (S1)."""
    query = (
        select(Case, Respondent)
        .join(Respondent, Respondent.case_id == Case.id)
        .where(Case.state.in_(_UNDECIDED), Respondent.stands_by)
    )
    if case_id:
        query = query.where(Case.id == case_id)
    return [(row[0], row[1]) for row in db.session.execute(query.order_by(Case.id, Respondent.id))]


def separated_and_over() -> list[tuple[Respondent, Separation]]:
    """Give who was separated for a case that has ended, and whose account still reads the own case (S4).

    Every appeal is over: no other case that names the same person is open, none has a separation that
    nobody signed yet.
    """
    query = (
        select(Respondent, Separation)
        .join(Separation, Separation.respondent_id == Respondent.id)
        .join(Case, Case.id == Separation.case_id)
        .where(
            Separation.signed_by.is_not(None),
            Separation.account_closed_at.is_(None),
            Case.state.not_in(_OPEN),
            ~_names_in_an_open_case(Respondent.staff_id),
        )
    )
    return [(row[0], row[1]) for row in db.session.execute(query.order_by(Separation.id).limit(100))]


def _names_in_an_open_case(staff_id: InstrumentedAttribute[str]) -> ColumnElement[bool]:
    """Give the condition that some case of this person is open, or a separation proposed there undecided."""
    other, case, proposed = aliased(Respondent), aliased(Case), aliased(Separation)
    undecided = (
        proposed.id.is_not(None)
        & proposed.signed_by.is_(None)
        & proposed.dropped_at.is_(None)
        & proposed.upheld.is_not(True)
    )
    query = (
        select(other.id)
        .join(case, case.id == other.case_id)
        .outerjoin(proposed, proposed.respondent_id == other.id)
        .where(other.staff_id == staff_id, case.state.in_(_OPEN) | undecided)
    )
    return query.correlate(Respondent).exists()
