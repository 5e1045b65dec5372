"""Exam sessions, bookings, check-ins and verified results of the demo, made by the room's own services.

Figures that a story does not give are drawn inside the reference range by a seeded source, so that
the same day gives the same demo.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from random import Random

from webapp.exams import queries, services
from webapp.exams.queries import Open, Subject
from webapp.exams.rules.booking import BookingStatus
from webapp.exams.rules.catalogue import Kind, LabItem, lab_items
from webapp.exams.rules.flags import reference
from webapp.exams.rules.sheet import FINDING_NORMAL, Person, Typed
from webapp.exams.rules.timetable import ExamClass
from webapp.kernel import clock

WEEKDAYS = (1, 2, 4, 5)
STARTS = (time(8), time(8, 30), time(9), time(9, 30))
WINDOW = timedelta(minutes=30)
_UNRANGED = {
    "ca125": ("8", "30"),
    "height": ("158", "178"),
    "weight": ("54", "76"),
    "hip": ("88", "102"),
    "ft4": ("12", "20"),
    "ft3": ("3.5", "6.5"),
    "u_alb": ("0.2", "1.8"),
}


def open_times(
    *,
    branch_id: str,
    institution_id: str,
    first: date,
    last: date,
    capacity: int,
    actor_id: str,
    also: int = WEEKDAYS[0],
    exam_class: ExamClass = ExamClass.ANY,
) -> int:
    """Let an institution take clients on four mornings a week, and on weekday `also` (1 is Monday).

    Gives how many sessions were made.
    """
    for weekday in sorted({*WEEKDAYS, also}):
        for starts in STARTS:
            services.add_template(
                branch_id=branch_id,
                institution_id=institution_id,
                weekday=weekday,
                starts=starts,
                ends=(datetime.combine(first, starts) + WINDOW).time(),
                capacity=capacity,
                exam_class=exam_class,
                valid_from=first,
                actor_id=actor_id,
            )
    return services.generate_sessions(
        branch_id=branch_id, institution_id=institution_id, first=first, last=last, actor_id=actor_id
    )


def book_exam(*, client_id: str, day: date, actor_id: str, nth: int = 0) -> str:
    """Book the client's exam on the first day from `day` with places; gives the booking's id.

    `nth` spreads people over the day's times.
    """
    offer = queries.offer_for(client_id=client_id, day=clock.today())
    after = offer.terms.open_after(clock.now())
    where = Open(offer.branch_id, offer.institution_id, offer.exam_class, after)
    free = queries.free_days(where=where, first=day, last=day + timedelta(days=60))
    shown = queries.sessions_on(where=where, day=min(free))
    times = [session for session in shown if session.booked < session.capacity]
    return services.book(client_id=client_id, session_id=times[nth % len(times)].id, actor_id=actor_id)


def approve(*, booking_id: str, staff_id: str, account_id: str) -> None:
    """Confirm what a company's member asked for; what was booked at once needs no one's word (B7)."""
    held = queries.held(booking_id)
    if held and held.status is BookingStatus.REQUESTED:
        services.approve(
            booking_id=booking_id, branch_id=held.booking.branch_id, staff_id=staff_id, actor_id=account_id
        )


def attend(*, booking_id: str, desk_staff_id: str, desk_account_id: str) -> datetime:
    """Check the client in when the session begins; gives that moment."""
    held = queries.held(booking_id)
    if held is None:
        raise LookupError(booking_id)
    with clock.at(held.session.starts_at):
        services.check_in(
            booking_id=booking_id,
            institution_id=held.booking.institution_id,
            staff_id=desk_staff_id,
            actor_id=desk_account_id,
        )
    return held.session.starts_at


def enter(
    *,
    booking_id: str,
    branch_id: str,
    figures: Mapping[str, str],
    staff_id: str,
    account_id: str,
    words: Mapping[str, str] | None = None,
    not_done: Collection[str] = (),
    hand_in: bool = True,
) -> str:
    """Enter a whole sheet; gives the report's id.

    `figures` go by lab item in its own unit, `words` say what was found where it was abnormal;
    everything else of the package is usual for the person.
    """
    subject = queries.subject_of(booking_id, branch_id=branch_id)
    lines = _usual_lines(subject, Random(booking_id), not_done)
    lines |= {code: Typed(text) for code, text in figures.items() if code in lines}
    lines |= {code: Typed("ABNORMAL", words=text) for code, text in (words or {}).items() if code in lines}
    report = services.enter_results(
        booking_id=booking_id,
        branch_id=branch_id,
        staff_id=staff_id,
        actor_id=account_id,
        filled=services.Filled(lines=lines, not_done=not_done),
        hand_in=hand_in,
    )
    return report.id


def verify(*, report_id: str, branch_id: str, staff_id: str, account_id: str) -> None:
    """Let a second person verify a handed-in report."""
    report = queries.report(report_id)
    if report is None:
        raise LookupError(report_id)
    services.verify_results(
        report_id=report_id,
        branch_id=branch_id,
        revision=report.revision,
        staff_id=staff_id,
        actor_id=account_id,
    )


def _usual_lines(subject: Subject, source: Random, not_done: Collection[str]) -> dict[str, Typed]:
    lines = {}
    for item in subject.items:
        if item.code not in not_done:
            for code in item.lab_items:
                lines[code] = _usual(lab_items()[code], subject.person, source)
    return lines


def _usual(item: LabItem, person: Person, source: Random) -> Typed:
    if item.kind is Kind.FINDING:
        return Typed(FINDING_NORMAL)
    if item.kind is Kind.ORDINAL:
        return Typed(item.scale[0][0])
    low, high = _usual_limits(item, person)
    step = Decimal(1).scaleb(-item.places)
    steps = int((high - low) / step)
    return Typed(
        str((low + step * source.randint(steps // 4, max(steps // 4, steps * 3 // 4))).quantize(step))
    )


def _usual_limits(item: LabItem, person: Person) -> tuple[Decimal, Decimal]:
    found = reference((), item.ranges, sex=person.sex, age=person.age)
    least, most = item.plausible or (Decimal(0), Decimal(1))
    if item.code in _UNRANGED:
        return Decimal(_UNRANGED[item.code][0]), Decimal(_UNRANGED[item.code][1])
    if found is None:
        return least, most
    low = found.low if found.low is not None else max(least, Decimal(0))
    upper = found.high if found.high is not None else found.below
    return low, upper if upper is not None else most
