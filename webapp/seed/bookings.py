"""Bookings that wait for somebody: a request, a call, a change request, a place to be found anew, a full day, an offer."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from webapp.exams import queries, services
from webapp.exams.queries import Open, OpenTime
from webapp.exams.rules.booking import CancelReason, Party
from webapp.exams.rules.timetable import ExamClass
from webapp.kernel import clock
from webapp.seed.clients import Person
from webapp.seed.exams import WEEKDAYS, WINDOW
from webapp.seed.organisation import House
from webapp.seed.story import Day
from webapp.toolbox.packaged import data

CALLED, ASKS, REQUESTS, DISPLACED = 16, 52, 32, 41
"""Who moved her time and is to be called, who wants another after the cut-off, who asked for a place, who lost it."""
FILLS, WAIT = 42, (12, 51)
"""Who has the only place of a day, and who wait for it."""
GIVES_UP, OFFERED = 47, 57
"""Who gave the only place of a day back this very hour, and for whom it is held now."""
STANDING = {
    REQUESTS: "REQUESTS",
    ASKS: "ASKS",
    CALLED: "CALLED",
    DISPLACED: "DISPLACED",
    FILLS: "FILLS",
    **dict.fromkeys(WAIT, "WAITS"),
    OFFERED: "OFFERED",
}
"""Client → how their booking stands, as the list of sign-ins says it (`stages.json`)."""
_BY_REQUEST, _ALONE = time(10), time(10, 30)
"""Times at which no other session of the demo begins."""
_STAFF = "lu"


def wait_for_staff(house: House, day: Day, people: list[Person]) -> None:
    """Let one booking of each kind wait for the branch's staff."""
    _open_more(house, day, people)
    asks, requests, displaced = (people[number] for number in (ASKS, REQUESTS, DISPLACED))
    with day.ago(3, hour=11):
        booked = _book(house, asks, _times(asks, day.today + timedelta(days=1))[-1])
        lost = _times(displaced, day.today + timedelta(days=15), at=_BY_REQUEST)[0]
        _book(house, displaced, lost)
    with day.ago(1, hour=20):
        _move(people[CALLED])
        _line_up(people[FILLS], [people[number] for number in WAIT], day.today + timedelta(days=7))
        given = _line_up(people[GIVES_UP], [people[OFFERED]], day.today + timedelta(days=14))
    with day.ago(1, hour=21):
        _ask_change(booked, asks)
        wanted = _times(requests, day.today + timedelta(days=8), at=_BY_REQUEST)[0]
        services.book(client_id=requests.client_id, session_id=wanted.id, actor_id=requests.account_id)
        services.close_session(
            session_id=lost.id,
            branch_id=house.branches[displaced.branch],
            actor_id=house.accounts["liang"],
        )
    with day.this_hour():
        _give_up(given, people[GIVES_UP])


def _open_more(house: House, day: Day, people: list[Person]) -> None:
    """Open a weekly time by request, tomorrow first, and one with a single place on a day that has no other."""
    tomorrow = (day.today + timedelta(days=1)).isoweekday()
    with day.ago(20):
        _open(house, day, people[ASKS], weekday=tomorrow, starts=_BY_REQUEST, capacity=2, self_service=False)
        _open(house, day, people[FILLS], weekday=_quiet(day.today), starts=_ALONE, capacity=1)
        _open(house, day, people[GIVES_UP], weekday=_quiet(day.today), starts=_ALONE, capacity=1)


def _open(
    house: House,
    day: Day,
    person: Person,
    *,
    weekday: int,
    starts: time,
    capacity: int,
    self_service: bool = True,
) -> None:
    where = {
        "branch_id": house.branches[person.branch],
        "institution_id": house.institutions[person.institution],
        "actor_id": house.accounts["admin"],
    }
    ends = (datetime.combine(day.today, starts) + WINDOW).time()
    services.add_template(
        **where,
        weekday=weekday,
        starts=starts,
        ends=ends,
        capacity=capacity,
        exam_class=ExamClass.ANY,
        valid_from=day.today,
        valid_until=day.today + timedelta(days=40),
        self_service=self_service,
    )
    services.generate_sessions(**where, first=day.today, last=day.today + timedelta(days=40))


def _quiet(today: date) -> int:
    """Give a weekday on which no institution of the demo takes people (1 is Monday)."""
    busy = {*WEEKDAYS, today.isoweekday(), (today + timedelta(days=1)).isoweekday()}
    return next(weekday for weekday in (6, 3, 7) if weekday not in busy)


def _times(person: Person, first: date, at: time | None = None) -> list[OpenTime]:
    """Give the free times of the first day from `first` that has some, those that begin `at` if asked."""
    offer = queries.offer_for(client_id=person.client_id, day=clock.today())
    where = Open(offer.branch_id, offer.institution_id, offer.exam_class, clock.now())
    zone = offer.terms.place.zone
    for each in sorted(queries.free_days(where=where, first=first, last=first + timedelta(days=30))):
        found = [one for one in queries.sessions_on(where=where, day=each) if one.booked < one.capacity]
        found = [one for one in found if at is None or clock.local(one.starts_at, zone).time() == at]
        if found:
            return found
    raise LookupError(f"no free time for {person.name_en} from {first}")


def _book(house: House, person: Person, chosen: OpenTime) -> str:
    return services.book(
        client_id=person.client_id,
        session_id=chosen.id,
        actor_id=house.accounts[_STAFF],
        party=Party.HEALTH_MANAGER,
    )


def _move(person: Person) -> None:
    """Move a booking a week on; the change waits for a call (B6)."""
    held = queries.live_booking(client_id=person.client_id)
    if held is None:
        raise LookupError(person.name_en)
    later = _times(person, held.session.day + timedelta(days=7))[0]
    services.change(
        booking_id=held.booking.id,
        client_id=person.client_id,
        session_id=later.id,
        actor_id=person.account_id,
    )


def _line_up(first: Person, others: list[Person], day: date) -> str:
    """Let one take the only place of a quiet day from `day` on and others wait for it (B8); gives the booking's id."""
    only = _times(first, day, at=_ALONE)[0]
    booking_id = services.book(client_id=first.client_id, session_id=only.id, actor_id=first.account_id)
    for one in others:
        services.line_up(
            client_id=one.client_id, first_day=only.day, last_day=only.day, actor_id=one.account_id
        )
    return booking_id


def _give_up(booking_id: str, person: Person) -> None:
    """Give a booking back: who waits for the place is offered it for twelve hours (B8)."""
    services.cancel(
        booking_id=booking_id,
        client_id=person.client_id,
        reason=CancelReason.CANNOT_COME,
        actor_id=person.account_id,
    )


def _ask_change(booking_id: str, person: Person) -> None:
    """Ask for a later day although the list of the exam centre is closed (B6)."""
    held = queries.held(booking_id)
    terms = queries.offer_for(client_id=person.client_id, day=clock.today()).terms
    if held is None or terms.is_open(held.session.starts_at, clock.now()):
        return  # tomorrow is a holiday: the next exam is too far away to ask
    later = _times(person, clock.today() + timedelta(days=6))[0]
    services.ask_change(
        booking_id=booking_id,
        client_id=person.client_id,
        session_id=later.id,
        words=data("seed", "bookings")["asked"],
        actor_id=person.account_id,
    )
