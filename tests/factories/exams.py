"""A branch with an institution that takes clients, for tests of the exam room."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import count

from sqlalchemy import func, select

from webapp.accounts.models import Account
from webapp.accounts.rules import Role
from webapp.clients import services as clients
from webapp.clients.models import Client
from webapp.clients.rules import Purpose
from webapp.exams import services as exams
from webapp.exams.models import Booking, Session
from webapp.exams.rules.booking import OCCUPYING
from webapp.exams.rules.sheet import Typed
from webapp.exams.rules.timetable import ExamClass
from webapp.kernel import clock
from webapp.kernel.db import db
from webapp.organisation import services as organisation
from webapp.organisation.models import Branch, Institution, Staff
from webapp.organisation.rules import Grade
from webapp.plans import queries as plan_queries
from webapp.plans import services as plans
from webapp.plans.models import ExamPackage
from webapp.plans.rules import Kind, Plan
from webapp.toolbox.packaged import data

NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)  # Tuesday 24 November, 10:00 in Shanghai
EXAM_DAY = date(2026, 12, 3)
PASSWORD = "a long enough secret"
TOTP = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
ITEMS = ("height_weight_bmi", "waist_hip", "bp_pulse", "kidney", "lipid", "glucose", "ecg")
FIGURES = {
    "height": "172",
    "weight": "74.5",
    "waist": "92",
    "sbp": "146",
    "dbp": "88",
    "pulse": "72",
    "cr": "78",
    "urea": "5.1",
    "tc": "5.6",
    "tg": "1.9",
    "ldl": "3.5",
    "hdl": "1.1",
    "fpg": "5.9",
}
_numbers = count(1)


@dataclass(slots=True)
class World:
    """What most tests need: one branch, one institution with a free Thursday, one package."""

    branch: Branch
    institution: Institution
    package: ExamPackage
    sessions: list[Session]


def a_world(*, capacity: int = 2, change_hours: int = 48, change_working_days: int | None = None) -> World:
    """Open a branch with an institution, an agreement, a package and two sessions on EXAM_DAY."""
    if not plan_queries.matrix_version():
        plans.publish_matrix(data=data("plans", "matrix"), actor_id="")
    branch = organisation.open_branch(
        code=f"B{next(_numbers)}", name_zh="南湖店", name_en="South Lake", actor_id=""
    )
    institution = an_institution(branch, change_hours=change_hours, change_working_days=change_working_days)
    package = plans.add_package(
        level="STANDARD", name_zh="标准型", name_en="Standard", items=ITEMS, actor_id=""
    )
    sessions = [a_session(branch, institution, hour, capacity=capacity) for hour in (8, 9)]
    return World(branch, institution, package, sessions)


def an_institution(
    branch: Branch, *, change_hours: int = 48, change_working_days: int | None = None
) -> Institution:
    """Add an institution with an agreement of two years."""
    institution = organisation.add_institution(
        branch_id=branch.id,
        grade=Grade.REGULAR,
        name_zh="溪山体检中心",
        name_en="Xishan Health Centre",
        actor_id="",
        address_zh="南湖路 18 号 2 层",
        address_en="2nd floor, 18 South Lake Road",
        transit_zh="4 号线南湖站 B 口，步行 5 分钟",
        transit_en="Metro line 4, South Lake, exit B, 5 minutes on foot",
        phone="010-5550 0118",
        map_url="https://www.openstreetmap.org/?mlat=30.5&mlon=114.3",
    )
    organisation.sign_agreement(
        institution_id=institution.id,
        branch_id=branch.id,
        valid_from=date(2026, 1, 1),
        valid_to=date(2027, 12, 31),
        change_hours=change_hours,
        change_working_days=change_working_days,
        report_days=7,
        actor_id="",
    )
    return institution


def a_session(
    branch: Branch,
    institution: Institution,
    hour: int = 8,
    *,
    capacity: int = 2,
    day: date = EXAM_DAY,
    exam_class: ExamClass = ExamClass.ANY,
    self_service: bool = True,
) -> Session:
    """Open places on one day, `hour` o'clock in Shanghai."""
    starts = datetime.combine(day, time(hour), clock.zone("Asia/Shanghai"))
    session = Session(
        branch_id=branch.id,
        institution_id=institution.id,
        day=day,
        starts_at=starts,
        ends_at=starts + timedelta(minutes=30),
        exam_class=exam_class,
        capacity=capacity,
        self_service=self_service,
    )
    db.session.add(session)
    db.session.flush()
    return session


def a_client(
    world: World,
    *,
    enrolled: bool = True,
    sex: str = "MALE",
    id_number: str | None = None,
    kind: Kind = Kind.INDIVIDUAL,
) -> Client:
    """Register a client, with a running plan unless told otherwise."""
    client = clients.register(
        branch_id=world.branch.id,
        name_zh="沈致和",
        name_en="Shen Zhihe",
        sex=sex,
        birth_date=date(1968, 3, 5),
        phone=f"+86138{next(_numbers):08d}",
        language="en",
        actor_id="",
        id_number=id_number,
    )
    if enrolled:
        plans.enrol(
            client_id=client.id,
            branch_id=world.branch.id,
            plan=Plan.MAINTENANCE,
            kind=kind,
            package_id=world.package.id,
            institution_id=world.institution.id,
            starts=date(2026, 6, 1),
            actor_id="",
        )
        clients.give_consent(client_id=client.id, purpose=Purpose.EXAM_REPORTS, actor_id="")
    return client


def a_staff_member(world: World, role: Role, institution: Institution | None = None) -> Staff:
    """Hire somebody who reads English."""
    person = organisation.hire(
        branch_id=world.branch.id,
        role=role,
        username=f"staff{next(_numbers)}",
        password=PASSWORD,
        name_zh="林若溪",
        name_en="Lin Ruoxi",
        actor_id="",
        institution_id=institution.id if institution else None,
        totp_secret=TOTP,
    )
    db.session.get_one(Account, person.account_id).language = "en"
    return person


def a_booking(world: World, client: Client, session: Session | None = None) -> str:
    """Book the client's exam; gives the booking's id."""
    chosen = session or world.sessions[0]
    return exams.book(client_id=client.id, session_id=chosen.id, actor_id=client.account_id or "")


def counters_are_true() -> None:
    """The counter of each session is its rows that occupy a place, and never above its capacity (B1)."""
    for one in db.session.execute(select(Session.id, Session.booked, Session.capacity)).all():
        held = select(func.count()).where(Booking.session_id == one.id, Booking.status.in_(OCCUPYING))
        assert one.booked == db.session.scalar(held) <= one.capacity


def a_checked_in(world: World, client: Client, desk: Staff) -> str:
    """Book and check in on the exam day; gives the booking's id."""
    booking_id = a_booking(world, client)
    with clock.at(datetime.combine(EXAM_DAY, time(8), clock.zone("Asia/Shanghai"))):
        exams.check_in(
            booking_id=booking_id,
            institution_id=world.institution.id,
            staff_id=desk.id,
            actor_id=desk.account_id,
        )
    return booking_id


def a_filled_sheet(revision: int = 0, **changes: str) -> exams.Filled:
    """A complete sheet of ITEMS; `changes` replace figures by lab item."""
    lines = {code: Typed(text) for code, text in (FIGURES | changes).items()}
    return exams.Filled(lines=lines | {"f_ecg": Typed("NORMAL")}, revision=revision)
