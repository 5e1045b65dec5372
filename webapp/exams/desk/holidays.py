"""Times on days that became public holidays: listed, and closed together after their people were counted (B9)."""

from __future__ import annotations

from flask import Response

from webapp.exams import queries, services
from webapp.exams.desk.blueprint import desk
from webapp.exams.desk.results import READERS
from webapp.exams.forms import TakingBackForm
from webapp.exams.presenters.timetable import must_choose_again
from webapp.exams.refusals import MorePeople, PlacesHeld
from webapp.kernel import access, clock, htmx, idempotency


@desk.get("/desk/exams/holidays")
@access.roles(*READERS)
def holidays() -> Response:
    """Show the holidays on which the branch's exam centres still have times."""
    return _page(TakingBackForm(formdata=None))


@desk.post("/desk/exams/holidays/close")
@access.roles(*READERS)
@idempotency.once
def close_holidays() -> Response:
    """Close them all; nobody loses a place whom the page did not count."""
    who, form = access.visitor(), TakingBackForm.read()
    if not form.validate():
        return _page(form, status=422)
    try:
        services.close_holidays(branch_id=who.branch_id, actor_id=who.account_id, **form.agreed())
    except (PlacesHeld, MorePeople) as refusal:
        form.add_error("reason", refusal.message())
        return _page(form, status=422)
    return htmx.go("exams_desk.holidays", kept=1)


def _page(form: TakingBackForm, *, status: int = 200) -> Response:
    branch_id = access.visitor().branch_id
    rows = queries.open_holidays(branch_id=branch_id, after=clock.today())
    people = sum(one.booked for one in rows)
    return htmx.answer(
        "exams/holidays.html",
        status=status,
        rows=rows,
        names=queries.institution_names(one.institution_id for one in rows),
        people=people,
        concerned=must_choose_again(people) if people else "",
        form=form,
        waits=queries.staff_work(branch_id=branch_id, now=clock.now()),
    )
