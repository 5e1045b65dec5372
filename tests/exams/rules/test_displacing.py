"""B9: who loses a place when an institution takes places back."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from webapp.exams.rules.booking import OCCUPYING, BookingStatus
from webapp.exams.rules.displacing import GRACE, Holder, last_day_anew, may_lose, who_loses

MORNING = datetime(2026, 11, 24, 2, tzinfo=UTC)


def holder(name: str, status: BookingStatus, minutes: int = 0) -> Holder:
    return Holder(name, status, MORNING + timedelta(minutes=minutes))


def names(holders: list[Holder], surplus: int) -> list[str]:
    return [one.booking_id for one in who_loses(holders, surplus)]


class TestWhoLoses:
    def test_whoever_booked_last_goes_first(self):
        people = [holder(name, BookingStatus.CONFIRMED, n) for n, name in enumerate("abc")]
        assert names(people, 2) == ["c", "b"]

    def test_offers_go_before_requests_and_requests_before_what_was_confirmed(self):
        people = [
            holder("confirmed", BookingStatus.CONFIRMED, 9),
            holder("asked to change", BookingStatus.CHANGE_REQUESTED, 8),
            holder("requested", BookingStatus.REQUESTED, 1),
            holder("offered", BookingStatus.OFFERED, 0),
        ]
        assert names(people, 4) == ["offered", "requested", "confirmed", "asked to change"]

    def test_nobody_loses_where_nothing_is_taken_back(self):
        assert names([holder("a", BookingStatus.CONFIRMED)], 0) == []

    def test_who_stands_at_the_desk_is_not_sent_away(self):
        people = [holder("there", BookingStatus.CHECKED_IN, 5), holder("a", BookingStatus.CONFIRMED)]
        assert names(people, 2) == ["a"]
        assert {one for one in OCCUPYING if not may_lose(one)} == {BookingStatus.CHECKED_IN}


class TestLastDayAnew:
    def test_staff_have_sixty_days_after_the_year(self):
        assert last_day_anew(date(2026, 12, 31)) == date(2027, 3, 1)
        assert timedelta(days=60) == GRACE
