"""The weekly times of an institution and the sessions made of them."""

from __future__ import annotations

from flask import Response

from webapp.accounts.rules import Role
from webapp.admin import queries as gathering
from webapp.admin.desk.blueprint import desk
from webapp.admin.desk.institutions import own
from webapp.admin.forms.company import EndForm, OpenForm, TimeForm
from webapp.admin.presenters.institutions import kept_rows, week_rows
from webapp.admin.presenters.overview import calendar_words
from webapp.exams import queries as exams
from webapp.exams import services
from webapp.exams.rules.timetable import HORIZON, ExamClass
from webapp.kernel import access, clock, htmx, idempotency
from webapp.kernel.errors import NotYours, Refusal
from webapp.organisation import queries as organisation
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
    try:
        services.add_template(
            branch_id=found.branch_id,
            institution_id=found.id,
            weekday=int(form.weekday.data),
            starts=form.starts.data,
            ends=form.ends.data,
            capacity=form.capacity.data or 0,
            exam_class=ExamClass(form.exam_class.data),
            valid_from=clock.today(found.zone),
            self_service=not form.on_request.data,
            actor_id=access.visitor().account_id,
        )
    except services.WindowThere as refusal:
        form.add_error("starts", refusal.message())
        return _page(found, form, OpenForm(), status=422)
    return htmx.go("admin_desk.times", institution_id=found.id, kept=1)


@desk.get("/desk/admin/institutions/<id:institution_id>/times/<id:template_id>/end")
@access.roles(Role.HQ_ADMIN)
def end_time(institution_id: str, template_id: str) -> Response:
    """Show a weekly window, to end it from a day on, and who is booked in it."""
    found = own(institution_id)
    return _end_page(found, template_id, EndForm(day=clock.today(found.zone)))


@desk.post("/desk/admin/institutions/<id:institution_id>/times/<id:template_id>/end")
@access.roles(Role.HQ_ADMIN)
def save_end(institution_id: str, template_id: str) -> Response:
    """End a weekly window: its sessions take nobody new; who is booked stays, or must choose again (B9)."""
    found, form = own(institution_id), EndForm.read()
    if not form.validate() or form.day.data is None:
        return _end_page(found, template_id, form, status=422)
    try:
        services.end_template(
            template_id=template_id,
            institution_id=found.id,
            from_day=form.day.data,
            actor_id=access.visitor().account_id,
            **form.agreed(),
        )
    except (services.MorePeople, services.PlacesHeld) as refusal:
        return _end_page(found, template_id, form, 422, refusal)
    return htmx.go("admin_desk.times", institution_id=found.id, ended=1)


def _end_page(
    found: Institution, template_id: str, form: EndForm, status: int = 200, refusal: Refusal | None = None
) -> Response:
    template = exams.template(template_id)
    if template is None or template.institution_id != found.id:
        raise NotYours
    sessions = exams.sessions_of(template, from_day=clock.today(found.zone), zone=found.zone)
    return htmx.answer(
        "admin/end_time.html",
        status=status,
        institution=found,
        window=week_rows([template])[0],
        booked=kept_rows([one for one in sessions if one.booked], found.zone),
        form=form,
        doubt=refusal.message() if refusal else "",
        people=refusal.people if isinstance(refusal, services.MorePeople) else 0,
    )


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


def _page(found: Institution, form: TimeForm, opening: OpenForm, status: int = 200) -> Response:
    today = clock.today(found.zone)
    whose = {"branch_id": found.branch_id, "institution_id": found.id}
    unknown = gathering.unknown_years(today=today, until=today + HORIZON)
    return htmx.answer(
        "admin/times.html",
        status=status,
        institution=found,
        week=week_rows(exams.templates_of(**whose, from_day=today)),
        kept=kept_rows(exams.kept(**whose, from_day=today), found.zone),
        agreed=organisation.agreement_on(institution_id=found.id, branch_id=found.branch_id, day=today),
        form=form,
        opening=opening,
        unknown=calendar_words(unknown) if unknown else "",
    )
