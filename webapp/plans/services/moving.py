"""Another institution before the exam is booked: the client asks, the branch answers (P1)."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import update

from webapp.clients import queries as clients
from webapp.kernel import audit, clock, crypto, ids
from webapp.kernel.db import changed, db
from webapp.kernel.errors import NotYours
from webapp.kernel.i18n import both
from webapp.kernel.inserting import insert_new
from webapp.notices import services as notices
from webapp.plans import queries, rules
from webapp.plans.models import Enrolment, InstitutionWish
from webapp.plans.refusals import ExamIsBooked, InstitutionDoesNotFit, WishAnswered, WishWaits
from webapp.plans.rules import Item, Kind, WishStatus
from webapp.plans.services.checking import check_institution
from webapp.plans.services.enrolling import move_to


def ask_to_move(*, client_id: str, institution_id: str, reason: str, actor_id: str) -> InstitutionWish:
    """Ask the branch for another institution (P1).

    Raises `ExamIsBooked`, `InstitutionDoesNotFit` (also for members of a group), `WishWaits`.
    """
    year = _own_year(client_id)
    _check_place(year, institution_id)
    wish_id = ids.new_id()
    asked = {
        "branch_id": year.branch_id,
        "client_id": client_id,
        "enrolment_id": year.id,
        "institution_id": institution_id,
        "status": WishStatus.ASKED,
        "asked_at": clock.now(),
        "answered_by": "",
    }
    if not insert_new(InstitutionWish, id=wish_id, reason=crypto.for_row(reason, wish_id), **asked):
        raise WishWaits
    wish = db.session.get_one(InstitutionWish, wish_id)
    _note("plans.wish.asked", wish, actor_id)
    return wish


def withdraw_wish(*, client_id: str, wish_id: str, actor_id: str) -> None:
    """Take a wish back while nobody has answered it. Raises `WishAnswered`."""
    wish = queries.wish(wish_id)
    if wish is None or wish.client_id != client_id:
        raise NotYours
    _answer(wish, WishStatus.WITHDRAWN, actor_id)


def approve_wish(*, wish_id: str, branch_id: str, actor_id: str) -> None:
    """Move the client to the institution asked for. Raises `WishAnswered`, `ExamIsBooked`, `InstitutionDoesNotFit`."""
    wish = _of_branch(wish_id, branch_id)
    _answer(wish, WishStatus.APPROVED, actor_id)
    year = queries.enrolment(wish.enrolment_id)
    if year is None or year.status == rules.YearStatus.ENDED:
        raise InstitutionDoesNotFit
    move_to(year, wish.institution_id, clock.today())
    _tell(wish, "approved")


def change_institution(*, client_id: str, institution_id: str, reason: str, actor_id: str, day: date) -> None:
    """Change the one institution without a wish, with the branch's reason, which is kept and which the client reads (P1).

    Raises `InstitutionDoesNotFit`, and what `move_to` raises once an exam is booked.
    """
    year, now = queries.live_enrolment(client_id=client_id, day=day), clock.now()
    if year is None:
        raise InstitutionDoesNotFit
    move_to(year, institution_id, day)
    moved = InstitutionWish(
        branch_id=year.branch_id,
        client_id=client_id,
        enrolment_id=year.id,
        institution_id=institution_id,
        status=WishStatus.APPROVED,
        reason="",
        answer=reason,
        asked_at=now,
        answered_at=now,
        answered_by=actor_id,
    )
    db.session.add(moved)
    db.session.flush()
    _note("plans.institution.changed", moved, actor_id)
    _tell(moved, "approved")


def refuse_wish(*, wish_id: str, branch_id: str, reason: str, actor_id: str) -> None:
    """Refuse a wish with a reason that the client reads. Raises `WishAnswered`."""
    wish = _of_branch(wish_id, branch_id)
    _answer(wish, WishStatus.REFUSED, actor_id, answer=crypto.for_row(reason, wish.id))
    _tell(wish, "refused")


def _own_year(client_id: str) -> Enrolment:
    year = queries.live_enrolment(client_id=client_id, day=clock.today())
    if year is None or year.kind != Kind.INDIVIDUAL:
        raise InstitutionDoesNotFit
    exam = queries.entitlement(enrolment_id=year.id, item=Item.EXAM)
    if exam is None or exam.used:
        raise ExamIsBooked
    return year


def _check_place(year: Enrolment, institution_id: str) -> None:
    matrix = queries.matrix(year.matrix_version)
    if matrix is None or institution_id == year.institution_id:
        raise InstitutionDoesNotFit
    check_institution(institution_id, year.branch_id, matrix.grades[year.plan], clock.today())


def _of_branch(wish_id: str, branch_id: str) -> InstitutionWish:
    wish = queries.wish(wish_id)
    if wish is None or wish.branch_id != branch_id:
        raise NotYours
    return wish


def _answer(wish: InstitutionWish, status: WishStatus, actor_id: str, **values: Any) -> None:
    """Answer once: whoever comes second finds it answered."""
    asked = update(InstitutionWish).where(
        InstitutionWish.id == wish.id, InstitutionWish.status == WishStatus.ASKED
    )
    answer = {"status": status, "answered_at": clock.now(), "answered_by": actor_id}
    if not changed(asked.values(**answer, **values)):
        raise WishAnswered
    db.session.refresh(wish)
    _note(f"plans.wish.{status.lower()}", wish, actor_id)


def _note(action: str, wish: InstitutionWish, actor_id: str) -> None:
    audit.record(
        action, subject=("institution_wish", wish.id), branch_id=wish.branch_id, actor_id=actor_id, details={}
    )


_WORDS = {
    "approved": lambda: both("Your exam institution has been changed. Open Kangyue to see where it is."),
    "refused": lambda: both("Your branch has answered your wish. Open Kangyue to read it."),
}


def _tell(wish: InstitutionWish, what: str) -> None:
    client = clients.client(wish.client_id)
    if client is not None and client.account_id:
        notices.tell(
            account_id=client.account_id,
            branch_id=wish.branch_id,
            kind=f"plans.wish_{what}",
            words=_WORDS[what](),
            link="/plan",
        )
