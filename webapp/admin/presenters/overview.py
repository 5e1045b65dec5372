"""Headquarters' start page: where to manage what, with a word on what needs a look."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from webapp.admin.queries import Company
from webapp.kernel.i18n import _
from webapp.kernel.pages import link


@dataclass(frozen=True, slots=True)
class Door:
    """One row of the start page."""

    icon: str
    title: str
    note: str
    href: str
    verb: str = ""


def overview_rows(company: Company) -> list[Door]:
    """List the places of headquarters."""
    version = company.fee_version
    fees = _("Version %(n)s is in force", n=version) if version else _("None is published yet")
    return [
        Door(
            "building",
            _("Branches"),
            _("%(n)s, headquarters included", n=company.branches),
            link("admin_desk.branches"),
        ),
        Door("people", _("Staff"), _("Hiring, roles, leaving"), link("admin_desk.staff")),
        Door(
            "pin", _("Exam institutions"), _("Agreements and weekly times"), link("admin_desk.institutions")
        ),
        Door("list", _("Exam packages"), _("What is examined"), link("admin_desk.packages")),
        Door("list", _("Plans"), _("What each plan contains, by version"), link("admin_desk.matrix")),
        Door(
            "form",
            _("Questionnaires of the house"),
            _("Import, preview, publish, retire"),
            link("questionnaires_desk.catalogue"),
        ),
        Door("wallet", _("Fees"), fees, link("admin_desk.fees")),
        Door(
            "calendar",
            _("Working calendar"),
            calendar_words(company.unknown_years),
            link("admin_desk.calendar"),
        ),
        Door(
            "clock",
            _("Time limits of complaints"),
            _("From the first answer to the appeal, by version"),
            link("admin_desk.lengths"),
        ),
        Door("form", _("Enrolments"), _("Who is in which plan until when"), link("admin_desk.enrolments")),
    ]


def calendar_words(unknown: Sequence[int]) -> str:
    """Say whether this year and the next are in the table; without data Monday–Friday is assumed."""
    if not unknown:
        return _("This year and the next are known")
    years = _(", ").join(str(year) for year in unknown)
    return _("No holidays known for %(years)s: Monday to Friday is assumed", years=years)
