"""One session: more or fewer places, closed, opened again; it says first whom it concerns (B9)."""

from __future__ import annotations

from typing import Any

from flask import Response

from webapp.accounts.rules import Role
from webapp.exams import queries, services
from webapp.exams.desk.blueprint import desk
from webapp.exams.forms import PlacesForm, TakingBackForm
from webapp.exams.models import Session
from webapp.exams.presenters.timetable import must_choose_again, session_row
from webapp.exams.refusals import MorePeople, PlacesHeld
from webapp.kernel import access, htmx, idempotency

KEEPERS = (Role.HEALTH_MANAGER, Role.BRANCH_MANAGER, Role.HQ_ADMIN)


@desk.get("/desk/exams/sessions/<id:session_id>")
@access.roles(*KEEPERS)
def session(session_id: str) -> Response:
    """Show a session's places, and what can be changed."""
    found = queries.session_run_by(session_id, visitor=access.visitor())
    return _page(found)


@desk.post("/desk/exams/sessions/<id:session_id>/places")
@access.roles(*KEEPERS)
@idempotency.once
def resize_session(session_id: str) -> Response:
    """Give the session more or fewer places; who would lose one is agreed to first."""
    found, form = queries.session_run_by(session_id, visitor=access.visitor()), PlacesForm.read()
    if not form.validate() or form.capacity.data is None:
        return _page(found, form, status=422)
    try:
        services.resize_session(**_whose(found), capacity=form.capacity.data, **form.agreed())
    except PlacesHeld as refusal:
        form.add_error("capacity", refusal.message())
        return _page(found, form, status=422)
    except MorePeople as refusal:
        return _page(found, form, status=422, people=refusal.people)
    return htmx.go("exams_desk.session", session_id=session_id, kept=1)


@desk.get("/desk/exams/sessions/<id:session_id>/close")
@access.roles(*KEEPERS)
def ask_close_session(session_id: str) -> Response:
    """Ask before a session is closed, and say how many people must choose again."""
    found = queries.session_run_by(session_id, visitor=access.visitor())
    return _close_page(found, TakingBackForm(formdata=None))


@desk.post("/desk/exams/sessions/<id:session_id>/close")
@access.roles(*KEEPERS)
@idempotency.once
def close_session(session_id: str) -> Response:
    """Close the session; nobody loses a place whom the page did not count."""
    found, form = queries.session_run_by(session_id, visitor=access.visitor()), TakingBackForm.read()
    if not form.validate():
        return _close_page(found, form, status=422)
    try:
        services.close_session(**_whose(found), **form.agreed())
    except (PlacesHeld, MorePeople) as refusal:
        form.add_error("reason", refusal.message())
        return _close_page(found, form, status=422)
    return htmx.go("exams_desk.session", session_id=session_id, kept=1)


@desk.post("/desk/exams/sessions/<id:session_id>/reopen")
@access.roles(*KEEPERS)
@idempotency.once
def reopen_session(session_id: str) -> Response:
    """Open a closed session again; the waiting list has its places first."""
    found = queries.session_run_by(session_id, visitor=access.visitor())
    services.reopen_session(**_whose(found))
    return htmx.go("exams_desk.session", session_id=session_id, kept=1)


def _whose(found: Session) -> dict[str, Any]:
    return {
        "session_id": found.id,
        "branch_id": found.branch_id,
        "actor_id": access.visitor().account_id,
    }


def _page(found: Session, form: PlacesForm | None = None, *, status: int = 200, people: int = 0) -> Response:
    centre = queries.place(found.institution_id)
    return htmx.answer(
        "exams/session.html",
        status=status,
        session=found,
        row=session_row(found, centre.zone),
        centre=centre,
        form=form or PlacesForm(formdata=None, data={"capacity": found.capacity}),
        people=people,
        doubt=must_choose_again(people) if people else "",
    )


def _close_page(found: Session, form: TakingBackForm, *, status: int = 200) -> Response:
    centre = queries.place(found.institution_id)
    return htmx.answer(
        "exams/ask_close_session.html",
        status=status,
        session=found,
        row=session_row(found, centre.zone),
        centre=centre,
        form=form,
        concerned=must_choose_again(found.booked) if found.booked else "",
    )
