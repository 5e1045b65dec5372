"""Headquarters' start page: where to manage what, with a word on what needs a look."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from webapp.kernel.i18n import _
from webapp.kernel.pages import link
from webapp.organisation import queries as organisation
from webapp.plans import queries as plans


@dataclass(frozen=True, slots=True)
class Door:
    """One row of the start page."""

    icon: str
    title: str
    note: str
    href: str
    verb: str = ""


def overview_rows(*, today: date) -> list[Door]:
    """List the places of headquarters."""
    count = len(organisation.branches())
    schedule = plans.fee_schedule()
    fees = _("Version %(n)s is in force", n=schedule.version) if schedule else _("None is published yet")
    return [
        Door(
            "building",
            _("Branches"),
            _("%(n)s, headquarters included", n=count),
            link("admin_desk.branches"),
        ),
        Door("people", _("Staff"), _("Hiring, roles, leaving"), link("admin_desk.staff")),
        Door(
            "pin",
            _("Exam institutions"),
            _("Agreements and weekly times"),
            link("admin_desk.institutions"),
        ),
        Door("list", _("Exam packages"), _("What is examined"), link("admin_desk.packages")),
        Door("wallet", _("Fees"), fees, link("admin_desk.fees")),
        Door("calendar", _("Working calendar"), calendar_words(today), link("admin_desk.calendar")),
        Door("form", _("Enrolments"), _("Who is in which plan until when"), link("admin_desk.enrolments")),
    ]


def calendar_words(today: date) -> str:
    """Say whether this year and the next are in the table; without data Monday–Friday is assumed."""
    unknown = organisation.working_days().unknown_years([today, today.replace(year=today.year + 1, day=1)])
    if not unknown:
        return _("This year and the next are known")
    years = _(", ").join(str(year) for year in unknown)
    return _("No holidays known for %(years)s: Monday to Friday is assumed", years=years)
