"""B1–B5: what may happen to a booking and when a place is free again."""

import pytest

from webapp.exams.rules.booking import (
    Act,
    BookingStatus,
    Party,
    after,
    may,
)


class TestMay:
    def test_a_client_changes_and_cancels_what_is_confirmed(self):
        assert may(BookingStatus.CONFIRMED, Act.CHANGE, Party.CLIENT)
        assert may(BookingStatus.CONFIRMED, Act.CANCEL, Party.CLIENT)

    def test_only_the_institution_desk_checks_in_or_notes_a_no_show(self):
        for act in (Act.CHECK_IN, Act.NO_SHOW):
            assert may(BookingStatus.CONFIRMED, act, Party.INSTITUTION_DESK)
            assert not may(BookingStatus.CONFIRMED, act, Party.CLIENT)
            assert not may(BookingStatus.CONFIRMED, act, Party.HEALTH_MANAGER)

    @pytest.mark.parametrize("status", [BookingStatus.CANCELLED, BookingStatus.COMPLETED])
    def test_an_ended_booking_takes_no_act_from_anybody(self, status):
        assert not any(may(status, act, party) for act in Act for party in Party)

    def test_a_no_show_may_only_be_taken_back_or_checked_in_at_the_desk(self):
        allowed = {(act, party) for act in Act for party in Party if may(BookingStatus.NO_SHOW, act, party)}
        desk = Party.INSTITUTION_DESK
        assert allowed == {(Act.EXPECT_AGAIN, desk), (Act.CHECK_IN, desk)}

    def test_somebody_already_there_cannot_cancel(self):
        assert not may(BookingStatus.CHECKED_IN, Act.CANCEL, Party.CLIENT)


class TestAfter:
    def test_a_change_leaves_the_booking_confirmed(self):
        assert after(BookingStatus.CONFIRMED, Act.CHANGE) is BookingStatus.CONFIRMED

    def test_a_cancelled_booking_cannot_be_checked_in(self):
        with pytest.raises(KeyError):
            after(BookingStatus.CANCELLED, Act.CHECK_IN)
