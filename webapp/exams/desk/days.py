"""An institution's coming sessions, and the days on which it is closed (B9)."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import Response, request

from webapp.exams import queries, services
from webapp.exams.desk.blueprint import desk
from webapp.exams.desk.sessions import KEEPERS
from webapp.exams.forms import CloseDaysForm
from webapp.exams.presenters.timetable import must_choose_again, session_rows
from webapp.exams.refusals import MorePeople, PlacesHeld
from webapp.kernel import access, clock, htmx, idempotency
from webapp.kernel.errors import BadInput
from webapp.organisation.queries import Institution


@desk.get("/desk/exams/institutions/<id:institution_id>/days")
@access.roles(*KEEPERS)
def days(institution_id: str) -> Response:
    """Show the coming sessions and the closed days of an institution."""
    return _page(queries.run_by(institution_id, visitor=access.visitor()))


@desk.post("/desk/exams/institutions/<id:institution_id>/closed-days")
@access.roles(*KEEPERS)
@idempotency.once
def close_days(institution_id: str) -> Response:
    """Close the institution for a day or several; who would lose a place is agreed to first."""
    found, form = queries.run_by(institution_id, visitor=access.visitor()), CloseDaysForm.read()
    if not form.validate() or form.first_day.data is None:
        return _page(found, form, status=422)
    try:
        services.close_day(
            **_whose(found), day=form.first_day.data, last_day=form.last_day.data, **form.agreed()
        )
    except PlacesHeld as refusal:
        form.add_error("first_day", refusal.message())
        return _page(found, form, status=422)
    except MorePeople as refusal:
        return _page(found, form, status=422, people=refusal.people)
    return htmx.go("exams_desk.days", institution_id=institution_id, kept=1)


@desk.post("/desk/exams/institutions/<id:institution_id>/open-day")
@access.roles(*KEEPERS)
@idempotency.once
def reopen_day(institution_id: str) -> Response:
    """Open a closed day again; the waiting list has its places first."""
    found = queries.run_by(institution_id, visitor=access.visitor())
    try:
        day = date.fromisoformat(request.form.get("day", ""))
    except ValueError as unreadable:
        raise BadInput("day") from unreadable
    services.reopen_day(**_whose(found), day=day)
    return htmx.go("exams_desk.days", institution_id=institution_id, kept=1)


def _whose(found: Institution) -> dict[str, Any]:
    return {
        "branch_id": found.branch_id,
        "institution_id": found.id,
        "actor_id": access.visitor().account_id,
    }


def _page(
    found: Institution, form: CloseDaysForm | None = None, *, status: int = 200, people: int = 0
) -> Response:
    today = clock.today(found.zone)
    listed = queries.coming_sessions(
        institution_id=found.id, from_day=today, after=request.args.get("after", "")
    )
    return htmx.answer(
        "exams/days.html",
        status=status,
        institution=found,
        rows=session_rows(listed.rows, found.zone),
        after=listed.after,
        closed=queries.closed_days(institution_id=found.id, from_day=today),
        form=form or CloseDaysForm(formdata=None),
        people=people,
        doubt=must_choose_again(people) if people else "",
    )
