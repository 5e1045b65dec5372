"""The weekly times of an institution and the sessions made of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import Response

from webapp.accounts.rules import Role
from webapp.admin.desk.blueprint import desk
from webapp.admin.desk.institutions import own
from webapp.admin.forms.company import OpenForm, TimeForm
from webapp.admin.presenters.institutions import week_rows
from webapp.exams import queries as exams
from webapp.exams import services
from webapp.exams.rules.timetable import ExamClass
from webapp.kernel import access, clock, htmx, idempotency
from webapp.kernel.i18n import _
from webapp.organisation.queries import Institution


@desk.get("/desk/admin/institutions/<id:institution_id>/times")
@access.roles(Role.HQ_ADMIN)
def times(institution_id: str) -> Response:
    """Show the weekly windows, to add one and to open sessions for booking."""
    return _page(own(institution_id), TimeForm(), OpenForm())


@desk.post("/desk/admin/institutions/<id:institution_id>/times")
@access.roles(Role.HQ_ADMIN)
@idempotency.once
def add_time(institution_id: str) -> Response:
    """Add a window that returns each week."""
    found, form = own(institution_id), TimeForm.read()
    if not form.validate() or form.starts.data is None or form.ends.data is None:
        return _page(found, form, OpenForm(), status=422)
    window = (int(form.weekday.data), form.starts.data, form.exam_class.data)
    if window in {(one.weekday, one.starts, one.exam_class) for one in _templates(found)}:
        form.add_error("starts", _("This window is already there."))
        return _page(found, form, OpenForm(), status=422)
    services.add_template(
        branch_id=found.branch_id,
        institution_id=found.id,
        weekday=int(form.weekday.data),
        starts=form.starts.data,
        ends=form.ends.data,
        capacity=form.capacity.data or 0,
        exam_class=ExamClass(form.exam_class.data),
        valid_from=clock.today(found.zone),
        actor_id=access.visitor().account_id,
    )
    return htmx.go("admin_desk.times", institution_id=found.id)


@desk.post("/desk/admin/institutions/<id:institution_id>/sessions")
@access.roles(Role.HQ_ADMIN)
def open_sessions(institution_id: str) -> Response:
    """Make the sessions of the coming weeks; public holidays get none, a second press makes none twice."""
    found, form = own(institution_id), OpenForm.read()
    if not form.validate() or form.until.data is None:
        return _page(found, TimeForm(), form, status=422)
    made = services.generate_sessions(
        branch_id=found.branch_id,
        institution_id=found.id,
        first=clock.today(found.zone),
        last=form.until.data,
        actor_id=access.visitor().account_id,
    )
    return htmx.go("admin_desk.times", institution_id=found.id, made=made)


def _templates(found: Institution) -> Sequence[Any]:
    return exams.templates_of(branch_id=found.branch_id, institution_id=found.id)


def _page(found: Institution, form: TimeForm, opening: OpenForm, status: int = 200) -> Response:
    return htmx.answer(
        "admin/times.html",
        status=status,
        institution=found,
        week=week_rows(_templates(found)),
        form=form,
        opening=opening,
    )
