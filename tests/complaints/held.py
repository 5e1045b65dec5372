"""The house beside the paper: what the database says of every case, in the paper's own words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from sqlalchemy import func, select

from tests.complaints.paper import OVER, Book, Paper
from webapp.complaints import queries, services
from webapp.complaints.models import Case, CaseClock, CaseEvent, Respondent
from webapp.complaints.rules import guards
from webapp.complaints.rules.guards import Facts
from webapp.complaints.rules.states import Actor
from webapp.kernel.audit import AuditEntry
from webapp.kernel.db import db
from webapp.kernel.errors import NotYours
from webapp.organisation import queries as organisation
from webapp.organisation.models import Staff, StandbyOrder

Row = tuple[Any, ...]


def of_paper(case: Paper) -> Row:
    """All that a case shows but who handles it."""
    clocks = sorted((p.kind, p.about, p.turn, p.due, p.met, p.stopped, p.breached) for p in case.promises)
    times = (case.due, case.waits_until, case.window if case.state not in OVER else None)
    return case.state, len(case.story), len(case.story), times, case.lines + len(case.story), clocks


def of_house(ids: list[str], names: dict[str, str]) -> dict[str, Row]:
    """The same of every case in the database, in five statements."""
    columns = (Case.id, Case.state, Case.version, Case.due_on, Case.waits_until, Case.window_until)
    cases = {row[0]: row[1:] for row in db.session.execute(select(*columns).where(Case.id.in_(ids)))}
    told = _counted(select(CaseEvent.case_id, func.count()).group_by(CaseEvent.case_id))
    lines = _counted(
        select(AuditEntry.subject_id, func.count())
        .where(AuditEntry.subject_kind == "complaint_case")
        .group_by(AuditEntry.subject_id)
    )
    clocks = _clocks(names)
    return {
        key: (state, version, told[key], (due, waits, window if state not in OVER else None), lines[key],
              sorted(clocks.get(key, [])))
        for key, (state, version, due, waits, window) in cases.items()
    }  # fmt: skip


def _counted(query: Any) -> Counter[str]:
    return Counter(dict(map(tuple, db.session.execute(query))))


def _clocks(names: dict[str, str]) -> dict[str, list[Row]]:
    people = {row[0]: names[row[1]] for row in db.session.execute(select(Respondent.id, Respondent.staff_id))}
    shown = (
        CaseClock.case_id, CaseClock.kind, CaseClock.subject_id, CaseClock.turn, CaseClock.due_on,
        CaseClock.met_at, CaseClock.stopped_at, CaseClock.breached_at,
    )  # fmt: skip
    found: dict[str, list[Row]] = {}
    for case_id, kind, about, turn, due, *marks in db.session.execute(select(*shown)):
        flags = (mark is not None for mark in marks)
        found.setdefault(case_id, []).append((kind, people.get(about, ""), turn, due, *flags))
    return found


def standings(people: dict[str, str]) -> dict[str, str]:
    """Where everybody stands, derived from the open orders."""
    staff = list(db.session.scalars(select(Staff).where(Staff.id.in_(people.values()))))
    found = organisation.standings(staff)
    return {name: found[key].value for name, key in people.items()}


def reviews(book: Book, ids: list[str], names: dict[str, str]) -> list[str]:
    """Name who reads another review date in the own case than the running clock has."""
    asked = (
        select(Respondent.case_id, Respondent.staff_id, StandbyOrder.review_due)
        .join(StandbyOrder, StandbyOrder.id == Respondent.order_id)
        .where(StandbyOrder.ended_at.is_(None))
    )
    wrong = []
    for case_id, staff_id, due in db.session.execute(asked):
        clock = book.cases[ids.index(case_id)].running("STANDBY_REVIEW", names[staff_id])
        if clock and not clock.breached and clock.due != due:
            wrong.append(names[staff_id])
    return wrong


def order_lines() -> int:
    """How many entries the audit chains hold about standby orders."""
    about = select(func.count()).where(AuditEntry.subject_kind == "standby_order")
    return int(db.session.scalar(about) or 0)


def offered(case_id: str, staff_ids: Iterable[str]) -> dict[str, set[str]]:
    """The buttons that each member of staff finds on a case; none where it is not found."""
    replies = services.running_replies(queries.clocks(case_id))
    evidence, rows = len(queries.evidence(case_id)), list(queries.separations(case_id).values())
    buttons: dict[str, set[str]] = {}
    for staff_id in staff_ids:
        try:
            found = queries.dossier(case_id=case_id, staff_id=staff_id)
        except NotYours:
            buttons[staff_id] = set()
            continue
        known = services.facts(found.case, found.respondents, replies_open=replies, evidence=evidence)
        buttons[staff_id] = _listed(services.allowed(found, known, rows))
    return buttons


def offered_to_client(case: Case) -> set[str]:
    """The buttons that the client finds."""
    known = services.facts_of_client(case)
    return _listed(guards.allowed(state=case.state, actors=[Actor.COMPLAINANT], facts=known))


def offered_to_employee(case: Case, staff_id: str) -> set[str]:
    """What a respondent's own page offers; nothing before serving."""
    one = next((one for one in queries.respondents(case.id) if one.staff_id == staff_id), None)
    if one is None or one.served_at is None:
        return set()
    known = services.of_separation(queries.separations(case.id).get(one.id), Facts())
    found = _listed(guards.allowed(state=case.state, actors=[Actor.RESPONDENT], facts=known))
    return found - ({"REPLY"} if one.replied_at else set())


def _listed(actions: Iterable[Any]) -> set[str]:
    return {one.value for one in actions}


def events_of(case_id: str) -> int:
    """How many events a case has."""
    return int(db.session.scalar(select(func.count()).where(CaseEvent.case_id == case_id)) or 0)


def handlers(ids: list[str], names: dict[str, str]) -> list[str | None]:
    """Who handles each case."""
    asked = select(Case.id, Case.handler_id).where(Case.id.in_(ids))
    found = {key: names[handler] if handler else None for key, handler in db.session.execute(asked)}
    return [found[key] for key in ids]
