"""What the desk's composed pages need to know, gathered from the rooms below; presenters only draw it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from webapp.clients import queries as clients
from webapp.clients.queries import CareTeamMember, Client
from webapp.clients.rules import Capacity
from webapp.kernel import paging
from webapp.kernel.errors import NotYours
from webapp.organisation import queries as organisation
from webapp.organisation.queries import Institution, Staff
from webapp.plans import queries as plans
from webapp.plans.queries import (
    Chosen,
    Enrolment,
    Entitlement,
    ExamPackage,
    InstitutionWish,
    PlanApplication,
    PlanPayment,
)
from webapp.plans.rules import Matrix, Plan
from webapp.records import queries as records
from webapp.toolbox.words import Bilingual


@dataclass(frozen=True, slots=True)
class Year:
    """A running service year: where its exam is, what each right is called and how much is left."""

    enrolment: Enrolment
    institution: Institution | None
    names: Mapping[str, Bilingual]
    rights: Sequence[Entitlement]


@dataclass(frozen=True, slots=True)
class ClientFile:
    """What a client's card is drawn from; `purposes` are those agreed to now."""

    client: Client
    year: Year | None
    purposes: frozenset[str]
    team: Mapping[str, CareTeamMember]
    staff: Mapping[str, Staff]
    timeline: paging.Page


def client_file(client: Client, *, day: date, after: str = "") -> ClientFile:
    """Gather what one client's card shows."""
    enrolment = plans.live_enrolment(client_id=client.id, day=day)
    given = clients.consents(client.id)
    team = {one.capacity: one for one in clients.care_team(client.id)}
    involved = {one for member in team.values() for one in (member.staff_id, member.acting_id)}
    return ClientFile(
        client=client,
        year=_year(enrolment) if enrolment else None,
        purposes=frozenset(one.purpose for one in given if one.withdrawn_at is None),
        team=team,
        staff=organisation.staff_named(sorted(involved)),
        timeline=records.timeline(client_id=client.id, after=after),
    )


def _year(enrolment: Enrolment) -> Year:
    matrix = plans.matrix(enrolment.matrix_version)
    return Year(
        enrolment=enrolment,
        institution=organisation.institution(enrolment.institution_id),
        names={row.code: row.name for row in matrix.rows} if matrix else {},
        rights=plans.entitlements(enrolment.id),
    )


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside the names of a client list: client id → running plan, who is in charge."""

    plans: Mapping[str, Enrolment]
    in_charge: Mapping[str, Staff]


def beside(found: Sequence[Client], *, day: date) -> Beside:
    """Gather what stands beside a page of clients; three statements for all."""
    keys = [one.id for one in found]
    acting = clients.acting_for(client_ids=keys, capacity=Capacity.HEALTH_MANAGER)
    staff = organisation.staff_named(list(acting.values()))
    return Beside(
        plans=plans.live_enrolments(client_ids=keys, day=day),
        in_charge={client_id: staff[one] for client_id, one in acting.items() if one in staff},
    )


@dataclass(frozen=True, slots=True)
class Team:
    """Capacity → who is in charge of a client, and everybody of the branch who serves."""

    owners: Mapping[str, str]
    serving: Sequence[Staff]


def team(client: Client) -> Team:
    """Gather a client's care team and who could be in it."""
    owners = {one.capacity: one.staff_id for one in clients.care_team(client.id)}
    return Team(owners, organisation.staff_of(branch_id=client.branch_id))


@dataclass(frozen=True, slots=True)
class Enrolled:
    """Running plans with what stands beside them: client and institution by id."""

    rows: Sequence[Enrolment]
    clients: Mapping[str, Client]
    institutions: Mapping[str, Institution]


def enrolled(rows: Sequence[Enrolment]) -> Enrolled:
    """Gather what stands beside a page of running plans; two statements for all."""
    places = {one.id: one for one in organisation.institutions()} if rows else {}
    return Enrolled(rows, clients.named(one.client_id for one in rows), places)


@dataclass(frozen=True, slots=True)
class Applied:
    """Applications with what stands beside them: client and institution by id."""

    rows: Sequence[PlanApplication]
    clients: Mapping[str, Client]
    institutions: Mapping[str, Institution]


def applied(rows: Sequence[PlanApplication]) -> Applied:
    """Gather what stands beside a page of applications; two statements for all."""
    places = {one.id: one for one in organisation.institutions()} if rows else {}
    return Applied(rows, clients.named(one.client_id for one in rows), places)


@dataclass(frozen=True, slots=True)
class ApplicationFile:
    """One application: whose, what was chosen, what was paid; `matrix` is in force today."""

    client: Client
    chosen: Chosen
    payment: PlanPayment | None
    matrix: Matrix | None


def application_file(found: PlanApplication) -> ApplicationFile:
    """Gather one application. Raises `NotYours` where its client is gone."""
    client = clients.client(found.client_id)
    if client is None:
        raise NotYours
    paid = plans.payment_of(found.id) if found.enrolment_id else None
    return ApplicationFile(client, plans.chosen(found), paid, plans.matrix())


@dataclass(frozen=True, slots=True)
class Wished:
    """Wishes for another institution with client, service year and institutions by id."""

    rows: Sequence[InstitutionWish]
    clients: Mapping[str, Client]
    years: Mapping[str, Enrolment]
    institutions: Mapping[str, Institution]


def wished(rows: Sequence[InstitutionWish]) -> Wished:
    """Gather what stands beside a page of wishes; three statements for all."""
    places = {one.id: one for one in organisation.institutions()} if rows else {}
    years = plans.enrolments(one.enrolment_id for one in rows)
    return Wished(rows, clients.named(one.client_id for one in rows), years, places)


@dataclass(frozen=True, slots=True)
class Offered:
    """What one plan leaves to choose for a person; `fees` are yuan by code of the schedule.

    `waiting`: package → items that depend on an occupation which is not known (P2).
    """

    plan: Plan
    packages: Sequence[ExamPackage]
    waiting: Mapping[str, Sequence[str]]
    fees: Mapping[str, Decimal]
    institutions: Sequence[Institution]
    addable: Sequence[str]
    removable: Sequence[str]


def offered(plan: Plan, matrix: Matrix, client: Client, *, day: date) -> Offered:
    """Narrow packages, institutions and items to the plan and the person buying on `day` (P1, P2)."""
    offers = plans.packages_for(plan, matrix, client, day=day)
    items = plans.changeable(plan, matrix, client, offers)
    return Offered(
        plan=plan,
        packages=[one.package for one in offers],
        waiting={one.package.id: one.waiting for one in offers if one.waiting},
        fees={line.code: line.yuan for line in plans.fees()},
        institutions=plans.institutions_for(plan, matrix, branch_id=client.branch_id, day=day),
        addable=items.addable,
        removable=items.removable,
    )


@dataclass(frozen=True, slots=True)
class Places:
    """All institutions, their branches' names, and until when an agreement holds (none: not in it)."""

    institutions: Sequence[Institution]
    branches: Mapping[str, Bilingual]
    agreed_until: Mapping[str, date]


def places(*, today: date) -> Places:
    """Gather the institutions of the whole company; three statements."""
    branches = {one.id: one.name for one in organisation.branches()}
    return Places(organisation.institutions(), branches, organisation.agreements_on(day=today))


@dataclass(frozen=True, slots=True)
class Company:
    """What headquarters' start page says; `fee_version` 0 is none, `unknown_years` have no holidays."""

    branches: int
    fee_version: int
    unknown_years: Sequence[int]


def company(*, today: date) -> Company:
    """Gather headquarters' start page."""
    schedule = plans.fee_schedule()
    return Company(
        branches=len(organisation.branches()),
        fee_version=schedule.version if schedule else 0,
        unknown_years=unknown_years(today=today),
    )


def unknown_years(*, today: date, until: date | None = None) -> list[int]:
    """Give which years from today's to `until`'s, or to the next one, the working calendar knows nothing about."""
    last = until or today.replace(year=today.year + 1, day=1)
    return organisation.working_days().unknown_years([today, last])
