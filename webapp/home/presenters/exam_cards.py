"""The cards around the yearly exam."""

from __future__ import annotations

from datetime import date

from webapp.exams.queries import Visit
from webapp.exams.rules.booking import BookingStatus
from webapp.home.presenters.card import Card
from webapp.home.queries import Gathered
from webapp.kernel.i18n import _, day, ending, moment, ngettext
from webapp.kernel.pages import link


def book_exam(_gathered: Gathered, _phone: str) -> Card:
    """Nothing is booked: choose a time."""
    lines = (_("At your institution, at the time that suits you."), _("You can change it later."))
    return Card(_("Book your yearly exam"), lines, _("Choose a time"), link("exams.choose_slot"), "calendar")


def take_place(gathered: Gathered, phone: str) -> Card:
    """A freed place is held for a few hours (B8): take it or let it go."""
    visit = gathered.visit
    if visit is None:
        return book_exam(gathered, phone)
    held = _("Held until %(moment)s; afterwards the next person is asked.", moment=_held_until(visit))
    lines = (moment(visit.starts_at, style="short"), held)
    return Card(_("A place is held for you"), lines, _("Take it or let it go"), _booking(visit), "calendar")


def choose_again(gathered: Gathered, phone: str) -> Card:
    """The exam centre took the place back (B9): choose another time."""
    visit = gathered.visit
    if visit is None:
        return book_exam(gathered, phone)
    lost = _("The exam centre had to take back %(moment)s.", moment=moment(visit.starts_at, style="short"))
    lines = (lost, _("Your yearly exam is still yours."))
    href = link("exams.choose_change", booking_id=visit.booking_id)
    return Card(_("Please choose another time"), lines, _("Choose a time"), href, "calendar")


def await_place(gathered: Gathered, phone: str) -> Card:
    """The branch has a request before it (B7): one only waits."""
    visit = gathered.visit
    if visit is None:
        return book_exam(gathered, phone)
    held = _("Your branch answers; the place is held until %(moment)s.", moment=_held_until(visit))
    lines, words = (moment(visit.starts_at, style="short"), held), _("See the request")
    return Card(_("You have asked for a time"), lines, words, _booking(visit), "calendar", quiet=True)


def go_to_exam(gathered: Gathered, phone: str) -> Card:
    """A time is booked: how many days are left."""
    visit = gathered.visit
    if visit is None:
        return book_exam(gathered, phone)
    asked = visit.status is BookingStatus.CHANGE_REQUESTED
    second = (
        _("Your branch decides about the change you asked for")
        if asked
        else _("Come without breakfast, bring your ID card")
    )
    lines = (moment(visit.starts_at, style="short"), second)
    return Card(countdown(gathered), lines, _("See the booking"), _booking(visit), "calendar")


def _held_until(visit: Visit) -> str:
    return ending(visit.held_until, style="short") if visit.held_until else ""


def _booking(visit: Visit) -> str:
    return link("exams.booking", booking_id=visit.booking_id)


def countdown(gathered: Gathered) -> str:
    """Say how many days are left until the exam."""
    left = (gathered.visit.day - gathered.day).days if gathered.visit else 0
    if left == 1:
        return _("Your exam is tomorrow")
    return (
        ngettext("Your exam is in %(n)s day", "Your exam is in %(n)s days", left)
        if left > 0
        else _("Your exam is today")
    )


def await_results(gathered: Gathered, _phone: str) -> Card:
    """The exam is over: when the results are due."""
    due = gathered.visit.report_due if gathered.visit else None
    lines = (_report_due(due, gathered.day), _("We tell you as soon as they are here."))
    href = link("exams.booking", booking_id=gathered.visit.booking_id) if gathered.visit else ""
    return Card(_("Your results are on their way"), lines, _("See the exam"), href, "report", quiet=True)


def _report_due(due: date | None, today: date) -> str:
    if due is None:
        return _("The institution is working on them.")
    if due < today:
        return _("They were due on %(day)s; we are asking the institution.", day=day(due, "short"))
    return _("The institution reports by %(day)s.", day=day(due, "short"))
