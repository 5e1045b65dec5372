"""The working calendar: published years, single days."""

from __future__ import annotations

from flask import Response, request

from webapp.accounts.rules import Role
from webapp.admin import queries as gathering
from webapp.admin.desk.blueprint import desk
from webapp.admin.forms.catalogue import DayForm, YearForm
from webapp.admin.presenters.calendar import comparison_rows, day_rows, unreadable_words
from webapp.admin.presenters.overview import calendar_words
from webapp.exams import queries as exams
from webapp.kernel import access, clock, htmx, idempotency
from webapp.kernel.errors import Refusal
from webapp.kernel.i18n import _
from webapp.organisation import queries, services
from webapp.organisation.rules import NoticeDay, NoticeUnreadable, difference, read_notice

_MOST_BYTES = 60_000


@desk.get("/desk/admin/calendar")
@access.roles(Role.HQ_ADMIN)
def calendar() -> Response:
    """Show the days of a year that differ from their weekday."""
    return _page(YearForm(year=clock.today().year + 1), DayForm())


@desk.post("/desk/admin/calendar/year")
@access.roles(Role.HQ_ADMIN)
def compare_year() -> Response:
    """Compare a year with its published notice, or with a file in the notice's shape; nothing is changed yet."""
    form = YearForm.read()
    if not form.validate() or form.year.data is None:
        return _page(form, DayForm(), status=422)
    notice = _uploaded()
    days = _noticed(form, notice)
    if form.errors:
        return _page(form, DayForm(), status=422)
    return _comparison(form.year.data, days, notice)


@desk.post("/desk/admin/calendar/take-in")
@access.roles(Role.HQ_ADMIN)
@idempotency.once
def take_in_year() -> Response:
    """Take in what was compared; when the table changed since, it is compared again."""
    form = YearForm.read()
    if not form.validate() or form.year.data is None:
        return _page(form, DayForm(), status=422)
    notice = request.form.get("notice", "")
    days = _noticed(form, notice)
    if form.errors:
        return _page(form, DayForm(), status=422)
    try:
        services.take_in_year(
            year=form.year.data,
            days=days,
            source="notice" if notice else services.PUBLISHED,
            seen=request.form.get("seen", ""),
            actor_id=access.visitor().account_id,
        )
    except services.CalendarMoved as refusal:
        return _comparison(form.year.data, days, notice, refusal)
    return htmx.go("admin_desk.calendar", year=form.year.data, kept=1)


def _uploaded() -> str:
    """Give the text of the file that was posted, empty for none; what is no text cannot be read as a notice."""
    file = request.files.get("file")
    content = file.stream.read(_MOST_BYTES) if file and file.filename else b""
    return content.decode("utf-8", errors="replace")


def _noticed(form: YearForm, notice: str) -> list[NoticeDay]:
    """Give the days of a notice; what is wrong with it stands at the form's field."""
    if not notice:
        days = queries.published_days(form.year.data or 0)
        if not days:
            form.add_error(
                "year", _("The holidays of this year are not published yet. Monday to Friday is assumed.")
            )
        return days
    try:
        return read_notice(notice)
    except NoticeUnreadable as unreadable:
        form.add_error("file", unreadable_words(unreadable))
        return []


def _comparison(year: int, days: list[NoticeDay], notice: str, refusal: Refusal | None = None) -> Response:
    found = difference(queries.known_days(year, days), days)
    newly_off = [
        one.day for one in [*found.added, *(after for _old, after in found.changed)] if not one.works
    ]
    return htmx.answer(
        "admin/calendar_comparison.html",
        status=refusal.status if refusal else 200,
        year=year,
        text=notice,
        seen=found.fingerprint(),
        rows=comparison_rows(found),
        booked=exams.booked_on(newly_off),
        refusal=refusal.message() if refusal else "",
    )


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
        source=queries.BY_HAND,
        stands_for=int(form.stands_for.data) if form.stands_for.data else None,
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
        rows=day_rows([one for one in days if one.day.year == year]),
        state=calendar_words(gathering.unknown_years(today=clock.today())),
        year_form=year_form,
        day_form=day_form,
    )
