"""B10: what the calendar file says."""

from datetime import UTC, datetime

import pytest

from webapp.exams.rules.appointment import appointment
from webapp.exams.rules.booking import BookingStatus


def entry(revision=0, status=BookingStatus.CONFIRMED, booking_id="b1"):
    start = datetime(2026, 12, 3, 0, tzinfo=UTC)
    return appointment(
        booking_id=booking_id,
        revision=revision,
        status=status,
        starts_at=start,
        ends_at=start.replace(hour=1),
        stamped_at=start,
        location="Xishan",
        code="ABCD2345",
    )


TENTATIVE = {BookingStatus.REQUESTED, BookingStatus.OFFERED}
GONE = {
    BookingStatus.CANCELLED,
    BookingStatus.REFUSED,
    BookingStatus.EXPIRED,
    BookingStatus.MUST_REBOOK,
}


class TestAppointment:
    def test_the_uid_stays_when_the_booking_changes_and_the_sequence_rises(self):
        first, moved = entry(0), entry(1)
        assert first.uid == moved.uid
        assert (first.sequence, moved.sequence) == (0, 1)

    def test_two_bookings_never_share_a_uid(self):
        assert entry(booking_id="b1").uid != entry(booking_id="b2").uid

    def test_a_cancelled_booking_cancels_the_entry_and_reminds_nobody(self):
        gone = entry(2, BookingStatus.CANCELLED)
        assert (gone.method, gone.status, gone.remind_before) == ("CANCEL", "CANCELLED", None)

    def test_a_standing_booking_is_published_with_a_reminder(self):
        stands = entry()
        assert (stands.method, stands.status) == ("PUBLISH", "CONFIRMED")
        assert stands.remind_before is not None

    @pytest.mark.parametrize("status", BookingStatus)
    def test_each_status_has_its_word_for_calendars(self, status):
        said = entry(status=status)
        word = "TENTATIVE" if status in TENTATIVE else "CANCELLED" if status in GONE else "CONFIRMED"
        assert (said.status, said.method) == (word, "CANCEL" if status in GONE else "PUBLISH")

    @pytest.mark.parametrize("status", sorted(TENTATIVE | GONE))
    def test_what_does_not_stand_yet_or_no_longer_carries_no_code(self, status):
        assert entry(status=status).code == ""
