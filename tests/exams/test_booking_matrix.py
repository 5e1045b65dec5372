"""Every status × party × act (B1–B10), generated from the table: what it names leads where it says, all else is refused.

After each act the house keeps its promises: a session's counter is its rows that occupy a place and never above its
capacity, the year's exam is used as often as there are live bookings of it, and there is at most one of these.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from itertools import product

import pytest
from sqlalchemy import func, select

from tests.factories import exams as make
from tests.factories.bookings import SOON, Case, a_case
from webapp.exams import services
from webapp.exams.models import Booking, BookingChange, Session
from webapp.exams.refusals import BookingMoved, NotExpected, OfferOver, PlacesHeld, ReportMoved
from webapp.exams.rules.booking import (
    LIVE,
    OCCUPYING,
    TRANSITIONS,
    Act,
    BookingStatus,
    CancelReason,
    Party,
    UndoReason,
    after,
    is_deed_of,
    may,
)
from webapp.exams.rules.requests import request_ends
from webapp.exams.services.attending import complete
from webapp.exams.services.offering import offer_again
from webapp.exams.services.places import retake_place
from webapp.kernel import audit, clock
from webapp.kernel.audit import AuditEntry
from webapp.kernel.db import Model, db
from webapp.kernel.errors import NotYours, Refusal
from webapp.plans.models import Entitlement
from webapp.plans.rules import Item
from webapp.toolbox.calendar import WorkingDays

PAIRS = list(product(Party, Act))
CASES: list[tuple[BookingStatus, dict[str, bool]]] = [
    *((status, {}) for status in BookingStatus),
    (BookingStatus.OFFERED, {"displaced": True}),
    (BookingStatus.MUST_REBOOK, {"unconfirmed": True}),
    (BookingStatus.REQUESTED, {"soon": True}),
]
"""Each status; an offer to somebody whose own time was taken back; a lost time that had only been asked for; a request
whose cut-off has passed.
"""
_A = Act
REFUSALS = {
    _A.CHECK_IN: NotExpected,
    _A.NO_SHOW: NotExpected,
    _A.EXPECT_AGAIN: NotExpected,
    _A.UNDO_CHECK_IN: NotExpected,
    _A.COMPLETE: ReportMoved,
    _A.ACCEPT: OfferOver,
}
"""What an act says where the status does not let it happen; all others say that the booking has moved on."""


@pytest.fixture(autouse=True)
def then(inside: object) -> Iterator[None]:
    with clock.at(make.NOW):
        yield


def deed(case: Case, act: Act, party: Party) -> Callable[[], object]:
    """Give the real verb of an act, done by a party to the case's booking."""
    account_id, person_id = case.whose(party)
    who = {"booking_id": case.booking_id, "actor_id": account_id, "party": party}
    client = who | {"client_id": case.client.id}
    branch = who | {"branch_id": case.world.branch.id, "staff_id": person_id}
    desk = who | {"institution_id": case.world.institution.id}
    other = case.world.sessions[1].id
    verbs: dict[Act, Callable[[], object]] = {
        _A.APPROVE: partial(services.approve, **branch),
        _A.REFUSE: partial(services.refuse, **branch, words="The centre is full that day"),
        _A.OFFER: lambda: offered(case, party),
        _A.ACCEPT: partial(services.accept_offer, **client),
        _A.EXPIRE: lambda: services.expire(case.held, clock.now(), party),
        _A.CHANGE: partial(services.change, **client, session_id=other),
        _A.ASK: partial(services.ask_change, **client, session_id=other, words=""),
        _A.GRANT: partial(services.grant_change, **branch),
        _A.DENY: partial(services.deny_change, **branch, words="The list has closed"),
        _A.WITHDRAW: partial(services.withdraw_change, **client),
        _A.CANCEL: partial(services.cancel, **client, reason=CancelReason.OTHER),
        _A.DISPLACE: lambda: displaced(case, party),
        _A.CHECK_IN: partial(services.check_in, **desk, staff_id=person_id),
        _A.UNDO_CHECK_IN: partial(
            services.undo_check_in, **undoing(case, party), **who, reason=UndoReason.MISTAKE
        ),
        _A.NO_SHOW: partial(services.no_show, **desk),
        _A.EXPECT_AGAIN: partial(services.expect_again, **desk),
        _A.COMPLETE: lambda: complete(case.held, clock.now(), party=party),
    }
    return verbs[act]


def undoing(case: Case, party: Party) -> dict[str, str]:
    """Give what a party names to take a check-in back: staff their branch, anybody else the institution."""
    if party is Party.HEALTH_MANAGER:
        return {"branch_id": case.world.branch.id}
    return {"institution_id": case.world.institution.id}


def displaced(case: Case, party: Party) -> None:
    """Close the booking's session: a deed of the branch's desk, whose door lets nobody else in."""
    if not is_deed_of(party, _A.DISPLACE):
        raise NotYours
    session, trial = case.held.session, db.session.begin_nested()
    if not services.close_session(
        session_id=session.id, branch_id=session.branch_id, actor_id=case.whose(party)[0]
    ):
        trial.rollback()
        db.session.expire_all()
        raise PlacesHeld


def offered(case: Case, party: Party) -> None:
    """Hold the other session's place for who lost her own."""
    other = case.world.sessions[1].id
    offer_again(case.held, other, make.NOW + timedelta(hours=12), clock.now(), party)
    retake_place(other)


def moment(case: Case, act: Act) -> datetime:
    """Give a moment at which nothing but the table could speak against an act."""
    starts_at, until = case.held.session.starts_at, case.held.booking.held_until
    late = starts_at - timedelta(hours=24)
    moments = {
        _A.ASK: late,
        _A.CHECK_IN: starts_at,
        _A.NO_SHOW: starts_at,
        _A.EXPECT_AGAIN: starts_at,
        _A.UNDO_CHECK_IN: starts_at + timedelta(hours=1),
        _A.COMPLETE: starts_at + timedelta(hours=9),
        _A.EXPIRE: until or starts_at,
    }
    if case.held.booking.status == BookingStatus.CHANGE_REQUESTED:
        return moments.get(act, late + timedelta(hours=1))
    if (
        case.held.booking.status == BookingStatus.REQUESTED
    ):  # a day later, and past the cut-off where that comes soon
        soon = case.held.session.day == SOON[0]
        return moments.get(act, late - timedelta(hours=22) if soon else make.NOW + timedelta(days=1))
    return moments.get(act, make.NOW + timedelta(minutes=1))


def refusal(act: Act, party: Party) -> type[Exception]:
    """Give what an act says that is not in the table."""
    if act is _A.ACCEPT:
        return OfferOver
    if not is_deed_of(party, act):
        return NotYours
    return PlacesHeld if act is _A.DISPLACE else REFUSALS.get(act, BookingMoved)


def refused(verb: Callable[[], object]) -> type[Exception] | None:
    """Tell with what a verb was refused, if it was."""
    try:
        verb()
    except (Refusal, NotYours) as said:
        return type(said)
    return None


def everything() -> dict[str, list[tuple[object, ...]]]:
    """Give all rows of the house, of every table."""
    db.session.flush()
    tables = Model.metadata.sorted_tables
    return {
        table.name: [tuple(row) for row in db.session.execute(select(table).order_by(*table.primary_key))]
        for table in tables
    }


def differing(before: dict[str, list[tuple[object, ...]]]) -> list[str]:
    """Give the tables whose rows are not what they were."""
    return [name for name, rows in everything().items() if rows != before[name]]


def held_too_long() -> list[str]:
    """Give the requests that hold a place beyond two working days from when they were made, or lost one (B7)."""
    asked = select(Booking, Session).join(Session, Session.id == Booking.session_id)
    rows = db.session.execute(asked.where(Booking.status == BookingStatus.REQUESTED)).all()
    working, zone = WorkingDays(), "Asia/Shanghai"
    return [
        booking.id
        for booking, session in rows
        if booking.held_until > request_ends(begun(booking), session.starts_at, zone=zone, working=working)
    ]


def begun(booking: Booking) -> datetime:
    """Give since when a request has held places: since it was made, or chose anew after it had lost its place."""
    lost = select(Session.closed).join(BookingChange, BookingChange.from_session_id == Session.id)
    anew = db.session.scalars(lost.where(BookingChange.booking_id == booking.id)).all()
    return clock.now() if True in anew else booking.booked_at


def kept_promises() -> bool:
    """Tell whether counters, rights, live bookings and holds agree with the rows."""
    if held_too_long():
        return False
    for session in db.session.execute(select(Session.id, Session.booked, Session.capacity)):
        rows = count(Booking.session_id == session.id, Booking.status.in_(OCCUPYING))
        if not session.booked == rows <= session.capacity:
            return False
    rights = select(Entitlement.enrolment_id, Entitlement.used).where(Entitlement.item == Item.EXAM)
    lives = {
        right.enrolment_id: (
            right.used,
            count(Booking.enrolment_id == right.enrolment_id, Booking.status.in_(LIVE)),
        )
        for right in db.session.execute(rights)
    }
    return all(used == live <= 1 for used, live in lives.values())


def led_to(
    status: BookingStatus,
    act: Act,
    party: Party,
    *,
    displaced: bool = False,
    unconfirmed: bool = False,
    soon: bool = False,
) -> BookingStatus:
    """Give where an act of a party leads; the cut-off (`soon`) makes no difference to what nobody has confirmed."""
    return after(status, act, displaced=displaced, unconfirmed=unconfirmed and party is Party.CLIENT)


def noted(case: Case, act: Act, party: Party) -> bool:
    """Tell whether an act of just now stands in the audit chain with the name of who did it."""
    if act is _A.COMPLETE:  # noted by who verifies the report
        return True
    audit.write_notes()
    asked = select(AuditEntry.actor_id, AuditEntry.at).where(AuditEntry.subject_id == case.booking_id)
    last = db.session.execute(asked.order_by(AuditEntry.seq.desc())).first()
    return last is not None and tuple(last) == (case.whose(party)[0], clock.now())


def count(*where: object) -> int:
    return int(db.session.scalar(select(func.count()).select_from(Booking).where(*where)) or 0)


class TestTheTable:
    def test_it_is_walked_whole(self):
        assert len(PAIRS) * len(BookingStatus) == 748
        assert len(
            [1 for status, (party, act) in product(BookingStatus, PAIRS) if may(status, act, party)]
        ) == sum(len(step.parties) for step in TRANSITIONS.values())

    @pytest.mark.parametrize(("status", "so"), CASES)
    def test_what_it_does_not_name_is_refused_and_changes_nothing(self, status, so):
        case = a_case(status, **so)
        before = everything()
        for party in Party:
            for act in [one for one in Act if not may(status, one, party)]:
                with clock.at(moment(case, act)):
                    assert refused(deed(case, act, party)) is refusal(act, party), (party, act)
            assert differing(before) == [], party

    @pytest.mark.parametrize(("status", "so"), CASES)
    def test_what_it_names_leads_where_it_says_and_all_promises_are_kept(self, status, so):
        case = a_case(status, **so)
        assert case.held.booking.status == status
        assert kept_promises()
        for party, act in PAIRS:
            if not may(status, act, party):
                continue
            trial = db.session.begin_nested()
            with clock.at(moment(case, act)):
                deed(case, act, party)()
                assert case.held.booking.status == led_to(status, act, party, **so), (party, act)
                assert noted(case, act, party), (party, act)
            assert kept_promises(), (party, act)
            trial.rollback()
            db.session.expire_all()
