"""Applications for a service year and wishes for another institution: one's own, and what waits at a branch."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import bindparam, func, select

from webapp.kernel import clock, paging
from webapp.kernel.db import db, rows
from webapp.organisation import queries as organisation
from webapp.organisation.queries import Institution, Staff
from webapp.plans import rules
from webapp.plans.models import Enrolment, ExamPackage, InstitutionWish, PlanApplication, PlanPayment
from webapp.plans.queries.catalogue import fee_lines, fee_schedule, matrix


def standing(*, client_id: str, day: date) -> rules.Standing:
    """Give a client's years as far as a new one needs them (P6)."""
    query = select(Enrolment).where(
        Enrolment.client_id == client_id, Enrolment.status != rules.YearStatus.ENDED, Enrolment.ends >= day
    )
    years = list(db.session.scalars(query.order_by(Enrolment.starts)))
    now = next((one for one in years if one.starts <= day), None)
    follows = any(one.starts > day for one in years)
    return rules.Standing(now.plan, now.ends, follows) if now else rules.Standing(next_is_bought=follows)


def live_application(client_id: str) -> PlanApplication | None:
    """Give the application a client is filling in, has sent or was sent back: at most one."""
    query = select(PlanApplication).where(
        PlanApplication.client_id == client_id, PlanApplication.status.in_(rules.LIVE)
    )
    return db.session.scalars(query).first()


_STATUS = select(PlanApplication.status).where(
    PlanApplication.client_id == bindparam("client_id"), PlanApplication.status.in_(rules.LIVE)
)


def application_status(client_id: str) -> rules.ApplicationStatus | None:
    """Tell where a client's live application stands, for Today; None where there is none."""
    found = rows(_STATUS, {"client_id": client_id}).scalar()
    return rules.ApplicationStatus(found) if found else None


def application(application_id: str) -> PlanApplication | None:
    """Give an application."""
    return db.session.get(PlanApplication, application_id)


@dataclass(frozen=True, slots=True)
class Applying:
    """An application with the matrix it is filled in by."""

    application: PlanApplication
    matrix: rules.Matrix

    @property
    def has_doctor(self) -> bool:
        """Whether the chosen plan has a family doctor (P3)."""
        return bool(rules.grant_for_one(self.matrix, self.application.plan, rules.Item.FAMILY_DOCTOR))

    @property
    def open_step(self) -> rules.Step:
        """The first step without an answer; the review when all have one."""
        return rules.first_open(self.application.answered, doctor=self.has_doctor)


def applying(client_id: str) -> Applying | None:
    """Give the application a client fills in, with the matrix in force."""
    found, now = live_application(client_id), matrix()
    return Applying(found, now) if found and now else None


def would_start(found: PlanApplication) -> date:
    """Give the first day of the year applied for, if it were bought today (P5)."""
    today, way = clock.today(), rules.Way(found.way)
    years = standing(client_id=found.client_id, day=today) if way is rules.Way.RENEWAL else rules.Standing()
    return rules.year_would_start(way, years, today)


@dataclass(frozen=True, slots=True)
class Chosen:
    """An application with what its ids stand for; `starts` is when its year would begin today.

    `yuan` and `fee_version` are those it was sent with, or of the schedule in force while it is filled in (P4).
    """

    application: PlanApplication
    starts: date
    package: ExamPackage | None
    institution: Institution | None
    doctor: Staff | None
    yuan: Decimal | None
    fee_version: int


def chosen(found: PlanApplication) -> Chosen:
    """Gather what an application asks for."""
    picked = found.package
    yuan, version = found.yuan, found.fee_version or 0
    if found.status in (rules.ApplicationStatus.DRAFT, rules.ApplicationStatus.SENT_BACK):
        schedule = fee_schedule()
        line = rules.fee_line(fee_lines(schedule), plan=found.plan, level=picked.level if picked else "")
        yuan, version = line.yuan if line else None, schedule.version if schedule else 0
    return Chosen(
        application=found,
        starts=would_start(found),
        package=picked,
        institution=organisation.institution(found.institution_id) if found.institution_id else None,
        doctor=organisation.staff(found.doctor_id) if found.doctor_id else None,
        yuan=yuan,
        fee_version=version,
    )


def payment_of(application_id: str) -> PlanPayment | None:
    """Give what was paid for an application."""
    query = select(PlanPayment).where(PlanPayment.application_id == application_id)
    return db.session.scalars(query).first()


def waiting_applications(*, branch_id: str, after: str = "", size: int = paging.SIZE) -> paging.Page:
    """Give the applications that wait for a branch, the oldest first."""
    query = select(PlanApplication).where(
        PlanApplication.branch_id == branch_id,
        PlanApplication.status == rules.ApplicationStatus.SUBMITTED,
    )
    return paging.page(query, [PlanApplication.submitted_at, PlanApplication.id], after, size)


def wish(wish_id: str) -> InstitutionWish | None:
    """Give a wish for another institution."""
    return db.session.get(InstitutionWish, wish_id)


def newest_wish(enrolment_id: str) -> InstitutionWish | None:
    """Give the last wish for another institution in a service year, whatever became of it."""
    query = select(InstitutionWish).where(InstitutionWish.enrolment_id == enrolment_id)
    return db.session.scalars(
        query.order_by(InstitutionWish.asked_at.desc(), InstitutionWish.id.desc()).limit(1)
    ).first()


def waiting_wishes(*, branch_id: str, after: str = "", size: int = paging.SIZE) -> paging.Page:
    """Give the wishes for another institution that wait for a branch, the oldest first."""
    query = select(InstitutionWish).where(
        InstitutionWish.branch_id == branch_id, InstitutionWish.status == rules.WishStatus.ASKED
    )
    return paging.page(query, [InstitutionWish.asked_at, InstitutionWish.id], after, size)


@dataclass(frozen=True, slots=True)
class Asking:
    """How much waits for a branch's answer."""

    applications: int
    wishes: int


_ASKING = select(
    select(func.count())
    .where(
        PlanApplication.branch_id == bindparam("branch_id"),
        PlanApplication.status == rules.ApplicationStatus.SUBMITTED,
    )
    .scalar_subquery(),
    select(func.count())
    .where(
        InstitutionWish.branch_id == bindparam("branch_id"), InstitutionWish.status == rules.WishStatus.ASKED
    )
    .scalar_subquery(),
)


def asking(branch_id: str) -> Asking:
    """Count what waits for a branch's answer, in one statement."""
    applications, wishes = rows(_ASKING, {"branch_id": branch_id}).one()
    return Asking(int(applications), int(wishes))
