"""Applications and wishes as lines of a list and as facts of a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from webapp.admin.presenters.catalogue import item_names
from webapp.admin.presenters.client_list import about
from webapp.admin.presenters.words import APPLICATION_WORDS, DELIVERY_WORDS, PAID_WORDS, WAY_WORDS
from webapp.admin.queries import ApplicationFile, Applied, Wished
from webapp.kernel import clock
from webapp.kernel.i18n import _, day, moment, money, say, typed
from webapp.plans.queries import InstitutionWish, PlanApplication, person_on
from webapp.plans.rules import ApplicationStatus, items_waiting, newsletters_for_one
from webapp.toolbox.words import Bilingual

Pairs = list[tuple[str, str | Markup]]


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """One line of a list of what waits: whose, since when, and the cells between."""

    id: str
    name: Bilingual
    cells: list[str]
    since: str


def application_rows(found: Applied) -> list[WaitingRow]:
    """Draw the applications that wait."""
    return [
        WaitingRow(
            id=one.id,
            name=found.clients[one.client_id].name,
            cells=[
                f"{say(one.plan_name)} · {WAY_WORDS[one.way]}",
                say(one.package.name) if one.package else "",
                _place(one.institution_id, found),
                money(one.yuan) if one.yuan is not None else "",
            ],
            since=_since(one),
        )
        for one in found.rows
    ]


def _since(one: PlanApplication) -> str:
    return moment(one.submitted_at, style="short") if one.submitted_at else ""


def _place(institution_id: str | None, found: Applied | Wished) -> str:
    place = found.institutions.get(institution_id or "")
    return say(place.name) if place else ""


@dataclass(frozen=True, slots=True)
class ApplicationPage:
    """One application: whose, where it stands, what was chosen; `open` while the branch may answer."""

    name: Bilingual
    facts: str
    standing: str
    pairs: Pairs
    open: bool


def application_page(file: ApplicationFile) -> ApplicationPage:
    """Draw one application."""
    found = file.chosen.application
    return ApplicationPage(
        name=file.client.name,
        facts=about(file.client, clock.today()),
        standing=str(APPLICATION_WORDS[found.status]),
        pairs=[pair for pair in [*_chosen(file), *_changes(found), *_paid(file)] if pair[1]],
        open=found.status == ApplicationStatus.SUBMITTED,
    )


def _chosen(file: ApplicationFile) -> Pairs:
    chosen = file.chosen
    found = chosen.application
    return [
        (_("Plan"), f"{say(found.plan_name)} · {WAY_WORDS[found.way]}"),
        (_("First day"), day(chosen.starts) if found.status == ApplicationStatus.SUBMITTED else ""),
        (_("Exam package"), say(chosen.package.name) if chosen.package else ""),
        (_("Waits for the occupation"), _(", ").join(item_names(_waiting(file)))),
        (_("Newsletters"), _newsletters(file)),
        (_("Exam institution"), say(chosen.institution.name) if chosen.institution else ""),
        (_("Family doctor"), say(chosen.doctor.name) if chosen.doctor else ""),
        (_("Fee by the public schedule"), money(found.yuan) if found.yuan is not None else ""),
        (_("Sent"), moment(found.submitted_at) if found.submitted_at else ""),
    ]


def _waiting(file: ApplicationFile) -> tuple[str, ...]:
    """Say what is not examined as long as the client has not told the occupation, while it can be mended."""
    chosen = file.chosen
    if chosen.package is None or chosen.application.status != ApplicationStatus.SUBMITTED:
        return ()
    return items_waiting(chosen.package.lines, person_on(file.client, chosen.starts))


def _newsletters(file: ApplicationFile) -> str:
    found = file.chosen.application
    count = newsletters_for_one(file.matrix, found.plan) if file.matrix else 0
    return str(DELIVERY_WORDS[found.newsletters_come]) % {"n": count} if count else ""


def _changes(found: PlanApplication) -> Pairs:
    change = found.item_change
    return [
        (_("Taken in"), _(", ").join(item_names(change.added))),
        (_("Left out"), _(", ").join(item_names(change.left_out))),
        (_("The client's reason"), typed(change.reason) if change.reason else ""),
        (_("Sent back because"), typed(found.answer) if found.answer else ""),
    ]


def _paid(file: ApplicationFile) -> Pairs:
    paid = file.payment
    if paid is None:
        return []
    return [(_("Paid"), f"{money(paid.yuan)} · {PAID_WORDS[paid.method]} · {day(paid.paid_on, 'date')}")]


def wish_rows(found: Wished) -> list[WaitingRow]:
    """Draw the wishes that wait: from where, to where."""
    return [
        WaitingRow(
            id=one.id,
            name=found.clients[one.client_id].name,
            cells=[_from(one, found), _place(one.institution_id, found)],
            since=moment(one.asked_at, style="short"),
        )
        for one in found.rows
    ]


def _from(one: InstitutionWish, found: Wished) -> str:
    year = found.years.get(one.enrolment_id)
    return _place(year.institution_id, found) if year else ""


def wish_pairs(one: InstitutionWish, found: Wished) -> Pairs:
    """Draw one wish."""
    answer: Sequence[tuple[str, str | Markup]] = (
        [(_("Answer of the branch"), typed(one.answer))] if one.answer else []
    )
    return [
        (_("Exam institution now"), _from(one, found)),
        (_("Wished for"), _place(one.institution_id, found)),
        (_("The client's reason"), typed(one.reason)),
        (_("Asked"), moment(one.asked_at)),
        *answer,
    ]
