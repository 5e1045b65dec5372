"""What a client's own plan page shows, gathered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from webapp.clients import queries as clients
from webapp.organisation import queries as organisation
from webapp.organisation.queries import Branch, Institution
from webapp.plans import rules
from webapp.plans.models import Enrolment, InstitutionWish
from webapp.plans.queries.applications import Applying, Chosen, chosen, live_application, newest_wish
from webapp.plans.queries.catalogue import matrix
from webapp.plans.queries.offering import institutions_for, person_on
from webapp.plans.queries.years import enrolments_of, live_enrolment


@dataclass(frozen=True, slots=True)
class OwnPlan:
    """A client's years, the open application and the branch it goes to, the last wish, how she may apply now.

    `waiting`: year → items that are not examined as long as nobody knows her occupation (P2).
    """

    day: date
    years: Sequence[Enrolment]
    at: Applying | None
    chosen: Chosen | None
    branch: Branch | None
    wish: InstitutionWish | None
    places: Mapping[str, Institution]
    ways: tuple[rules.Way, ...]
    may_move: bool
    waiting: Mapping[str, tuple[str, ...]]


def own_plan(*, client_id: str, day: date) -> OwnPlan:
    """Gather a client's own plan."""
    years, in_force = enrolments_of(client_id), matrix()
    found = live_application(client_id)
    at = Applying(found, in_force) if found and in_force else None
    now = next((one for one in years if _runs(one, day)), None)
    wish = newest_wish(now.id) if now else None
    return OwnPlan(
        day=day,
        years=years,
        at=at,
        chosen=chosen(at.application) if at else None,
        branch=organisation.branch(at.application.branch_id) if at else None,
        wish=wish,
        places={one.id: one for one in organisation.institutions()} if years else {},
        ways=_ways(years, now, day, in_force) if in_force and not at else (),
        may_move=bool(now and now.kind == rules.Kind.INDIVIDUAL and not (wish and wish.status == "ASKED")),
        waiting=_waiting([one for one in years if one.status != rules.YearStatus.ENDED and one.ends >= day]),
    )


def _waiting(years: Sequence[Enrolment]) -> dict[str, tuple[str, ...]]:
    """Ask for the client only where an occupation decides anything."""
    asking = [one for one in years if any(line.condition.occupations for line in one.package.lines)]
    client = clients.client(asking[0].client_id) if asking else None
    if client is None:
        return {}
    return {one.id: rules.items_waiting(one.package.lines, person_on(client, one.starts)) for one in asking}


def _runs(one: Enrolment, day: date) -> bool:
    return one.status != rules.YearStatus.ENDED and one.starts <= day <= one.ends


def _ways(
    years: Sequence[Enrolment], now: Enrolment | None, day: date, in_force: rules.Matrix
) -> tuple[rules.Way, ...]:
    follows = any(one.status != rules.YearStatus.ENDED and one.starts > day for one in years)
    standing = rules.Standing(now.plan if now else "", now.ends if now else None, follows)
    return rules.ways(standing, in_force)


def other_institutions(*, client_id: str, day: date) -> list[Institution]:
    """Give where a client could be examined instead, before the exam is booked (P1); none for a group's members."""
    year = live_enrolment(client_id=client_id, day=day)
    bought = matrix(year.matrix_version) if year else None
    if year is None or bought is None or year.kind != rules.Kind.INDIVIDUAL:
        return []
    fitting = institutions_for(year.plan, bought, branch_id=year.branch_id, day=day)
    return [one for one in fitting if one.id != year.institution_id]
