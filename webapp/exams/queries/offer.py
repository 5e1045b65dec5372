"""What a client may book: her contracted institution, her package, and the agreement's terms (B3, O1)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from webapp.exams.refusals import NoAgreement, NoExamInPlan
from webapp.exams.rules.booking import BookingStatus, Party
from webapp.exams.rules.cutoff import Cutoff, Deadline
from webapp.exams.rules.timetable import ExamClass, class_of
from webapp.kernel.errors import NotYours
from webapp.organisation import queries as organisation
from webapp.plans import queries as plans
from webapp.plans.rules import Kind
from webapp.toolbox.calendar import WorkingDays
from webapp.toolbox.words import Bilingual


@dataclass(frozen=True, slots=True)
class Place:
    """An institution as a client sees it."""

    id: str
    name: Bilingual
    address: Bilingual
    transit: Bilingual
    hours: Bilingual
    phone: str
    map_url: str
    zone: str


@dataclass(frozen=True, slots=True)
class Terms:
    """What the agreement of a branch with an institution says about bookings."""

    place: Place
    deadline: Deadline
    report_days: int
    report_in_working_days: bool
    valid_to: date

    def cutoff_of(self, starts_at: datetime) -> Cutoff:
        """Give until when a booking of a session that starts then may be changed (B6)."""
        return self.deadline.cutoff_of(starts_at)

    def open_after(self, now: datetime, party: Party = Party.CLIENT) -> datetime:
        """Give the moment that a session must start after to be booked now; staff may until it begins."""
        return self.deadline.open_after(now) if party is Party.CLIENT else now

    def is_open(self, starts_at: datetime, now: datetime, party: Party = Party.CLIENT) -> bool:
        """Tell whether a booking of a session that starts then may still be changed; staff may until it begins."""
        return self.cutoff_of(starts_at).is_open(now) if party is Party.CLIENT else now < starts_at

    def lets_go(
        self, status: BookingStatus, starts_at: datetime, now: datetime, party: Party = Party.CLIENT
    ) -> bool:
        """Tell whether who holds a booking of such a session may still change it or give it up (B6).

        Who lost her place always may (B9). What nobody has confirmed stands on no list of the institution's, which
        the cut-off is for: it is its client's own until the exam begins (ADR 17).
        """
        if status is BookingStatus.MUST_REBOOK:
            return True
        if status is BookingStatus.REQUESTED:
            return now < starts_at
        return self.is_open(starts_at, now, party)

    def covers(self, day: date) -> bool:
        """Tell whether the agreement still holds on `day` (O1)."""
        return day <= self.valid_to


@dataclass(frozen=True, slots=True)
class Offer:
    """Everything a booking of this client's service year depends on."""

    enrolment_id: str
    branch_id: str
    institution_id: str
    package_id: str
    package_name: Bilingual
    package_items: tuple[str, ...]
    exam_class: ExamClass
    in_group: bool
    year_ends: date
    terms: Terms

    def last_day(self, party: Party) -> date:
        """Give the last day that may be booked: a client's own year ends it (P5), staff decide themselves."""
        return self.year_ends if party is Party.CLIENT else date.max


def offer_for(*, client_id: str, day: date, hold: bool = False) -> Offer:
    """Give what the client may book. Raises NoExamInPlan, NoAgreement.

    `hold`: for who is going to book or to line up; nobody else does for this year until the transaction ends.
    """
    return _offer(plans.years_exam(client_id=client_id, day=day, hold=hold), day)


def offer_of(enrolment_id: str, *, day: date) -> Offer:
    """Give what the client of a service year may book of it, though it may have ended. Raises as `offer_for`."""
    return _offer(plans.exam_of(enrolment_id), day)


def _offer(exam: plans.YearsExam | None, day: date) -> Offer:
    if exam is None:
        raise NoExamInPlan
    return Offer(
        enrolment_id=exam.enrolment_id,
        branch_id=exam.branch_id,
        institution_id=exam.institution_id,
        package_id=exam.package_id,
        package_name=exam.package_name,
        package_items=exam.item_codes,
        exam_class=class_of(exam.level),
        in_group=exam.kind is Kind.GROUP,
        year_ends=exam.ends,
        terms=terms(institution_id=exam.institution_id, branch_id=exam.branch_id, day=day),
    )


def places(institution_ids: Iterable[str]) -> list[Place]:
    """Give the cards of institutions, in one statement."""
    wanted = set(institution_ids)
    return [_place(one) for one in organisation.institutions() if one.id in wanted]


def place(institution_id: str) -> Place:
    """Give an institution's card. Raises NotYours for none."""
    found = organisation.institution(institution_id)
    if found is None:
        raise NotYours
    return _place(found)


def terms(*, institution_id: str, branch_id: str, day: date) -> Terms:
    """Give the terms of the agreement in force on `day`, with the institution; one statement, and one more
    for the working calendar where the deadline is counted in working days.

    Raises NoAgreement.
    """
    agreed = organisation.agreed_place(institution_id=institution_id, branch_id=branch_id, day=day)
    if agreed is None:
        raise NoAgreement
    days = agreed.change_working_days
    working = WorkingDays() if days is None else organisation.working_days()
    return Terms(
        _place(agreed),
        Deadline(agreed.change_hours, days, agreed.zone, working),
        agreed.report_days,
        agreed.report_in_working_days,
        agreed.valid_to,
    )


def _place(found: organisation.Institution | organisation.AgreedPlace) -> Place:
    return Place(
        id=found.id,
        name=found.name,
        address=found.address,
        transit=found.transit,
        hours=found.hours,
        phone=found.phone,
        map_url=found.map_url,
        zone=found.zone,
    )


def exam_items(enrolment_id: str) -> tuple[str, ...]:
    """Give the codes of what the client of a service year is examined for (P2)."""
    enrolment = plans.enrolment(enrolment_id)
    return enrolment.item_codes if enrolment else ()
