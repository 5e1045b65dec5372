"""The investigation: T6, T7, standby reviews and internal notes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from webapp.clients import queries as clients
from webapp.complaints import queries
from webapp.complaints.models import Case, Note
from webapp.complaints.rules import eligibility, outcomes
from webapp.complaints.rules.clocks import PUT_OFF_DAYS, Clock
from webapp.complaints.rules.evidence import Visibility
from webapp.complaints.rules.states import Action, Actor, State
from webapp.complaints.services import acting, engine, proving, routing, standing, submitting, telling, timing
from webapp.complaints.services.refusals import AlreadyNamed, NotAllowedNow, RevealsTheComplainant
from webapp.kernel import clock
from webapp.kernel.db import db
from webapp.organisation import queries as organisation


def serve(
    *,
    case_id: str,
    staff_id: str,
    version: int,
    respondent_id: str,
    summary: str,
    files: Sequence[str] = (),
) -> None:
    """Serve a respondent with a summary without the complainant's name and contact, and with `files` (T6).

    The reply time starts. Raises `RevealsTheComplainant`.
    """
    found = acting.opened(case_id=case_id, staff_id=staff_id)
    one = acting.one_of(found, respondent_id)
    if one.served_at is not None:
        raise NotAllowedNow("nobody_to_serve")
    _keep_silent(found.client, summary)
    acting.act(found, Action.SERVE, Actor.HANDLER, version, subject=respondent_id)
    one.summary, one.served_at = summary, clock.now()
    proving.serve_files(found.case, one, files)
    timing.start(found.case, Clock.REPLY, subject_id=one.id, calendar=organisation.working_days())
    telling.tell_employee(found.people.get(one.staff_id), "served")


def _keep_silent(client: clients.Client | None, summary: str) -> None:
    if client and outcomes.reveals(summary, phone=client.phone, names=(client.name_zh, client.name_en)):
        raise RevealsTheComplainant


def put_off(*, case_id: str, staff_id: str, version: int, respondent_id: str, reason: str) -> None:
    """Say why a respondent is not served yet (T6); it holds for three working days."""
    found = acting.opened(case_id=case_id, staff_id=staff_id)
    one = acting.one_of(found, respondent_id)
    if one.served_at is not None or one.put_off_until is not None:
        raise NotAllowedNow("nobody_to_put_off")
    acting.act(found, Action.PUT_OFF, Actor.HANDLER, version, subject=respondent_id)
    one.put_off_until = organisation.working_days().add(clock.today(), PUT_OFF_DAYS)
    one.put_off_reason = reason


def investigate(*, case_id: str, staff_id: str, version: int) -> None:
    """Begin the investigation (T6)."""
    found = acting.opened(case_id=case_id, staff_id=staff_id)
    acting.act(found, Action.INVESTIGATE, Actor.HANDLER, version)


def name_respondent(*, case_id: str, staff_id: str, version: int, respondent_staff_id: str) -> bool:
    """Name a further employee (T7 → S1 once the case is accepted).

    A handler who becomes respondent, or too close to one, loses the case in this transaction.
    Gives whether this person still sees the case. Raises `AlreadyNamed`.
    """
    found = acting.opened(case_id=case_id, staff_id=staff_id, beside=respondent_staff_id)
    there = found.people.get(respondent_staff_id)
    known = {one.staff_id for one in found.respondents}
    if there is None or respondent_staff_id in known or not _same_house(found.case, there):
        raise AlreadyNamed
    acting.act(found, Action.NAME_RESPONDENT, Actor.HANDLER, version)
    row = submitting.name_respondent(found.case, respondent_staff_id)
    if found.case.state != State.SUBMITTED:
        calendar = organisation.working_days()
        standing.put_on_standby(found.case, row, there, calendar=calendar, actor_id=staff_id)
    return _still_fits(found, there)


def _same_house(case: Case, there: organisation.Position) -> bool:
    return there.at_headquarters or there.staff.branch_id == case.branch_id


def _still_fits(found: queries.Dossier, there: organisation.Position) -> bool:
    """Look again: the respondent may be the handler's manager, or the handler; then others get it."""
    view = replace(found.view, respondents=(*found.view.respondents, queries.person(there)))
    if not eligibility.may_handle(found.me, view) and found.case.handler_id == found.me.id:
        routing.reassign(found.case)  # where a standby has not moved the case already
    return queries.may_see(found.me, view)


def renew_standby(*, case_id: str, staff_id: str, version: int, reason: str) -> None:
    """Review the standby of everybody named (S1): it stays, with a reason, until the next review.

    Past its cap only a review by somebody at headquarters keeps it.
    """
    found = acting.opened(case_id=case_id, staff_id=staff_id)
    actor = Actor.HANDLER if Actor.HANDLER in found.actors else Actor.REVIEWER
    acting.act(found, Action.RENEW_STANDBY, actor, version)
    standing_by = [one for one in found.respondents if one.stands_by]
    reviews = timing.of_kind(case_id, Clock.STANDBY_REVIEW)
    for late in reviews:
        if timing.runs(late) and late.breached_at is None and late.due_on < clock.today():
            engine.breach(found.case, late)  # no timer has found it yet
    people = [one.id for one in standing_by]
    timing.restart(found.case, Clock.STANDBY_REVIEW, subject_ids=people, rows=reviews)
    standing.review_again(found.case, standing_by)
    if found.me.at_headquarters:
        for one in standing_by:
            one.renewed_on = clock.today()
    keep_note(found.case, staff_id, reason)


def add_note(*, case_id: str, staff_id: str, words: str) -> None:
    """Write an internal note; the client and the respondent never see it."""
    keep_note(acting.opened(case_id=case_id, staff_id=staff_id).case, staff_id, words)


def keep_note(case: Case, staff_id: str, words: str) -> None:
    """Keep an internal note of somebody whose right to write it was checked."""
    db.session.add(Note(branch_id=case.branch_id, case_id=case.id, staff_id=staff_id, words=words))


def reply(*, respondent_id: str, staff_id: str, words: str, files: proving.Files = proving.NO_FILES) -> None:
    """Take in a served respondent's reply with its files (T7), once; it is kept as evidence too."""
    one, case = queries.own_part(respondent_id=respondent_id, staff_id=staff_id)
    if one.replied_at is not None:
        raise NotAllowedNow("replied_already")
    engine.move(case, action=Action.REPLY, actor=Actor.RESPONDENT, staff_id=staff_id, subject=respondent_id)
    one.reply, one.replied_at = words, clock.now()
    proving.keep(case, Visibility.REPLY, staff_id=staff_id, words=words)
    proving.keep_of_respondent(case, staff_id, files)
    timing.meet(one.case_id, Clock.REPLY, one.id)
    proving.tell_handler(case)
