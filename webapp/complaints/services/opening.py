"""The first answer to a complaint: accept (T2), decline (T3), ask the client (T4)."""

from __future__ import annotations

from typing import Any

from webapp.complaints.models import Case, Message
from webapp.complaints.queries import Dossier
from webapp.complaints.rules.categories import DeclineReason
from webapp.complaints.rules.clocks import WAITING_DAYS
from webapp.complaints.rules.states import Action, Actor
from webapp.complaints.services import acting, submitting, telling, timing
from webapp.complaints.services.refusals import TooMuchTime
from webapp.kernel import clock
from webapp.kernel.db import db
from webapp.organisation import queries as organisation


def accept(*, case_id: str, staff_id: str, version: int) -> None:
    """Accept a case (T2): acknowledged, standby for each respondent (S1)."""
    found = acting.opened(case_id=case_id, staff_id=staff_id)
    acting.act(found, Action.ACCEPT, Actor.HANDLER, version, decline_proposed_by=None)
    submitting.after_acceptance(
        found.case,
        [(one, found.people[one.staff_id]) for one in found.respondents],
        calendar=organisation.working_days(),
        actor_id=staff_id,
    )


def decline(*, case_id: str, staff_id: str, version: int, reason: DeclineReason, words: str) -> None:
    """Decline a case with a reason (T3); where a person is named it waits for a second signature."""
    found = acting.opened(case_id=case_id, staff_id=staff_id)
    why: dict[str, Any] = {"decline_reason": reason.value, "decline_words": words}
    if found.respondents:
        acting.act(found, Action.PROPOSE_DECLINE, Actor.HANDLER, version, decline_proposed_by=staff_id, **why)
        return
    acting.act(
        found, Action.DECLINE, Actor.HANDLER, version, subject=reason.value, **_ended_now(found.case), **why
    )
    _declined(found)


def sign_decline(*, case_id: str, staff_id: str, version: int) -> None:
    """Sign the refusal of a complaint that names a person (T3); the signer is not the proposer."""
    found = acting.opened(case_id=case_id, staff_id=staff_id)
    signed: dict[str, Any] = {"decline_signed_by": staff_id}
    acting.act(
        found,
        Action.SIGN_DECLINE,
        Actor.REVIEWER,
        version,
        subject=found.case.decline_reason or "",
        **_ended_now(found.case),
        **signed,
    )
    _declined(found)


def _ended_now(case: Case) -> dict[str, Any]:
    """Give the end, and by when the client may appeal against it (T13)."""
    window = timing.window_of(case)
    return {"closed_at": clock.now(), "window_until": window}


def _declined(found: Dossier) -> None:
    case = found.case
    say(found, case.decline_words or "")
    telling.tell_client(case, "answered")


def ask_client(*, case_id: str, staff_id: str, version: int, question: str) -> None:
    """Ask the client a concrete question (T4); RESULT stands still meanwhile, ACK never."""
    found = acting.opened(case_id=case_id, staff_id=staff_id)
    waits_until = organisation.working_days().add(clock.today(), WAITING_DAYS)
    acting.act(
        found,
        Action.ASK_CLIENT,
        Actor.HANDLER,
        version,
        state_before_waiting=found.case.state,
        waits_until=waits_until,
    )
    say(found, question)
    telling.tell_client(found.case, "question")


def extend(*, case_id: str, staff_id: str, version: int, days: int, reason: str) -> None:
    """Take more time for the result, once and before it is due; the client reads why (§4).

    `days` are working days, at most as many as the case was promised. Raises `TooMuchTime`.
    """
    found = acting.opened(case_id=case_id, staff_id=staff_id)
    if not 1 <= days <= found.case.promised.extension:
        raise TooMuchTime(found.case.promised.extension)
    due_on = organisation.working_days().add(found.case.due_on, days)
    acting.act(
        found, Action.EXTEND, Actor.HANDLER, version, subject=str(days), extended_days=days, due_on=due_on
    )
    timing.extend(case_id, days=days, due=due_on)
    say(found, reason)
    telling.tell_client(found.case, "later")


def say(found: Dossier, words: str) -> None:
    """Put words of ours before the client, in the language she writes."""
    case = found.case
    db.session.add(
        Message(
            branch_id=case.branch_id,
            case_id=case.id,
            from_client=False,
            words=words,
            language=case.language,
        )
    )
