"""The working calendar: published years, single days."""

from __future__ import annotations

from flask import Response, request

from webapp.accounts.rules import Role
from webapp.admin import queries as gathering
from webapp.admin.desk.blueprint import desk
from webapp.admin.forms.catalogue import DayForm, YearForm
from webapp.admin.presenters.overview import calendar_words
from webapp.kernel import access, clock, htmx
from webapp.kernel.i18n import _
from webapp.organisation import queries, services


@desk.get("/desk/admin/calendar")
@access.roles(Role.HQ_ADMIN)
def calendar() -> Response:
    """Show the days of a year that differ from their weekday."""
    return _page(YearForm(year=clock.today().year + 1), DayForm())


@desk.post("/desk/admin/calendar/year")
@access.roles(Role.HQ_ADMIN)
def import_year() -> Response:
    """Take a year's published holidays and make-up days in."""
    form = YearForm.read()
    if form.validate() and form.year.data:
        if services.import_year(year=form.year.data, actor_id=access.visitor().account_id):
            return htmx.go("admin_desk.calendar", year=form.year.data)
        form.add_error(
            "year", _("The holidays of this year are not published yet. Monday to Friday is assumed.")
        )
    return _page(form, DayForm(), status=422)


@desk.post("/desk/admin/calendar/day")
@access.roles(Role.HQ_ADMIN)
def set_day() -> Response:
    """Say that one day differs from its weekday."""
    form = DayForm.read()
    if not form.validate() or form.day.data is None:
        return _page(YearForm(), form, status=422)
    services.set_calendar_day(
        day=form.day.data,
        works=form.works.data == "yes",
        name_zh=form.name_zh.data or "",
        name_en=form.name_en.data or "",
        source="headquarters",
        actor_id=access.visitor().account_id,
    )
    return htmx.go("admin_desk.calendar", year=form.day.data.year)


def _page(year_form: YearForm, day_form: DayForm, status: int = 200) -> Response:
    days = queries.calendar_days()
    years = sorted({one.day.year for one in days})
    wanted = request.args.get("year", "")
    year = int(wanted) if wanted in map(str, years) else clock.today().year
    return htmx.answer(
        "admin/calendar.html",
        status=status,
        years=years,
        year=year,
        days=[one for one in days if one.day.year == year],
        state=calendar_words(gathering.unknown_years(today=clock.today())),
        year_form=year_form,
        day_form=day_form,
    )
