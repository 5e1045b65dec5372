"""One booking in each of its statuses, made by the verbs that lead there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tests.factories import exams as make
from webapp.accounts.rules import Role
from webapp.clients.models import Client
from webapp.exams import queries, services
from webapp.exams.models import Session
from webapp.exams.rules.booking import BookingStatus, CancelReason, Party
from webapp.exams.services.attending import complete
from webapp.kernel import clock
from webapp.kernel.db import db
from webapp.organisation.models import Staff


@dataclass(slots=True)
class Case:
    """A client with a booking, and the people who may want to do something to it.

    Three sessions: the booking's, another one to move to, and one where a booking is only a request.
    """

    world: make.World
    client: Client
    manager: Staff
    desk: Staff
    asking: Session
    booking_id: str = ""

    @property
    def held(self) -> queries.Held:
        """The booking as it is now."""
        found = queries.held(self.booking_id)
        assert found
        return found

    def book(self, session: Session) -> None:
        """Let the client book a session."""
        self.booking_id = make.a_booking(self.world, self.client, session)

    def whose(self, party: Party) -> tuple[str, str]:
        """Give the account and the person who act as a party; nobody for the clock."""
        people = {
            Party.CLIENT: (self.client.account_id or "", self.client.id),
            Party.HEALTH_MANAGER: (self.manager.account_id, self.manager.id),
            Party.INSTITUTION_DESK: (self.desk.account_id, self.desk.id),
        }
        return people.get(party, ("", ""))

    def staff(self) -> dict[str, str]:
        """Give what names the health manager in a verb of the branch's."""
        account_id, staff_id = self.whose(Party.HEALTH_MANAGER)
        return {"branch_id": self.world.branch.id, "staff_id": staff_id, "actor_id": account_id}

    def at_the_desk(self) -> dict[str, str]:
        """Give what names the desk in a verb of the institution's."""
        return {"institution_id": self.world.institution.id, "actor_id": self.desk.account_id}


SOON = (date(2026, 11, 26), 12)
"""Day and hour of an exam whose cut-off, 48 hours before it, passes two hours after `make.NOW`."""


def a_case(
    status: BookingStatus = BookingStatus.CONFIRMED,
    *,
    displaced: bool = False,
    unconfirmed: bool = False,
    soon: bool = False,
) -> Case:
    """Make a booking with a status; now is `make.NOW`.

    `displaced`: an offer to who lost her time before. `unconfirmed`: who lost hers had only asked for it.
    `soon`: what is asked for begins at `SOON`.
    """
    world = make.a_world()
    day, hour = SOON if soon else (make.EXAM_DAY, 11)
    case = Case(
        world=world,
        client=make.a_client(world),
        manager=make.a_staff_member(world, Role.HEALTH_MANAGER),
        desk=make.a_staff_member(world, Role.INSTITUTION_DESK, world.institution),
        asking=make.a_session(world.branch, world.institution, hour, day=day, self_service=False),
    )
    if displaced:
        case.book(make.a_session(world.branch, world.institution, 7))
        _close(case)
    if status is BookingStatus.OFFERED:
        _offer(case)
    else:
        case.book(case.asking if unconfirmed or status in _FROM_REQUEST else world.sessions[0])
        _LEADS_TO.get(status, lambda _case: None)(case)
    db.session.expire_all()
    return case


def before_the_exam(case: Case, span: timedelta) -> datetime:
    """Give the moment a span before the booked session begins."""
    return case.held.session.starts_at - span


def _ask_for_change(case: Case) -> None:
    with clock.at(before_the_exam(case, timedelta(hours=24))):
        services.ask_change(
            booking_id=case.booking_id,
            client_id=case.client.id,
            session_id=case.world.sessions[1].id,
            words="My son drives me at nine",
            actor_id=case.client.account_id or "",
        )


def _offer(case: Case) -> None:
    """A session with one place is full, the client waits, and the place becomes free."""
    only = make.a_session(case.world.branch, case.world.institution, 14, capacity=1)
    first = make.a_client(case.world)
    gone = make.a_booking(case.world, first, only)
    for session in (*case.world.sessions, case.asking):
        session.ended = True
    day = make.EXAM_DAY
    services.line_up(client_id=case.client.id, first_day=day, last_day=day, actor_id="")
    services.cancel(booking_id=gone, client_id=first.id, reason=CancelReason.LATER, actor_id="")
    for session in (*case.world.sessions, case.asking):
        session.ended = False
    found = queries.live_booking(client_id=case.client.id)
    assert found
    case.booking_id = found.booking.id


def _check_in(case: Case) -> None:
    with clock.at(case.held.session.starts_at):
        services.check_in(booking_id=case.booking_id, **case.at_the_desk(), staff_id=case.desk.id)


def _complete(case: Case) -> None:
    _check_in(case)
    complete(case.held, clock.now())


def _no_show(case: Case) -> None:
    with clock.at(case.held.session.starts_at):
        services.no_show(booking_id=case.booking_id, **case.at_the_desk())


def _close(case: Case) -> None:
    session = case.held.session
    services.close_session(session_id=session.id, branch_id=case.world.branch.id, actor_id="")


def _cancel(case: Case) -> None:
    whose = {"client_id": case.client.id, "actor_id": case.client.account_id or ""}
    services.cancel(booking_id=case.booking_id, reason=CancelReason.LATER, **whose)


def _refuse(case: Case) -> None:
    services.refuse(booking_id=case.booking_id, words="The centre is full that day", **case.staff())


def _expire(case: Case) -> None:
    until = case.held.booking.held_until
    assert until
    with clock.at(until):
        services.expire(case.held, until)


_FROM_REQUEST = (BookingStatus.REQUESTED, BookingStatus.REFUSED, BookingStatus.EXPIRED)
_LEADS_TO: dict[BookingStatus, Callable[[Case], None]] = {
    BookingStatus.CHANGE_REQUESTED: _ask_for_change,
    BookingStatus.MUST_REBOOK: _close,
    BookingStatus.CHECKED_IN: _check_in,
    BookingStatus.COMPLETED: _complete,
    BookingStatus.CANCELLED: _cancel,
    BookingStatus.REFUSED: _refuse,
    BookingStatus.EXPIRED: _expire,
    BookingStatus.NO_SHOW: _no_show,
}
